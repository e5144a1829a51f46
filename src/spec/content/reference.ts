import type { SqlKind } from './kind.ts';
import type { Names } from './names.ts';
import { chinese, listOf, type Value } from './value.ts';
import { notOneOf, short } from './fault.ts';

/**
 * pipelines/reference: what types a table of data/reference, and what its cells may be: which columns together tell a
 * row from the others, which are never blank, which name something, which are for people alone, whose values the clause
 * beside them must state (`stated`) or may (`may_state`), which hold words of the notice (`words`), which count the
 * rows from 1 (`numbered`), which are known just where another column says so (`settled`), and which number is none but
 * the one that another column names, where it names any (`told`). Days, numbers, true and false are what the query
 * casts a cell to; a column called clause, or …_clause, is a clause of the notice.
 */
export const referenceTable: SqlKind = {
  called: '口径表',
  keys: {
    title: { value: chinese, needed: true },
    grain: { value: chinese, needed: true },
    key: { value: columns },
    needs: { value: columns },
    more: { value: columns },
    names: { value: namings },
    stated: { value: columns },
    may_state: { value: columns },
    words: { value: columns },
    numbered: { value: columns },
    settled: { value: settledOf },
    told: { value: toldOf },
  },
};

/**
 * Of a column, what its cells must be among: columns of reference
 * tables, values of a source's choice, rules, or these words. `other tasks.task` is of another notice than the row's;
 * `contracts` are the sources, and `its columns` those of the source that the row names.
 */
export interface Naming {
  column: string;
  among: readonly string[];
}

/** `direction = directions.direction | 集团, rule = rules, item = sources.checks.item` */
export function readNamings(written: string): Naming[] {
  return listOf(written).map((each) => {
    const [column = '', among = ''] = each.split(/ = (.*)/s);
    return { column: column.trim(), among: among.split('|').map((one) => one.trim()) };
  });
}

/** `rate, cap if status = 已核定`: where the status is that, neither is blank; else both are. */
export interface Settled {
  columns: readonly string[];
  by: string;
  value: string;
}

export function readSettled(written: string): Settled | null {
  const [, columns = '', by = '', value = ''] = /^(.+) if (\w+) = (\S+)$/.exec(written) ?? [];
  return by === '' ? null : { columns: listOf(columns), by, value };
}

/** `year in title`: a title that names another year, and not this one, contradicts it. */
export interface Told {
  column: string;
  by: string;
}

export function readTold(written: string): Told[] | null {
  const told = listOf(written).map((each) => /^(\w+) in (\w+)$/.exec(each) ?? []);
  return told.some(([, , by]) => by === undefined) ? null : told.map(([, column = '', by = '']) => ({ column, by }));
}

function toldOf(written: string, names: Names): string[] {
  const told = readTold(written);
  if (told === null) return ['要写成 列 in 列，几处用逗号隔开。'];
  return told.flatMap(({ column, by }) => columns(`${column}, ${by}`, names));
}

function settledOf(written: string, names: Names): string[] {
  const settled = readSettled(written);
  return settled ? columns([...settled.columns, settled.by].join(', '), names) : ['要写成 列, 列 if 列 = 值。'];
}

function columns(written: string, names: Names): string[] {
  const known = names.of.column;
  if (known === undefined) return [];
  return listOf(written).flatMap((each) => (known.includes(each) ? [] : [notOneOf('表里没有列', each, known)]));
}

function namings(...[written, names]: Parameters<Value>): string[] {
  const known = names.of.reference;
  return readNamings(written).flatMap(({ column, among }) => {
    if (among.some((one) => one === '')) return [`“${short(column)}”要写成 列 = 表.列，几处用 | 隔开。`];
    const stray = among.filter((one) => /^\w+\.\w+$/.test(one) && known !== undefined && !known.includes(one));
    return [...columns(column, names), ...stray.map((one) => notOneOf('没有口径列', one, known ?? []))];
  });
}
