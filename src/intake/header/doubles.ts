import type { Contract } from '../contracts.ts';
import type { SheetIssue } from '../grid.ts';
import { Unreadable } from '../unreadable.ts';
import { fold } from './fold.ts';
import type { Place } from './join.ts';

/** The columns of a sheet, each of the contract's once. */
export interface Settled {
  places: Place[];
  /** Of a column that is a day and a time beside each other: where the day stands, by the contract's name. */
  days: ReadonlyMap<string, number>;
  issues: SheetIssue[];
}

/**
 * Headers that name one column twice: the contract's own goes before its aliases, which are told; 日期 beside 时间 are
 * one moment. Two that are alike are an Unreadable, which shows the headers `found`.
 */
export function settleDoubles(contract: Contract, found: readonly Place[], shown: () => string): Settled {
  const places = [...found];
  const days = new Map<string, number>();
  const issues: SheetIssue[] = [];
  const byName = Map.groupBy(
    places.keys().filter((at) => places[at]!.meaning),
    (at) => places[at]!.meaning!.name
  );
  for (const [name, stands] of byName) {
    if (stands.length === 1) continue;
    const column = contract.columns[name]!;
    const texts = stands.map((at) => places[at]!.header);
    const own = stands.filter((at) => places[at]!.meaning!.isCanonical);
    const pair = column.kind === 'time' ? momentOf(stands, places) : null;
    if (pair) {
      days.set(name, pair.day);
      places[pair.day] = { ...places[pair.day]!, meaning: null, isPart: true };
      continue;
    }
    if (own.length !== 1) throw doubled(column.header, texts, contract.title, shown());
    for (const at of stands) {
      if (at === own[0]) continue;
      const { header } = places[at]!;
      places[at] = { header, meaning: null };
      issues.push({
        check: 'spare_column',
        effect: 'mark',
        column: column.header,
        value: header,
        problem: `“${header}”也是“${column.header}”的一种写法；有了“${places[own[0]!]!.header}”，这一列没有当作它读取`,
        fix: `请核对“${places[own[0]!]!.header}”这一列是不是要交的；“${header}”不用可以删去`,
      });
    }
  }
  return { places, days, issues };
}

/** A column of days beside one of times. */
function momentOf(stands: readonly number[], places: readonly Place[]): { day: number; time: number } | null {
  const of = (pattern: RegExp) => stands.filter((at) => pattern.test(fold(places[at]!.header)));
  const [[day, ...days], [time, ...times]] = [of(/日期$|日$/), of(/时间$|时刻$|时分$/)];
  return stands.length === 2 && days.length + times.length === 0 && day !== undefined && time !== undefined
    ? { day, time }
    : null;
}

const doubled = (column: string, texts: readonly string[], title: string, found: string): Unreadable =>
  new Unreadable(
    'double_column',
    `${texts.map((text) => `“${text}”`).join('和')}都是“${title}”的“${column}”这一列；找到的列：${found}`,
    '请只保留一列，或给另一列换一个名称',
    { column, value: texts.join('、') }
  );
