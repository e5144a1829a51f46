import type { ColumnInfo, Ledger as LedgerAnswer, LedgerSearch, Paging } from '#spec';
import type { Shared } from '../withheld.ts';
import { rowsOf, type Answer, type QueryContext } from '../context.ts';
import type { Catalog } from '../catalog.ts';
import { columnInfo } from '../column-info.ts';
import { noFilters } from '../filters.ts';
import { narrowed, shownOf } from '../narrowing.ts';
import { page } from '../page.ts';
import { provableOfMart } from '../proof/provable.ts';
import { scopedRelations, type BoundSql, type View } from '../relations.ts';
import { searching } from '../search.ts';
import { orderBy, readSort } from '../sort.ts';
import { notFiltered } from '../unfit.ts';

export type SlotLedger = Answer & Pick<LedgerAnswer, 'total' | 'year' | 'years' | 'proof'>;

/** Whose slots a ledger counts, and how their projects are found in marts.slots. */
interface SlotHolder {
  mart: string;
  key: string;
  /** What tells a row from another. */
  keys: readonly string[];
  /** `counts` is the column that says how many there are of it, in all. */
  lists: Readonly<Record<string, { title: string; where: string; counts?: string }>>;
  /** How a row is told to who sees a part of its projects; where nothing is said, it is told to nobody else. */
  shared?: Shared;
}

/** What each organisation has used of its slots of a year, by which projects, on both bases. */
export const readOrganisations = (
  context: QueryContext,
  catalog: Catalog,
  search: LedgerSearch,
  view: View,
  paging?: Paging
) => readLedger(context, catalog, organisations, search, view, paging);

/** The same of each group. */
export const readGroups = (
  context: QueryContext,
  catalog: Catalog,
  search: LedgerSearch,
  view: View,
  paging?: Paging
) => readLedger(context, catalog, groups, search, view, paging);

const organisations: SlotHolder = {
  mart: 'organisations',
  key: 'organisation_id',
  keys: ['organisation_id', 'year'],
  lists: {
    own_projects: { title: '牵头的项目', where: `own = 1`, counts: 'own' },
    partner_projects: { title: '联合的项目', where: `partner_in = 1`, counts: 'partner_in' },
    carried_projects: { title: '往年在建未验收的项目', where: 'is_carried_over', counts: 'carried_over' },
    listed_projects: {
      title: '计入入围口径的项目',
      where: 'own_listed = 1 or partner_in_listed = 1 or is_carried_over',
    },
  },
  shared: {
    keys: ['organisation_id', 'year'],
    rows: 'slots',
    called: { column: 'organisation', as: 'applicant', by: 'applicant_id' },
  },
};

const groups: SlotHolder = {
  mart: 'groups',
  key: 'group_name',
  keys: ['group_name', 'group_period'],
  lists: {
    own_projects: { title: '成员牵头的项目', where: 'not is_carried_over and in_declared = 1' },
    listed_projects: { title: '计入入围口径的项目', where: 'not is_carried_over and in_listed = 1' },
    released_projects: { title: '不再计入的项目', where: 'released = 1' },
  },
};

/** Filters choose the rows that are shown, those with a project that passes. What a row counts no filter changes. */
async function readLedger(
  context: QueryContext,
  catalog: Catalog,
  holder: SlotHolder,
  { search, sort, year: asked, show, ...narrowing }: LedgerSearch,
  view: View,
  paging?: Paging
): Promise<SlotLedger> {
  const columns = catalog.marts.get(holder.mart) ?? new Map<string, ColumnInfo>();
  const wanted = readSort(sort, [...columns.keys()]);
  const whole: View = {
    filters: noFilters,
    scope: view.scope,
    ...(holder.shared ? { shares: { [holder.mart]: holder.shared } } : {}),
  };
  const years = (
    await rowsOf(
      context,
      holder.mart,
      scopedRelations(
        catalog,
        [holder.mart],
        whole,
        `select distinct year from ${holder.mart} where "limit" is not null or year = (select max(year) from ${holder.mart}) order by year desc`
      )
    )
  ).map((row) => Number(row.year));
  const [latest] =
    view.filters.size === 0
      ? []
      : await rowsOf(
          context,
          'slots',
          scopedRelations(catalog, ['slots'], view, 'select max(year) as year from slots where not is_carried_over')
        );
  // Of the years that have a ledger the latest with a project that passes the filters.
  const shown = latest && latest.year !== null ? Number(latest.year) : years[0];
  const year = asked ?? (shown !== undefined && years.includes(shown) ? shown : (years[0] ?? null));
  const passing = scopedRelations(
    catalog,
    ['slots'],
    view,
    `select ${holder.key}, year from slots where ${holder.key} is not null`
  );
  const matching = holder.keys.map((name) => `s.${name} = o.${name}`).join(' and ');
  const found = await searching(context, search, (isFound) => [
    ...(catalog.searched.get(holder.mart) ?? []).map((name) => isFound(name, `o.${name}`)),
    `exists (select 1 from slots as s where ${matching} and ${isFound('project_id', 's.project_id')})`,
  ]);
  const range = narrowed(catalog, columns, narrowing, { mart: holder.mart, place: (name) => `o."${name}"` });
  const conditions = [
    'o.year = $year::integer',
    `(o.${holder.key}, o.year) in (${passing.sql})`,
    ...found.conditions,
    ...range.conditions,
  ];
  const bind = (sql: string): BoundSql => {
    const bounded = scopedRelations(catalog, [holder.mart, 'slots'], whole, sql);
    const values = {
      ...bounded.values,
      ...passing.values,
      ...paging,
      year: year ?? 0,
      ...found.values,
      ...range.values,
    };
    return { sql: bounded.sql, values };
  };
  const where = `where ${conditions.join('\n  and ')}`;
  const { limit: _limit, offset: _offset, ...values } = bind('').values;
  const [counted] = await rowsOf(context, holder.mart, {
    sql: bind(`select count(*) as total from ${holder.mart} as o ${where}`).sql,
    values,
  });
  const order = orderBy(
    catalog,
    wanted,
    wanted ? [`o.${holder.key}`] : ['o."left" asc nulls last', 'o.used desc', `o.${holder.key}`]
  );
  const names = Object.keys(holder.lists);
  const keys = holder.keys.map((name) => `s.${name}`).join(', ');
  const lists = Object.entries(holder.lists).map(
    ([name, list]) => `list(s.project_id order by s.project_id) filter (${list.where}) as ${name}`
  );
  const rest = Object.keys(whole.scope).length > 0 ? restOf(holder) : null;
  const chosen = paging || show === undefined ? null : shownOf(show, [...columns.keys(), ...names]);
  // The page first: the projects of all holders are many times its own.
  const listed = bind(`select ${chosen?.map((name) => `o."${name}"`).join(', ') ?? 'o.*'}
from (
  with cut as materialized (
    select o.*
    from ${holder.mart} as o
    ${where}${order}${page(paging)}
  ),
  taken as (
    select ${keys}, ${lists.join(',\n      ')}
    from slots as s
    semi join cut as o on ${matching}
    group by ${keys}
  )
  select o.*, ${names.map((name) => `coalesce(s.${name}, []) as ${name}`).join(', ')}${rest === null ? '' : `, ${rest} as elsewhere`}
  from cut as o
  left join taken as s on ${matching}
) as o${order}`);
  const result = await context.reading.read(holder.mart, listed.sql, { values: listed.values, ...context.deadline });
  const header = {
    ...Object.fromEntries(Object.entries(holder.lists).map(([name, { title }]) => [name, title])),
    elsewhere: '计入的项目里，不在您范围内的',
  };
  const described = result.columns.map((column) => columns.get(column.name) ?? columnInfo(catalog, column, { header }));
  return {
    version: catalog.version,
    total: Number(counted?.total),
    year,
    years,
    columns: described,
    result,
    proof: provableOfMart(catalog, described, holder.mart, holder.keys),
    unfit: notFiltered(
      catalog,
      [...view.filters.keys()],
      (titles) => `占用、上限和剩余是全年全部项目的，不随${titles}筛选；列出的是有项目在筛选之内的。`
    ),
  };
}

/** How many of those that count are others', in SQL: each count less its list, which is the reader's own. */
const restOf = ({ lists }: SlotHolder): string =>
  Object.entries(lists)
    .flatMap(([name, { counts }]) =>
      counts === undefined ? [] : [`coalesce(o."${counts}" - len(coalesce(s.${name}, [])), 0)`]
    )
    .join(' + ') || '0';
