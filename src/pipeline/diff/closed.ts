import { openBuild, type Current } from '#warehouse';
import type { Readings } from '#intake';
import type { OnProgress } from '../reports/progress.ts';
import type { Content } from '../stages/content-files.ts';
import { readModels } from '../stages/models.ts';
import { damageOf, filesOf } from '../versions/stored-files.ts';
import { attachBaseline } from './baseline.ts';
import { judgeAgain } from './judge.ts';
import { otherMetrics } from './turned-metrics.ts';

/** A verdict, a project's figures, or a metric of a batch, that another content makes of the same files. */
export interface Turned {
  batch: string;
  /** A later notice is in force: what was said of this batch has been said. */
  isClosed: boolean;
  /** The rule; null where it is the figures of a project, or a metric. */
  rule: string | null;
  /** The metric; null where it is none. */
  metric: string | null;
  title: string | null;
  subject: string;
  before: string | null;
  after: string | null;
}

/**
 * What the content of today makes otherwise of the files of the version that is published: verdicts, and figures of
 * projects. Judged in a file of its own. null where it cannot be told, for the old version cannot be read or its files
 * are not whole.
 */
export async function turnedBy(
  path: string,
  {
    warehouse,
    current,
    onProgress,
    ...content
  }: Content & { warehouse: string; current: Current; readings?: Readings; onProgress: OnProgress }
): Promise<Turned[] | null> {
  const { receipt } = current;
  if ((await damageOf(warehouse, filesOf(receipt))).length > 0) return null;
  onProgress({ step: '比较', detail: '口径或程序变了：按现在的再判一遍现有的文件' });
  await judgeAgain(path, { ...content, warehouse, receipt, asOf: receipt.asOf });
  const build = await openBuild(path, { threads: 1 });
  try {
    if (!(await attachBaseline(build, current))) return null;
    const measures = await build.read<{ name: string }>(
      'before',
      `select column_name as name from duckdb_columns()
       where schema_name = 'lifecycle' and table_name = 'measures' and database_name = current_database() and column_name <> 'project_id'
       intersect
       select column_name from duckdb_columns() where schema_name = 'marts' and table_name = 'projects' and database_name = 'before'`
    );
    const known = await build.read(
      'before',
      `select 1 from duckdb_tables() where schema_name = 'reference' and table_name = 'notices' and database_name = current_database()`
    );
    // Content without notices closes nothing.
    if (known.length === 0 || measures.length === 0) return [];
    const rowOf = (alias: string) =>
      `row(${measures
        .map(({ name }) => `${alias}."${name}"`)
        .sort()
        .join(', ')})`;
    const metrics = await otherMetrics(build, await readModels(content.pipelines, 'metrics'));
    return await build.read<Turned>('before', turnedQuery(rowOf, metrics));
  } finally {
    build.close();
  }
}

const turnedQuery = (rowOf: (alias: string) => string, metrics: string | null): string => `
with closed as (
  select b.batch, exists (
    select 1
    from reference.notices as later
    where later.issued_on <= b.as_of and later.notice <> n.notice and (n.issued_on is null or later.issued_on > n.issued_on)
  ) as is_closed,
  from reference.batches as b
  join reference.notices as n using (notice)
  join before.reference.batches as known using (batch)
),
verdicts as (
  select
    coalesce(b.batches, a.batches) as batches,
    coalesce(b.rule, a.rule) as rule,
    null as metric,
    coalesce(a.title, b.title) as title,
    coalesce(b.subject_id, a.subject_id) as subject,
    b.verdict as before,
    a.verdict as after,
  from before.marts.findings as b
  full join marts.findings as a
    on a.rule = b.rule and a.subject_id = b.subject_id and a.batches is not distinct from b.batches
  where a.verdict is distinct from b.verdict
),
figures as (
  select coalesce(b.batch, a.batch) as batches, null as rule, null as metric, null as title, project_id as subject, null as before, null as after,
  from before.marts.projects as b
  full join marts.projects as a using (project_id)
  where ${rowOf('a')} is distinct from ${rowOf('b')}
),
turned as (
  from verdicts
  union all
  from figures
  ${metrics === null ? '' : `union all\n  ${metrics}`}
)
select t.batches as batch, bool_or(c.is_closed) as "isClosed", t.rule, t.metric, t.title, t.subject, t.before, t.after,
from turned as t
join closed as c on list_contains(string_split(t.batches, '、'), c.batch)
group by all
order by batch, rule nulls last, metric nulls last, subject`;
