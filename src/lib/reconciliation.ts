import type { ColumnInfo, ColumnType, Row, Table } from '#spec';
import type { Balance, Reconciliation } from './answers.ts';
import { words } from './words.ts';

/** What must balance, and how many pairs of sides were compared. */
export function balanceTable({ version, identities }: Reconciliation): Table {
  return {
    version,
    columns: [
      column('title', '应当成立的等式'),
      column('left', '左边'),
      column('right', '右边'),
      column('compared', '比了几对', 'number'),
      column('broken', '不相等的', 'number'),
    ],
    rows: identities.map((each) => ({ ...each })),
  };
}

/** The pairs of each identity among those at hand, under the names of its sides. */
export function pairsTables({ version, identities, rows }: Reconciliation): { identity: Balance; table: Table }[] {
  return identities.flatMap((identity) => {
    const { name, left, right } = identity;
    const own = rows
      .filter((row) => row.identity === name)
      .map((row) => ({ ...row, is_equal: row.is_equal === true ? words.equal : words.unequal }));
    const columns = [
      column('what', '比什么'),
      column('left_side', left ?? '左边', 'number'),
      column('right_side', right ?? '右边', 'number'),
      column('is_equal', '结果'),
    ];
    return own.length > 0 ? [{ identity, table: { version, columns, rows: own } }] : [];
  });
}

/** The page that shows what a side of a pair is made of: where the API answers it, people have a page of it. */
export function sideProof(row: Row, name: string): string | null {
  const leads = name === 'left_side' ? row.left_leads : name === 'right_side' ? row.right_leads : null;
  if (leads === null || typeof leads !== 'object' || Array.isArray(leads)) return null;
  const [address = '', query = ''] = String(leads.path).split('?');
  const [, version = '', hash = ''] = /^\/api\/loads\/([^/]+)(?:\/files\/([^/]+))?/.exec(address) ?? [];
  if (leads.to === 'rows') return `/data/receipts/${version}/files/${hash}?${query}`;
  if (leads.to === 'pair') return `/data/reconciliation?version=${version}&${query}#pair`;
  return `${address.replace('/api', '')}?${query}`;
}

const column = (name: string, title: string, type: ColumnType = 'string'): ColumnInfo => ({
  name,
  title,
  type,
  unit: null,
});
