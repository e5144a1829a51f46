import type { Defect, DefectKind, Followed } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import { reachValues, type Reach } from '../source-rows/reach.ts';
import { defectsWithin, wordsWithin } from './within.ts';
import { shownOf } from '../excerpt.ts';
import { withoutPersonal } from '../personal.ts';

const examples = 3;
const followed = 300;

/** The defects of a version by kind. */
export async function readDefectKinds(
  context: QueryContext,
  reach: Reach | null
): Promise<Omit<DefectKind, 'title'>[]> {
  const [mask, told] = [await maskOf(context), await wordsWithin(context, reach)];
  const rows = await rowsOf<Omit<DefectKind, 'title'>>(context, 'kinds', {
    sql: kindsQuery(defectsWithin(reach, 'defects'), reach === null ? '' : ", 'is_plain': r.is_plain"),
    values: reachValues(reach),
  });
  return rows.map((kind) => ({
    ...kind,
    count: Number(kind.count),
    examples: kind.examples.map((each) => mask(told(each))),
  }));
}

const kindsQuery = (defects: string, more: string): string => `
  with told as materialized (select * from ${defects}),
  ranked as (
    select *, row_number() over (partition by "check", effect order by position) as nth from told
  ),
  counted as (
    select "check", effect, file, count(*)::integer as n, min(position) as first from told group by all
  ),
  by_file as (
    select "check", effect, sum(n)::integer as n, list({'file': file, 'count': n} order by n desc, first) as files from counted group by all
  )
  select * from (
    select
      c."check",
      c.effect,
      c.n as count,
      c.files,
      list({'check': r."check", 'source': r.source, 'file': r.file, 'sheet': r.sheet, 'row': r.row, 'column': r."column", 'value': r.value, 'problem': r.problem, 'fix': r.fix, 'effect': r.effect${more}} order by r.position) as examples
    from by_file c
    join ranked r on r."check" = c."check" and r.effect = c.effect and r.nth <= ${examples}
    group by all
  )
  order by list_position(['file', 'row', 'cell', 'mark'], effect), count desc, "check"`;

/** Of a version that was compared with one before. */
export async function readFollowed(context: QueryContext, reach: Reach | null): Promise<Followed> {
  const [mask, told] = [await maskOf(context), await wordsWithin(context, reach)];
  const [table, values] = [defectsWithin(reach, 'compared'), reachValues(reach)];
  const files = await rowsOf<Followed['files'][number]>(context, 'compared', { sql: filesQuery(table), values });
  const defects = await rowsOf<Followed['defects'][number]>(context, 'compared', {
    sql: followedQuery(table, reach === null ? '' : ', is_plain'),
    values,
  });
  return {
    files,
    defects: defects.map(({ state, touched, ...defect }) => ({ ...mask(told(defect)), state, touched })),
  };
}

const filesQuery = (compared: string): string => `
  select
    file,
    bool_or(touched) as touched,
    count_if(state = 'cured')::integer as cured,
    count_if(state = 'remaining')::integer as remaining,
    count_if(state = 'fresh')::integer as fresh
  from ${compared}
  group by file
  order by touched desc, min(position)`;

const followedQuery = (compared: string, more: string): string => `
  select "check", source, file, sheet, row, "column", value, problem, fix, effect, state, touched${more}
  from ${compared}
  order by touched desc, case state when 'fresh' then 1 when 'remaining' then 2 else 3 end, position
  limit ${followed}`;

/** Hides what is personal, in columns that are and in text that anybody may have put anywhere. */
export async function maskOf(context: QueryContext): Promise<(defect: Defect) => Defect> {
  const rows = await rowsOf(context, 'contracts', {
    sql: 'select distinct header from sources.contracts where is_private',
  });
  const personal = new Set(rows.map(({ header }) => header));
  return (defect) => {
    const { value, problem, ...rest } = withoutPersonal(defect, personal.has(defect.column));
    return { ...rest, value: value === null ? null : shownOf(context, value), problem: shownOf(context, problem) };
  };
}
