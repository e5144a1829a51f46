import type { Build } from '#warehouse';
import type { Model } from './models.ts';

interface Waiver {
  rule: string | null;
  subject: string | null;
  /** The batch or the year that it holds for; null: that of the project that it is about. */
  batch: string | null;
  is_of_project: boolean;
  reason: string | null;
  by: string | null;
  on: string | null;
  /** Whether `on` is a day. */
  is_dated: boolean;
  times: number;
  /** Of what the rule found of the subject; null where it found nothing. */
  severity: string | null;
  is_known: boolean;
}

/**
 * Writes on each finding that is waived who waived it, when and why; its verdict stays. Only what holds in principle (a
 * warning) can be waived: any other waiver, and one that is not whole, is an Error that names it.
 */
export async function applyWaivers(build: Build, rules: readonly Model[]): Promise<void> {
  const there = await build.read(
    'reference.waivers',
    `select 1 as there from duckdb_tables() where schema_name = 'reference' and table_name = 'waivers'`
  );
  if (there.length === 0) return;
  const waivers = await build.read<Waiver>('data/reference/waivers.csv', waiversQuery);
  const wrong = waivers.flatMap((waiver) => {
    const problem = problemOf(waiver, rules);
    return problem === null ? [] : [`规则 ${waiver.rule ?? '（空）'}、对象 ${waiver.subject ?? '（空）'}：${problem}`];
  });
  if (wrong.length > 0) throw new Error(`data/reference/waivers.csv 里有不能用的豁免：${wrong.join('；')}`);
  await build.run('marts.findings', waive);
}

function problemOf(
  { rule, subject, batch, reason, by, on, is_dated, is_of_project, times, severity, is_known }: Waiver,
  rules: readonly Model[]
): string | null {
  const known = rules.find(({ name }) => name === rule);
  if (!known) return `没有这条规则（有 ${rules.map(({ name }) => name).join('、')}）`;
  const blank = Object.entries({ subject, reason, by, on }).filter(([, value]) => value === null);
  if (blank.length > 0) return `${blank.map(([name]) => name).join('、')} 没有填`;
  if (!is_dated) return `on 写的是“${on}”，要写成 2025-05-06 这样的日期`;
  if (severity === null && !is_known) return '数据里没有这个对象';
  if (batch === null && !is_of_project) return '没有写管哪个批次或年度（batch）：豁免只管那一次，不管下一年';
  if (times > 1) return '豁免了不止一次';
  if (severity !== null && severity !== 'warning')
    return `“${known.header.title}”的严重程度是 ${severity}，只有“原则上”的规则（warning）可以豁免`;
  return null;
}

/** A waiver holds for its batch or year, not for the next. */
const holds = `(w.batch is null or w.batch = f.year::varchar or list_contains(string_split(f.batches, '、'), w.batch))`;

const waiversQuery = `
  select
    w.rule,
    w.subject_id as subject,
    w.batch,
    exists (select 1 from marts.projects as p where p.project_id = w.subject_id) as is_of_project,
    w.reason,
    w.waived_by as "by",
    w.waived_on_cell as "on",
    w.waived_on is not null as is_dated,
    count(*) over (partition by w.rule, w.subject_id, w.batch)::integer as times,
    (select min(f.severity) from marts.findings as f where f.rule = w.rule and f.subject_id = w.subject_id and ${holds}) as severity,
    w.subject_id in (select subject_id from lifecycle.subjects) as is_known
  from reference.waivers as w`;

const waive = `
  update marts.findings as f
  set waived_by = w.waived_by, waived_on = w.waived_on, waiver_reason = w.reason
  from reference.waivers as w
  where w.rule = f.rule and w.subject_id = f.subject_id and ${holds} and f.severity = 'warning' and f.verdict <> 'pass'`;
