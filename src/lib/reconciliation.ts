import type { ColumnInfo, ColumnType, Table } from '#spec';
import type { Balance, Reconciliation } from './answers.ts';
import { words } from './words.ts';

/** What must balance, and how many pairs of sides were compared. */
export function balanceTable({ version, identities }: Reconciliation): Table {
  return {
    version,
    columns: [column('title', '应当成立的等式'), column('left', '左边'), column('right', '右边'), column('compared', '比了几对', 'number'), column('broken', '不相等的', 'number')],
    rows: identities.map((each) => ({ ...each })),
  };
}

/** The pairs themselves, under the names of their sides where they are all of one identity. */
export function pairsTable({ version, rows }: Reconciliation, of: Balance | undefined): Table {
  const sides = [column('what', '比什么'), column('left_side', of?.left ?? '左边', 'number'), column('right_side', of?.right ?? '右边', 'number'), column('is_equal', '结果')];
  return {
    version,
    columns: of ? sides : [column('title', '应当成立的等式'), ...sides],
    rows: rows.map((row) => ({ ...row, is_equal: row.is_equal === true ? words.equal : words.unequal })),
  };
}

const column = (name: string, title: string, type: ColumnType = 'string'): ColumnInfo => ({ name, title, type, unit: null });
