import type { Column } from '#spec';
import type { Spans } from './grid.ts';
import type { HeaderColumn } from './header/join.ts';
import type { Settled } from './header/duplicates.ts';
import type { Contract } from './contracts.ts';
import { Unreadable } from './unreadable.ts';
import { usualUnit, type MoneyColumn } from './units/decide.ts';

/** A column of the contract, and where it stands in a sheet. */
export interface Slot extends Column {
  name: string;
  /** From 0; -1 where the sheet has none. */
  at: number;
  /** Of money: 万元 or 元. */
  unit: string | null;
}

/** How the rows of one sheet are laid into the columns of its contract. */
export interface Layout {
  contract: Contract;
  columns: readonly HeaderColumn[];
  slots: readonly Slot[];
  /** The columns that the contract does not know, under names that are there once. */
  unknown: readonly UnknownColumn[];
  /** Columns without a header that the merged header of another reaches over: where they stand. */
  reached: readonly { at: number; of: number }[];
  /** Columns of moments whose day stands in a column of its own: where they stand. */
  days: readonly { at: number; day: number }[];
}

export interface UnknownColumn {
  header: string;
  /** Not by its place only: it has a header. */
  isNamed: boolean;
  at: number;
}

export const largestWidth = 200;

/** The kinds of cells that add up, or are counted: what is merged over two of them is not each one's. */
export const amountKinds: ReadonlySet<string> = new Set(['money', 'integer', 'number']);

/** The kinds of cells that a day is read from, be it written as the number that spreadsheets keep. */
export const dayKinds: ReadonlySet<string> = new Set(['day', 'start_day', 'end_day', 'time']);

/** An Unreadable names a sheet that is too wide for a table. */
export function layOut(
  contract: Contract,
  { columns, days }: Pick<Settled, 'columns' | 'days'>,
  spans: readonly (Spans | undefined)[] = []
): Layout {
  if (columns.length > largestWidth) {
    throw new Unreadable(
      'too_many_columns',
      `表头有 ${columns.length} 列，超过 ${largestWidth} 列`,
      '请删去右边多余的空列后重新保存'
    );
  }
  const slots = Object.entries(contract.columns).map(([name, column]): Slot => {
    const at = columns.findIndex(({ meaning }) => meaning?.name === name);
    return { ...column, name, at, unit: column.kind === 'money' ? (columns[at]?.meaning?.unit ?? usualUnit) : null };
  });
  return {
    contract,
    columns,
    slots,
    unknown: unknownOf(columns),
    reached: slots.flatMap(({ at }) => reachedBy(at, columns, spans)),
    days: slots.flatMap(({ name, at }) => (days.has(name) ? [{ at, day: days.get(name)! }] : [])),
  };
}

/** The columns of money that are there, as their headers tell. */
export const moneyColumns = ({ slots, columns }: Layout): MoneyColumn[] =>
  slots.flatMap(({ kind, at, header }) => {
    const place = columns[at];
    return kind === 'money' && place
      ? [{ column: header, header: place.header, unit: place.meaning?.unit ?? null }]
      : [];
  });

/** The same with its columns of money in a unit, but for those whose header tells one. */
export const inUnit = (layout: Layout, unit: string): Layout => ({
  ...layout,
  slots: layout.slots.map((slot) =>
    slot.unit === null || layout.columns[slot.at]?.meaning?.unit ? slot : { ...slot, unit }
  ),
});

function reachedBy(at: number, columns: readonly HeaderColumn[], spans: readonly (Spans | undefined)[]) {
  if (at < 0) return [];
  const width = Math.max(1, ...spans.map((line) => line?.get(at) ?? 1));
  const right = columns.slice(at + 1, at + width);
  const end = right.findIndex(({ header }) => header !== '');
  return right.slice(0, end < 0 ? right.length : end).map((_, i) => ({ at: at + 1 + i, of: at }));
}

function unknownOf(columns: readonly HeaderColumn[]): UnknownColumn[] {
  const taken = new Set<string>();
  return columns.flatMap(({ header, meaning, isPart }, at) => {
    if (meaning || isPart) return [];
    const name = header === '' || taken.has(header) ? `${header}（第 ${at + 1} 列）` : header;
    taken.add(name);
    return [{ header: name, isNamed: header !== '', at }];
  });
}
