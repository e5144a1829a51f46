import { codes, type ColumnInfo, type Paging, type RepeatSearch } from '#spec';
import { rowsOf, type Answer, type QueryContext } from '../context.ts';
import type { Catalog } from '../catalog.ts';
import { columnInfo } from '../column-info.ts';
import { anyOfEach, whereAll } from '../lists.ts';
import { narrowed, shownOf } from '../narrowing.ts';
import { page } from '../page.ts';
import { readSort, sortKey } from '../sort.ts';
import { searching } from '../search.ts';
import { scopedRelations, type BoundSql, type View } from '../relations.ts';

/** What is told of a side, in order. */
const told = [
  'batch',
  'city',
  'county',
  'task',
  'stage',
  'project_name',
  'applicant',
  'applicant_id',
  'site',
  'partners',
  'period_start',
  'period_end',
  'total_investment',
  'subsidy_allocated',
] as const;
/** The same of a line of the ledger, as far as it knows. */
const ofLedger: Readonly<Record<string, string>> = {
  project_name: 'r.ledger_name',
  applicant_id: 'r.ledger_applicant_id',
  subsidy_allocated: 'r.ledger_amount',
};
const ledger = ['year', 'document', 'file', 'sheet', 'row'] as const;

/**
 * The pairs of projects that are like one another, each once: those of which a side passes the filters and is its
 * reader's, seen from there; what is surely the same first. Of a side that is not its reader's is told that there is
 * one and how it is alike, and not which: the relation knows no more of it.
 */
export async function findRepeats(
  context: QueryContext,
  catalog: Catalog,
  { project, search, verdict, relation, likeness, sort, show, ...narrowing }: RepeatSearch,
  view: View,
  paging?: Paging
): Promise<Answer & { total: number }> {
  const names = (catalog.searched.get('repeats') ?? []).filter((name) => catalog.marts.get('repeats')?.has(name));
  const found = await searching(context, search, (isFound) =>
    names.flatMap((name) => [isFound(name, `r.${name}`), isFound(name, `o.${name}`)])
  );
  const mart = catalog.marts.get('repeats') ?? new Map<string, ColumnInfo>();
  const wanted = readSort(sort, [...mart.keys()]);
  const range = narrowed(catalog, mart, narrowing, { mart: 'repeats', place: (name) => `r."${name}"` });
  const lists = anyOfEach({ verdict, relation, likeness });
  const where = whereAll([
    ...lists.conditions.map((condition) => `r.${condition}`),
    ...(project === undefined ? [] : ['(r.project_id = $project or r.other_id = $project)']),
    ...found.conditions,
    ...range.conditions,
  ]);
  const other = (name: string) =>
    `${ofLedger[name] === undefined ? `o.${name}` : `coalesce(o.${name}, ${ofLedger[name]})`} as other_${name}`;
  const own = ['pair_id', 'is_first', 'verdict', 'relation', 'likeness', 'standing', 'similarity', 'project_id'];
  const columnsOf: ReadonlyMap<string, string> = new Map([
    ...[...own, ...told, 'other_id'].map((name) => [name, `r.${name}`] as const),
    ...told.map((name) => [`other_${name}`, other(name)] as const),
    ['is_withheld', `${isWithheld} as is_withheld`] as const,
    ...ledger.map((name) => [`ledger_${name}`, `r.ledger_${name}`] as const),
    ['ledger_sha256', 'h.sha256 as ledger_sha256'] as const,
  ]);
  const shown = shownOf(paging ? undefined : show, [...columnsOf.keys()]);
  const pairs = `select ${shown.map((name) => columnsOf.get(name)!).join(', ')}
from repeats as r
left join marts.repeats as o on o.pair_id = r.pair_id and o.project_id = r.other_id
left join (select distinct source_file, sha256 from sources.files) as h on h.source_file = r.ledger_file${where}
qualify row_number() over (partition by r.pair_id order by r.is_first desc) = 1`;
  const bind = (sql: string): BoundSql => {
    const bounded = scopedRelations(catalog, ['repeats'], view, sql);
    const asked = {
      ...(project === undefined ? {} : { project }),
      ...found.values,
      ...range.values,
    };
    return { sql: bounded.sql, values: { ...bounded.values, ...lists.values, ...asked } };
  };
  const [counted] = await rowsOf(context, 'repeats', bind(`select count(*) as total from (${pairs})`));
  const first = wanted ? `${sortKey(catalog, wanted, `r."${wanted.column}"`)}, ` : '';
  const { sql, values } = bind(
    `${pairs}\norder by ${first}r.verdict, r.similarity desc nulls last, r.batch desc, r.project_id, r.pair_id${page(paging)}`
  );
  const result = await context.reading.read('repeats', sql, { values: { ...values, ...paging }, ...context.deadline });
  const columns = result.columns.map((column) => {
    const own = column.name.replace(/^other_(?!id$)/, '');
    const info = columnInfo(catalog, { ...column, name: own }, { header, marts: ['repeats'] });
    return own === column.name ? info : { ...info, name: column.name, title: `另一个：${info.title}` };
  });
  return { version: catalog.version, total: Number(counted?.total), columns, result, words: codes };
}

/** Neither a project nor a line of the ledger that could be told. */
const isWithheld = '(r.other_id is null and r.ledger_file is null)';

const header = { is_withheld: '另一个不在您的范围内，不列', ledger_sha256: '台账文件的 SHA-256' } as const;
