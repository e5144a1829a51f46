import type { SheetIssue } from '../grid.ts';
import { Unreadable } from '../unreadable.ts';
import type { UnitPlace } from './places.ts';

/** A column of money as its header stands there. */
export interface MoneyColumn {
  /** In the contract. */
  column: string;
  header: string;
  /** What its header says; null where it says none. */
  unit: string | null;
}

export type ReadUnit = '元' | '万元';

export const usualUnit: ReadUnit = '万元';

/** What the places beside a table make of its columns of money. */
export interface Decided {
  /** Of columns whose header says none; null where nothing else says one either. */
  unit: ReadUnit | null;
  issues: SheetIssue[];
}

/**
 * The unit of a table's columns of money. An Unreadable where a column has none of its own and the places beside the
 * table differ, or tell one that amounts are not read in; where headers tell it, what differs is marked.
 */
export function decideUnit(columns: readonly MoneyColumn[], places: readonly UnitPlace[]): Decided {
  if (columns.length === 0) return { unit: null, issues: [] };
  for (const { column, header, unit } of columns)
    if (unit !== null && !isRead(unit)) throw unread(column, header, unit);
  const said = places.flatMap(({ where, text, units }) => units.map((each) => ({ ...each, where, text })));
  const known = said.filter(({ isKnown }) => isKnown);
  const units = [...new Set(known.map(({ unit }) => unit))];
  const needing = columns.find(({ unit }) => unit === null)?.column;
  const isNeeded = needing !== undefined;
  const quoted = known.map(({ where, text }) => `${where}“${text}”`).join('、');
  if (isNeeded && units.length > 1)
    throw new Unreadable('money_unit', `写了两种金额单位：${units.join('、')}（${quoted}）`, oneUnit, {
      column: needing,
      value: units.join('、'),
    });
  if (isNeeded && units.length === 1 && !isRead(units[0]!))
    throw new Unreadable('money_unit', `${quoted}：金额的单位是${units[0]}，只能读万元或元`, convert, {
      column: needing,
      value: units[0]!,
    });
  const unit = units.length === 1 && isRead(units[0]!) ? units[0] : null;
  return {
    unit,
    issues: [...odd(columns, said, unit), ...unlike(columns, known), ...far(isNeeded ? unit : null, places)],
  };
}

/** The usual unit needs no word; another is told where it does not stand right above the table. */
function far(unit: ReadUnit | null, besides: readonly UnitPlace[]): SheetIssue[] {
  const places = besides.filter(({ units }) => units.some(({ isKnown }) => isKnown));
  if (unit === null || unit === usualUnit || places.some(({ isNear }) => isNear)) return [];
  const quoted = places.map(({ where, text }) => `${where}“${text}”`).join('、');
  return [
    {
      check: 'unit_elsewhere',
      effect: 'mark',
      value: unit,
      problem: `表头和表头上方没有写金额单位，按${quoted}读作${unit}`,
      fix: `请核对；在表头上方写明“单位：${unit}”就不再提示`,
    },
  ];
}

const isRead = (unit: string): unit is ReadUnit => unit === '元' || unit === '万元';

const unread = (column: string, header: string, unit: string): Unreadable =>
  new Unreadable(
    'money_unit',
    `“${header}”的单位是${unit}，只能读万元或元`,
    '请把金额换算成万元，并改写表头或“单位：”一行',
    { column, value: unit }
  );

const convert = '请把金额换算成人民币万元或元，并改写单位';
const oneUnit = '请只保留一种，或把单位写进各列的表头';

/** What speaks of a unit and is not understood. */
function odd(
  columns: readonly MoneyColumn[],
  said: readonly { where: string; text: string; unit: string; isKnown: boolean }[],
  unit: ReadUnit | null
): SheetIssue[] {
  if (unit !== null || columns.every((column) => column.unit !== null)) return [];
  return said
    .filter(({ isKnown }) => !isKnown)
    .map(({ where, text, unit: word }) => ({
      check: 'odd_unit',
      effect: 'mark' as const,
      value: text,
      problem: `${where}“${text}”：看不懂“${word}”是不是金额的单位，金额按${usualUnit}读取`,
      fix: '请写明“单位：万元”或“单位：元”',
    }));
}

/** Headers that tell another unit than what stands beside the table. */
const unlike = (
  columns: readonly MoneyColumn[],
  known: readonly { where: string; text: string; unit: string }[]
): SheetIssue[] =>
  columns.flatMap(({ column, header, unit }) => {
    const other = known.find((each) => unit !== null && each.unit !== unit);
    if (!other) return [];
    return {
      check: 'unlike_unit',
      effect: 'mark' as const,
      column,
      value: other.text,
      problem: `表头“${header}”写的是${unit}，${other.where}“${other.text}”写的是${other.unit}，按表头读取`,
      fix: '请核对这一列的金额，两处写成一样',
    };
  });
