import { Refusal, notAmong, type Row } from '#spec';
import { rowsOf, type Answer, type Asking } from './answer.ts';
import { page, type Paging } from './page.ts';
import type { View } from './relations.ts';

/** What must balance in a load, each with what its two sides are and how many pairs of them were compared. */
export interface Reconciliation extends Answer {
  total: number;
  identities: Row[];
}

/** The two sides of every identity of a version, or of one, those with few pairs first: a page of them or, without one, all. */
export async function reconcile(asking: Asking, view: View, identity?: string, paging?: Paging): Promise<Reconciliation> {
  if (view.scope.city !== null) throw new Refusal(403, 'not_yours', '对账的数是全省的，市里看不到其他市的合计。');
  const { reading, patience } = asking;
  const [kept] = await rowsOf(asking, 'identities', { sql: keptQuery, values: {} });
  if (!kept?.is_kept) throw new Refusal(404, 'not_kept', `版本 ${reading.version} 装载时还没有留下对账的数，请重新装载。`);
  const identities = await rowsOf(asking, 'identities', { sql: identitiesQuery, values: {} });
  const names = identities.map(({ name }) => String(name));
  if (identity !== undefined && !names.includes(identity)) throw notAmong(400, 'unknown_identity', '没有对账项', { parameter: 'identity', value: identity, allowed: names });
  const only = identity === undefined ? '' : '\nwhere c.identity = $identity';
  const values = { ...(identity === undefined ? {} : { identity }), ...paging };
  const [counted] = await rowsOf(asking, 'identities', { sql: `select count(*) as total from identities.compared as c${only}`, values });
  const result = await reading.read('identities', `${pairsQuery}${only}\norder by count(*) over (partition by c.identity), c.identity, c.position${page(paging)}`, { values, ...patience });
  const columns = result.columns.map(({ name, type }) => ({ name, title: titles[name] ?? name, unit: null, type }));
  return { version: reading.version, total: Number(counted?.total), identities, columns, result };
}

const keptQuery = `
  select exists (select 1 from duckdb_tables() where schema_name = 'identities' and table_name = 'compared') as is_kept`;

const identitiesQuery = `
  select i.name, i.title, i."left", i."right", count(c.identity)::integer as compared, count_if(c.identity is not null and c.left_side is distinct from c.right_side)::integer as broken
  from catalog.identities as i
  left join identities.compared as c on c.identity = i.name
  group by i.name, i.title, i."left", i."right"
  order by compared, i.name`;

const pairsQuery = `
  select c.identity, i.title, concat_ws('：', c.what, m.title) as what, c.left_side, c.right_side, c.left_side is not distinct from c.right_side as is_equal
  from identities.compared as c
  join catalog.identities as i on i.name = c.identity
  left join catalog.columns as m on m.mart = 'projects' and m.name = c.measure`;

const titles: Readonly<Record<string, string>> = {
  identity: '对账项',
  title: '应当成立的等式',
  what: '比什么',
  left_side: '左边',
  right_side: '右边',
  is_equal: '相等',
};
