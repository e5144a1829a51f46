import type { Contract } from '../contracts.ts';
import type { SheetIssue } from '../grid.ts';
import { Unreadable } from '../unreadable.ts';
import { fold } from './fold.ts';
import type { HeaderColumn } from './join.ts';

/** The columns of a sheet, each of the contract's once. */
export interface Settled {
  columns: HeaderColumn[];
  /** Of a column that is a day and a time beside each other: where the day stands, by the contract's name. */
  days: ReadonlyMap<string, number>;
  issues: SheetIssue[];
}

/**
 * Headers that name one column twice: the contract's own goes before its aliases, which are told; 日期 beside 时间 are
 * one moment. Two that are alike are an Unreadable, which shows the headers `found`.
 */
export function settleDuplicates(contract: Contract, found: readonly HeaderColumn[], shown: () => string): Settled {
  const columns = [...found];
  const days = new Map<string, number>();
  const issues: SheetIssue[] = [];
  const byName = Map.groupBy(
    columns.keys().filter((at) => columns[at]!.meaning),
    (at) => columns[at]!.meaning!.name
  );
  for (const [name, stands] of byName) {
    if (stands.length === 1) continue;
    const column = contract.columns[name]!;
    const texts = stands.map((at) => columns[at]!.header);
    const own = stands.filter((at) => columns[at]!.meaning!.isCanonical);
    const pair = column.kind === 'time' ? momentOf(stands, columns) : null;
    if (pair) {
      days.set(name, pair.day);
      columns[pair.day] = { ...columns[pair.day]!, meaning: null, isPart: true };
      continue;
    }
    if (own.length !== 1) throw duplicated(column.header, texts, shown());
    for (const at of stands) {
      if (at === own[0]) continue;
      const { header } = columns[at]!;
      columns[at] = { header, meaning: null };
      issues.push({
        check: 'spare_column',
        effect: 'mark',
        column: column.header,
        value: header,
        problem: `“${header}”也是“${column.header}”的一种写法；有了“${columns[own[0]!]!.header}”，这一列没有当作它读取`,
        fix: `请核对“${columns[own[0]!]!.header}”这一列是不是要交的；“${header}”不用可以删去`,
      });
    }
  }
  return { columns, days, issues };
}

/** A column of days beside one of times. */
function momentOf(stands: readonly number[], columns: readonly HeaderColumn[]): { day: number; time: number } | null {
  const of = (pattern: RegExp) => stands.filter((at) => pattern.test(fold(columns[at]!.header)));
  const [[day, ...days], [time, ...times]] = [of(/日期$|日$/), of(/时间$|时刻$|时分$/)];
  return stands.length === 2 && days.length + times.length === 0 && day !== undefined && time !== undefined
    ? { day, time }
    : null;
}

const duplicated = (column: string, texts: readonly string[], found: string): Unreadable =>
  new Unreadable(
    'double_column',
    `${texts.map((text) => `“${text}”`).join('和')}都是“${column}”这一列；找到的列：${found}`,
    '请只保留一列，或给另一列换一个名称',
    { column, value: texts.join('、') }
  );
