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

/** The pairs of each identity among those at hand, under the names of its sides. */
export function pairsTables({ version, identities, rows }: Reconciliation): { identity: Balance; table: Table }[] {
  return identities.flatMap((identity) => {
    const { name, left, right } = identity;
    const own = rows.filter((row) => row.identity === name).map((row) => ({ ...row, is_equal: row.is_equal === true ? words.equal : words.unequal }));
    const columns = [column('what', '比什么'), column('left_side', left ?? '左边', 'number'), column('right_side', right ?? '右边', 'number'), column('is_equal', '结果')];
    return own.length > 0 ? [{ identity, table: { version, columns, rows: own } }] : [];
  });
}

const column = (name: string, title: string, type: ColumnType = 'string'): ColumnInfo => ({ name, title, type, unit: null });
