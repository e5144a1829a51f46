import {
  Refusal,
  isWhole,
  notAmong,
  type Balance,
  type PairSearch,
  type Paging,
  type Reconciliation as ReconciliationAnswer,
  type Row,
  type Scope,
} from '#spec';
import { rowsOf, type Answer, type QueryContext } from '../context.ts';
import type { Catalog } from '../catalog.ts';
import { drillLinkOf } from './drill-links.ts';
import { page } from '../page.ts';
import { inlineParameters } from '../proof/inline-parameters.ts';

/** What must balance in a load, pair by pair. */
export type Reconciliation = Answer & Pick<ReconciliationAnswer, 'total' | 'assertions' | 'sql'>;

/**
 * The two sides of every assertion of a version, or of one, those with few
 * pairs first, and where each side leads: a page of them or, without one, all.
 */
export async function reconcile(
  context: QueryContext,
  catalog: Catalog,
  scope: Scope,
  { assertion, pair }: PairSearch,
  paging?: Paging
): Promise<Reconciliation> {
  if (!isWhole(scope)) throw new Refusal(403, 'not_yours', '对账的数是全省的，市里看不到其他市的合计。');
  const { reading, deadline } = context;
  const { version } = reading;
  const assertions = await rowsOf<Balance>(context, 'assertions', { sql: assertionsQuery });
  const names = assertions.map(({ name }) => name);
  if (assertion !== undefined && !names.includes(assertion))
    throw notAmong(400, 'unknown_assertion', '没有对账项', {
      parameter: 'assertion',
      value: assertion,
      allowed: names,
    });
  if (pair !== undefined && assertion === undefined)
    throw new Refusal(400, 'bad_parameter', '参数 pair 要和 assertion 一起写。', { parameter: 'pair' });
  const only = [
    ...(assertion === undefined ? [] : ['c.assertion = $assertion']),
    ...(pair === undefined ? [] : ['c.position = $pair']),
  ];
  const where = only.length > 0 ? `\nwhere ${only.join(' and ')}` : '';
  const values = {
    ...(assertion === undefined ? {} : { assertion }),
    ...(pair === undefined ? {} : { pair }),
    ...paging,
  };
  const [counted] = await rowsOf(context, 'assertions', {
    sql: `select count(*) as total from assertions.compared as c${where}`,
    values,
  });
  const files = await rowsOf(context, 'files', {
    sql: 'select source_file as file, source_sheet as sheet, sha256 from sources.files',
  });
  const hashes = new Map(files.map(({ file, sheet, sha256 }) => [JSON.stringify([file, sheet]), String(sha256)]));
  const lookup = {
    version,
    catalog,
    hashOf: (file: string, sheet: string) => hashes.get(JSON.stringify([file, sheet])) ?? null,
  };
  // Read before the pairs: a stream keeps its connection, and waiting for a second one beside it can be a deadlock.
  const sides = assertion === undefined || pair === undefined ? null : await sqlOf(context, assertion, pair);
  const sql = `${pairsQuery}${where}\norder by count(*) over (partition by c.assertion), c.assertion, c.position${page(paging)}`;
  const result = await reading.read('assertions', sql, { values, ...deadline });
  async function* chunks() {
    for await (const rows of result.chunks()) yield rows.map((row) => withDrillLinks(row, lookup));
  }
  const shown = result.columns.filter(({ name }) => name in titles);
  const columns = shown.map(({ name, type }) => ({ name, title: titles[name] ?? name, unit: null, type }));
  return {
    version,
    total: Number(counted?.total),
    assertions,
    columns,
    result: { ...result, columns: shown, chunks },
    sql: sides,
  };
}

function withDrillLinks({ measure, subject, position, ...row }: Row, lookup: Parameters<typeof drillLinkOf>[2]): Row {
  const pair = {
    assertion: String(row.assertion),
    position: Number(position),
    measure: typeof measure === 'string' ? measure : null,
    subject: JSON.parse(String(subject)) as Row,
  };
  const link = (side: 'left' | 'right') => ({ ...drillLinkOf(side, pair, lookup) });
  return { ...row, pair: pair.position, left_leads: link('left'), right_leads: link('right') };
}

async function sqlOf(context: QueryContext, assertion: string, position: number): Promise<Reconciliation['sql']> {
  const [found] = await rowsOf(context, 'assertions', {
    sql: 'select i.sql, c.what, c.measure from assertions.compared as c join catalog.assertions as i on i.name = c.assertion where c.assertion = $assertion and c.position = $position',
    values: { assertion, position },
  });
  if (!found)
    throw new Refusal(404, 'unknown_pair', `对账项 ${assertion} 没有第 ${position} 对。`, { value: position });
  const { sql, what, measure } = found;
  const values = { what: String(what), ...(typeof measure === 'string' ? { measure } : {}) };
  const of = (side: string) =>
    `${inlineParameters(`select ${side}\nfrom (\n$sql\n)\nwhere what = $what${'measure' in values ? ' and measure = $measure' : ''}`, values).replace('$sql', () => String(sql))};`;
  return { left: of('left_side'), right: of('right_side') };
}

const assertionsQuery = `
  select i.name, i.title, i."left", i."right", count(c.assertion)::integer as compared, count_if(c.assertion is not null and c.left_side is distinct from c.right_side)::integer as broken
  from catalog.assertions as i
  left join assertions.compared as c on c.assertion = i.name
  group by i.name, i.title, i."left", i."right"
  order by compared, i.name`;

const pairsQuery = `
  select c.assertion, i.title, concat_ws('：', c.what, m.title) as what, c.left_side, c.right_side, c.left_side is not distinct from c.right_side as is_equal,
    c.measure, c.position, c.subject
  from assertions.compared as c
  join catalog.assertions as i on i.name = c.assertion
  left join catalog.columns as m on m.mart = 'projects' and m.name = c.measure`;

const titles: Readonly<Record<string, string>> = {
  assertion: '对账项',
  title: '应当成立的等式',
  what: '比什么',
  left_side: '左边',
  right_side: '右边',
  is_equal: '相等',
};
