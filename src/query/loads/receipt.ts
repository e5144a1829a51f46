import type { Defect, Effect } from '#spec';
import { rowsOf, type Asking } from '../context.ts';
import { maskPersonal } from '../personal.ts';

/** A kind of defect: how often, in which files, and the first of them. */
export interface DefectKind {
  check: string;
  effect: Effect;
  count: number;
  files: { file: string; count: number }[];
  examples: Defect[];
}

/** What became of the defects of the version before, file by file; and defect by defect, of files that have changed first. */
export interface Followed {
  files: { file: string; touched: boolean; cured: number; remaining: number; fresh: number }[];
  defects: (Defect & { state: 'cured' | 'remaining' | 'fresh'; touched: boolean })[];
}

const examples = 3;
const followed = 300;

/** The defects of a version by kind. */
export async function readDefectKinds(asking: Asking): Promise<DefectKind[]> {
  const mask = await maskOf(asking);
  const rows = (await rowsOf(asking, 'kinds', { sql: kindsQuery, values: {} })) as unknown as DefectKind[];
  return rows.map((kind) => ({ ...kind, count: Number(kind.count), examples: kind.examples.map(mask) }));
}

const kindsQuery = `
  with ranked as (
    select *, row_number() over (partition by "check", effect order by position) as place from loads.defects
  ),
  counted as (
    select "check", effect, file, count(*)::integer as n, min(position) as first from loads.defects group by all
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
      list({'check': r."check", 'source': r.source, 'file': r.file, 'sheet': r.sheet, 'row': r.row, 'column': r."column", 'value': r.value, 'problem': r.problem, 'fix': r.fix, 'effect': r.effect} order by r.position) as examples
    from by_file c
    join ranked r on r."check" = c."check" and r.effect = c.effect and r.place <= ${examples}
    group by all
  )
  order by list_position(['file', 'row', 'cell', 'mark'], effect), count desc, "check"`;

/** Of a version that was compared with one before. */
export async function readFollowed(asking: Asking): Promise<Followed> {
  const mask = await maskOf(asking);
  const files = (await rowsOf(asking, 'compared', { sql: filesQuery, values: {} })) as unknown as Followed['files'];
  const defects = (await rowsOf(asking, 'compared', {
    sql: followedQuery,
    values: {},
  })) as unknown as Followed['defects'];
  return {
    files,
    defects: defects.map((defect) => ({ ...mask(defect), state: defect.state, touched: defect.touched })),
  };
}

const filesQuery = `
  select
    file,
    bool_or(touched) as touched,
    count_if(state = 'cured')::integer as cured,
    count_if(state = 'remaining')::integer as remaining,
    count_if(state = 'fresh')::integer as fresh
  from loads.compared
  group by file
  order by touched desc, min(position)`;

const followedQuery = `
  select "check", source, file, sheet, row, "column", value, problem, fix, effect, state, touched
  from loads.compared
  order by touched desc, case state when 'fresh' then 1 when 'remaining' then 2 else 3 end, position
  limit ${followed}`;

/** Hides what is personal, in columns that are and in text that anybody may have put anywhere. */
export async function maskOf(asking: Asking): Promise<(defect: Defect) => Defect> {
  const rows = await rowsOf(asking, 'contracts', {
    sql: 'select distinct header from sources.contracts where is_private',
    values: {},
  });
  const personal = new Set(rows.map(({ header }) => header));
  return (defect) => ({
    ...defect,
    value: defect.value === null ? null : personal.has(defect.column) ? '•••' : maskPersonal(defect.value),
  });
}
