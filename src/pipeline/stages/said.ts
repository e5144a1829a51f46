import { literal, type Build } from '#warehouse';
import { listed, severalBatches } from './findings.ts';
import { foundRows, type FoundRule } from './found-rules.ts';

/**
 * What the notices say of each rule, for the batches that its findings are of (rules.said): the words that it rests on,
 * how binding they are, the moment that it judges at, and what of it is open. What a notice has switched off, or only a
 * later one has, is off. And which earlier batches, that findings rest on, are of an open notice (rules.behind).
 */
export async function gatherSaid(build: Build, rules: readonly FoundRule[]): Promise<void> {
  const narrow = rules.filter(({ isNarrow }) => isNarrow);
  const wide = rules.filter(({ isNarrow }) => !isNarrow);
  const asked = [
    ...(narrow.length > 0
      ? [
          `select r.rule, r.title, p.${listed}::varchar as batches
      from (values ${narrow.map(({ name, title }) => `(${literal(name)}, ${literal(title)})`).join(', ')}) as r (rule, title)
      cross join (select distinct ${listed} from marts.projects) as p`,
        ]
      : []),
    ...(wide.length > 0
      ? [
          `select distinct rule, title, if(is_of_year, own_${severalBatches}, coalesce(p.${listed}::varchar, own_${listed})) as batches
      from (${wide.map((rule) => foundRows(rule)).join(' union all ')}) as r
      left join marts.projects as p using (project_id)`,
        ]
      : []),
  ];
  if (asked.length > 0)
    await build.run('rules.said', `insert into rules.said\n${saidQuery(asked.join('\n      union all\n      '))}`);
  const resting = rules.flatMap(({ name, columns }) =>
    columns.has('rests_on') ? [`select rests_on::varchar as rests_on from rules."${name}"`] : []
  );
  await build.run(
    'rules.behind',
    `create table rules.behind as
    select each.rests_on, string_agg(o.notice, '、' order by o.notice) as notices, sum(o.items)::integer as items
    from (select distinct rests_on from (${[...resting, 'select null::varchar as rests_on'].join(' union all ')}) where rests_on is not null) as each
    cross join (select notice, count(*) as items from sources.open_items group by notice) as o
    where exists (
      from reference.batches as b where b.notice = o.notice and list_contains(string_split(each.rests_on, '、'), b.batch)
    )
    group by each.rests_on`
  );
}

const saidQuery = (asked: string): string => `with asked as materialized (
      ${asked}
    ),
    of_notice as (
      select each.rule, each.title, each.batches, b.notice, max(b.batch) as batch, max(b.as_of) as as_of, min(b.notice_on) as notice_on
      from asked as each
      join reference.batches as b on list_contains(string_split(each.batches, '、'), b.batch)
      group by each.rule, each.title, each.batches, b.notice
    ),
    open_items as (
      select r.rule, i.notice, count(*) as items, arg_min(i.item, (not contains(i.item, '规则 ' || r.rule || '（'), i.file, i.line)) as item
      from sources.open_items as i
      cross join (select distinct rule from asked) as r
      group by r.rule, i.notice
    ),
    ordered as (
      select notice, row_number() over (order by is_at_hand and issued_on is null, issued_on nulls first, notice) as place
      from reference.notices
    ),
    begun as (
      select r.rule, min(o.place) as place from reference.rules as r join ordered as o using (notice) group by r.rule
    ),
    judged as (
      select
        t.rule,
        t.title,
        t.batches,
        max(t.as_of) as as_of,
        min(t.notice_on) as notice_on,
        bool_and(n.off is not null or is_later) as is_off,
        arg_max(
          {
            notice: coalesce(n.quoted_from, t.notice), clause: n.clause, quotation: n.quotation, severity: n.severity,
            moment: n.moment, moment_on: m.days[n.moment]
          },
          t.batch
        ) filter (n.off is null and not is_later) as said,
        string_agg(t.notice, '、' order by t.notice) filter (n.off is null and not is_later and (n.rule is null or o.items > 0)) as unfinished,
        coalesce(sum(o.items) filter (n.off is null), 1)::integer as open_items,
        any_value(o.item) filter (n.off is null) as item
      from of_notice as t
      left join reference.rules as n on n.notice = t.notice and n.rule = t.rule
      left join lifecycle.batch_moments as m on m.batch = t.batch
      left join open_items as o on o.notice = t.notice and o.rule = t.rule
      left join ordered as d on d.notice = t.notice
      left join begun as g on g.rule = t.rule
      cross join lateral (select n.rule is null and coalesce(d.place < g.place, false) as is_later)
      group by t.rule, t.title, t.batches
    )
    select
      row_number() over (order by rule, batches), rule, title, batches, said.notice, said.clause, said.quotation,
      coalesce(said.severity, 'error'), said.moment, said.moment_on, as_of, notice_on, is_off, unfinished, open_items, item
    from judged
    order by rule, batches`;

/** Where the notices do not let a pass of a rule stand as it is. */
export interface Odd {
  /** By rule, the batches of projects of which that is so; `-` where that of a project is not known. */
  batches: ReadonlyMap<string, readonly string[]>;
  /** Some finding may rest on a batch of an open notice. */
  isBehind: boolean;
}

const isOdd = 's.id is null or (s.unfinished is not null and s.is_off is distinct from true)';

/** The projects of whose batch that is so for one rule, as a query. */
export const oddProjects = (rule: string): string =>
  `select p.project_id from marts.projects as p
      left join rules.said as s on s.rule = ${literal(rule)} and s.batches = p.${listed}::varchar
      where ${isOdd}`;

export async function readOdd(build: Build, rules: readonly FoundRule[]): Promise<Odd> {
  const narrow = rules.filter(({ isNarrow }) => isNarrow);
  const found = await build.read<{ rule: string; batch: string }>(
    'rules.said',
    `select r.rule, coalesce(p.${listed}::varchar, '-') as batch
    from (select unnest([${narrow.map(({ name }) => literal(name)).join(', ')}]::varchar[]) as rule) as r
    cross join (select distinct ${listed} from marts.projects) as p
    left join rules.said as s on s.rule = r.rule and s.batches = p.${listed}::varchar
    where ${isOdd}`
  );
  const behind = await build.read('rules.behind', 'from rules.behind limit 1');
  return {
    batches: new Map(
      [...Map.groupBy(found, ({ rule }) => rule)].map(([rule, of]) => [rule, of.map(({ batch }) => batch)])
    ),
    isBehind: behind.length > 0,
  };
}
