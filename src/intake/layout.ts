import type { Column } from '#spec';
import type { HeaderColumn } from './header/join.ts';
import { unitOfTable } from './header/unit.ts';
import { fold } from './header/fold.ts';
import type { Recognised } from './recognise.ts';
import type { Contract } from './contracts.ts';
import { Unreadable } from './unreadable.ts';

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
}

export interface UnknownColumn {
  header: string;
  /** Not by its place only: it has a header. */
  isNamed: boolean;
  at: number;
}

export const largestWidth = 200;

/** An Unreadable names the column whose unit is neither 万元 nor 元, and a sheet that is too wide for a table. */
export function layOut({ contract, header: { columns } }: Recognised, above: readonly (readonly string[])[]): Layout {
  if (columns.length > largestWidth) {
    throw new Unreadable(
      'too_many_columns',
      `表头有 ${columns.length} 列，超过 ${largestWidth} 列`,
      '请删去右边多余的空列后重新保存'
    );
  }
  const ofTable = tableUnit(above);
  const slots = Object.entries(contract.columns).map(([name, column]): Slot => {
    const at = columns.findIndex(({ meaning }) => meaning?.name === name);
    if (column.kind !== 'money') return { ...column, name, at, unit: null };
    const unit = columns[at]?.meaning?.unit ?? ofTable ?? '万元';
    if (at >= 0 && unit !== '万元' && unit !== '元') {
      throw new Unreadable(
        'money_unit',
        `“${columns[at]?.header}”的单位是${unit}，只能读万元或元`,
        '请把金额换算成万元，并改写表头或“单位：”一行',
        {
          column: column.header,
          value: unit,
        }
      );
    }
    return { ...column, name, at, unit: unit === '元' ? '元' : '万元' };
  });
  return { contract, columns, slots, unknown: unknownOf(columns) };
}

function tableUnit(above: readonly (readonly string[])[]): string | null {
  const units = new Set(above.flat().flatMap((cell) => unitOfTable(fold(cell)) ?? []));
  if (units.size < 2) return [...units][0] ?? null;
  throw new Unreadable(
    'money_unit',
    `表头上方写了两种单位：${[...units].join('、')}`,
    '请只保留一种，或把单位写进各列的表头'
  );
}

function unknownOf(columns: readonly HeaderColumn[]): UnknownColumn[] {
  const taken = new Set<string>();
  return columns.flatMap(({ header, meaning }, at) => {
    if (meaning) return [];
    const name = header === '' || taken.has(header) ? `${header}（第 ${at + 1} 列）` : header;
    taken.add(name);
    return [{ header: name, isNamed: header !== '', at }];
  });
}
