import declared from '#dimensions';
import type { DimensionSpec } from '#spec';
import type { Build } from '#warehouse';
import type { DescribedModel } from './models.ts';

/**
 * marts.findings, as the files of the other marts tell theirs: the dimensions of a finding are those of its project.
 */
export const findings: DescribedModel & { of: Record<'names', string> } = {
  stage: 'marts',
  name: 'findings',
  of: {
    names:
      'title, subject_id, verdict, message, as_of, clause, batch, batches, year, city, rule, subject_kind, project_id',
  },
  sql: 'marts.projects',
  header: {
    rule: '规则',
    title: '规则名称',
    notice: '通知',
    clause: '条款',
    quotation: '条款原文',
    severity: '严重程度',
    subject_kind: '对象类型',
    subject_id: '对象',
    verdict: '判定',
    message: '说明',
    evidence: '依据',
    moment: '判定时点 — 通知的口径写明这条规则看哪一天',
    moment_on: '时点是哪一天 — 还没有到、不知道的为空',
    judged_on: '按哪一天的情况判的',
    today: '今日 — 到截至日情况变了的，现在怎样',
    as_of: '截至日',
    year: '年度 — 管一个年度的规则',
    batches: '批次',
    cities: '涉及的市',
    findings: '核查结论 (条, count) — 一条规则对一个对象的一次判定',
    failed: '不通过 (条, count) — 判定为不通过的核查结论，已核定的也在内',
    in_review: '待核 (条, count) — 缺少数据、还不能判定的核查结论，已核定的也在内',
    passed: '通过 (条, count) — 判定为通过的核查结论',
    city: '市',
  },
};

/** Those that a project has. */
export const projectDimensions = Object.entries<DimensionSpec>(declared).flatMap(([name, { cube }]) =>
  cube === undefined ? [name] : []
);
/** The dimensions of which a finding may be of several values, each with the column that lists them. */
const lists = Object.entries<DimensionSpec>(declared).flatMap(([name, { several }]) =>
  several === undefined ? [] : [{ name, column: several }]
);
/** The column that lists the batches of a finding: of which notice it is, and until when. */
export const severalBatches = 'batches';
/** The dimension that it lists. */
export const listed = lists.find(({ column }) => column === severalBatches)?.name ?? '';
export const otherLists = lists.filter(({ name }) => name !== listed);

/** The tables that marts.findings is made of; the others of their stage are gathered into them. */
export const findingTables: readonly string[] = ['findings', 'passes', 'said'];

/**
 * Makes marts.findings, without a finding. Nearly all that rules say is that a project passes, and nearly all that such
 * a row would say its project and its rule say too. So a pass of a project is kept as what is its own alone
 * (rules.passes), with the row of its project in marts.projects (`place`) and what the notice says of its rule
 * (rules.said); whatever else was found, and what was found of others than projects, as it is read (rules.findings).
 */
export async function createFindings(build: Build): Promise<void> {
  await build.run(
    'marts.findings',
    `create table rules.findings (
      rule varchar not null,
      title varchar not null,
      notice varchar,
      clause varchar,
      quotation varchar,
      severity varchar not null check (severity in ('error', 'warning', 'info')),
      subject_kind varchar not null,
      subject_id varchar not null,
      verdict varchar not null check (verdict in ('pass', 'fail', 'review')),
      message varchar not null,
      evidence json,
      moment varchar,
      moment_on date,
      judged_on date,
      today varchar,
      as_of date not null,
      year integer,
      batches varchar,
      ${otherLists.map(({ column }) => `${column} varchar,`).join('\n      ')}
      project_id varchar,
      ${projectDimensions.map((name) => `${name} varchar`).join(',\n      ')}
    )`
  );
  await build.run(
    'marts.findings',
    `create table rules.passes (
      said integer not null,
      place bigint not null,
      message varchar not null,
      evidence json,
      severity varchar check (severity in ('error', 'warning', 'info')),
      moment_on date,
      judged_on date,
      today varchar
    )`
  );
  await build.run(
    'marts.findings',
    `create table rules.said (
      id integer not null,
      rule varchar not null,
      title varchar not null,
      batches varchar not null,
      notice varchar,
      clause varchar,
      quotation varchar,
      severity varchar,
      moment varchar,
      moment_on date,
      as_of date,
      notice_on date,
      is_off boolean,
      unfinished varchar,
      open_items integer,
      item varchar
    )`
  );
  const counts = (verdict: string) => `
      1 as findings,
      (${verdict} = 'fail')::integer as failed,
      (${verdict} = 'review')::integer as in_review,
      (${verdict} = 'pass')::integer as passed,`;
  await build.run(
    'marts.findings',
    `create view marts.findings as
    select
      rule, title, notice, clause, quotation, severity, subject_kind, subject_id, verdict, message, evidence, moment,
      moment_on, judged_on, today, as_of, year, batches,${otherLists.map(({ column }) => ` ${column},`).join('')}${counts('verdict')}
      project_id, ${projectDimensions.join(', ')}
    from rules.findings${(await hasProjects(build)) ? passes(counts("'pass'")) : ''}`
  );
}

/** Of content without projects and their dimensions there are no passes of them. */
async function hasProjects(build: Build): Promise<boolean> {
  const wanted = ['project_id', ...projectDimensions];
  const found = await build.read(
    'marts.projects',
    `select column_name from duckdb_columns()
    where database_name = current_database() and schema_name = 'marts' and table_name = 'projects'
      and column_name in (${wanted.map((name) => `'${name}'`).join(', ')})`
  );
  return found.length === wanted.length;
}

const passes = (counts: string): string => `
    union all
    select
      s.rule, s.title, s.notice, s.clause, s.quotation, coalesce(r.severity, s.severity), 'project', p.project_id,
      'pass', r.message, r.evidence, s.moment, r.moment_on, r.judged_on, r.today, s.as_of, null, s.batches,
      ${otherLists.map(({ name }) => `p.${name}::varchar,`).join(' ')}${counts}
      p.project_id, ${projectDimensions.map((name) => `p.${name}::varchar`).join(', ')}
    from rules.passes as r
    join rules.said as s on s.id = r.said
    join marts.projects as p on p.rowid = r.place`;
