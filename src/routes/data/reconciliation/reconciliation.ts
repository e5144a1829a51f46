import type { Row, Table, Balance, Reconciliation } from '#spec';
import { tableOf } from '../receipts.ts';
import { pageQuery } from '#lib/asked.ts';
import type { Filter } from '#lib/filters/filters.ts';
import { words } from '#lib/words.ts';

/** What must balance, and how many pairs of sides were compared. */
export const balanceTable = ({ assertions }: Reconciliation): Table =>
  tableOf(
    {
      title: '应当成立的等式',
      left: '左边',
      right: '右边',
      compared: ['比了几对', 'number'],
      broken: ['不相等的', 'number'],
    },
    assertions
  );

/** The pairs of each assertion among those at hand, under the names of its sides. */
export function pairsTables({ assertions, rows }: Reconciliation): { assertion: Balance; table: Table }[] {
  return assertions.flatMap((assertion) => {
    const { name, left, right } = assertion;
    const own = rows
      .filter((row) => row.assertion === name)
      .map((row) => ({ ...row, is_equal: row.is_equal === true ? words.equal : words.unequal }));
    const titles = {
      what: '比什么',
      left_side: [left ?? '左边', 'number'],
      right_side: [right ?? '右边', 'number'],
      is_equal: '结果',
    } as const;
    return own.length > 0 ? [{ assertion, table: tableOf(titles, own) }] : [];
  });
}

/**
 * The page that shows what a side of a pair is made of: where the API answers it, people have a page of it. What a page
 * would fill in by itself is said, since a side is of all batches.
 */
export function sideProof(row: Row, name: string, filters: readonly Filter[]): string | null {
  const leads = name === 'left_side' ? row.left_leads : name === 'right_side' ? row.right_leads : null;
  if (leads === null || typeof leads !== 'object' || Array.isArray(leads)) return null;
  const [address = '', query = ''] = String(leads.path).split('?');
  const [, version = '', hash = ''] = /^\/api\/loads\/([^/]+)(?:\/files\/([^/]+))?/.exec(address) ?? [];
  if (leads.to === 'rows') return `/data/receipts/${version}/files/${hash}?${query}`;
  if (leads.to === 'pair') return `/data/reconciliation?version=${version}&${query}#pair`;
  const asked = leads.to === 'findings' ? pageQuery(new URLSearchParams(query), filters) : `?${query}`;
  return `${address.replace('/api', '')}${asked}`;
}
