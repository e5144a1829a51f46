import declared from '#dimensions';
import { codes, type DimensionSpec } from '#spec';
import type { Build } from '#warehouse';
import { missing } from './make.ts';
import type { Model, DescribedModel } from './models.ts';

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
const dimensions = Object.entries<DimensionSpec>(declared).flatMap(([name, { cube }]) =>
  cube === undefined ? [name] : []
);
const subjects = Object.keys(codes.subject_kind);
/** The dimensions of which a finding may be of several values, each with the column that lists them. */
const lists = Object.entries<DimensionSpec>(declared).flatMap(([name, { several }]) =>
  several === undefined ? [] : [{ name, column: several }]
);
/** The one by which it is said where the finding stands: of which notice, and until when. */
const [listed, several] = [lists.find(({ column }) => column === 'batches')?.name ?? '', 'batches'];
const otherLists = lists.filter(({ name }) => name !== listed);

/**
 * Gathers what the rules found into marts.findings: a finding about a project takes its dimensions from marts.projects,
 * any other those that the rule puts out (which may say `subject_kind` row by row); the as-of day is that of the batch,
 * or the latest where there is none. A replay of a day on which a notice was not yet issued judges nothing by it.
 * Where it stands, in which words and how binding, the notice of its batch says (reference.rules); what a notice has
 * switched off, or only a later one has, is no finding; while anything of a notice is open, nothing is judged by it,
 * nor by what became of an earlier batch of its that a finding `rests_on`.
 */
export async function gatherFindings(build: Build, rules: readonly Model[]): Promise<void> {
  await createFindings(build);
  try {
    for (const together of await inPortions(build, rules)) await gather(build, 'marts.findings', together);
  } catch (error) {
    // One rule after the other, so that the error names the one.
    for (const rule of rules) await gather(build, rule.file, [rule]);
    throw error;
  }
}

/**
 * Of a province all rules are gathered by one statement. Of a nation that does not fit into memory: many
 * rows of all rules at once take three times as long for each as those of a few.
 */
async function inPortions(build: Build, rules: readonly Model[]): Promise<Model[][]> {
  const sizes = await build.read<{ rule: string; rows: number }>(
    'marts.findings',
    `select table_name as rule, estimated_size::integer as rows from duckdb_tables() where schema_name = 'rules'`
  );
  const rowsOf = new Map(sizes.map(({ rule, rows }) => [rule, rows]));
  const portions: Model[][] = [];
  let rows = Infinity;
  for (const rule of rules.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    rows += rowsOf.get(rule.name) ?? 0;
    if (rows > portion) {
      portions.push([]);
      rows = rowsOf.get(rule.name) ?? 0;
    }
    portions.at(-1)?.push(rule);
  }
  return portions;
}

/** Rows that are gathered by one statement. */
const portion = 200_000;

/** Makes marts.findings, without a finding. */
export async function createFindings(build: Build): Promise<void> {
  await build.run(
    'marts.findings',
    `create table marts.findings (
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
      findings integer generated always as (1),
      failed integer generated always as ((verdict = 'fail')::integer),
      in_review integer generated always as ((verdict = 'review')::integer),
      passed integer generated always as ((verdict = 'pass')::integer),
      project_id varchar,
      ${dimensions.map((name) => `${name} varchar`).join(',\n      ')}
    )`
  );
}

async function gather(build: Build, name: string, rules: readonly Model[]): Promise<void> {
  if (rules.length === 0) return;
  const columns = await build.read<{ rule: string; name: string }>(
    name,
    `select table_name as rule, column_name as name from duckdb_columns() where schema_name = 'rules'`
  );
  const said = rules.map((rule) =>
    saidBy(rule, new Set(columns.flatMap((column) => (column.rule === rule.name ? [column.name] : []))))
  );
  await build.run(
    name,
    `insert into marts.findings
    with said as materialized (
      ${said.join('\n      union all\n      ')}
    ),
    found as (
      select
        r.*,
        p.project_id as of_project,
        ${dimensions.map((name) => `coalesce(p.${name}::varchar, r.own_${name}) as of_${name}`).join(',\n        ')},
        ${otherLists.map(({ name, column }) => `if(r.is_own_${column}, r.own_${column}, of_${name}) as of_${column},`).join('\n        ')}
        if(r.is_of_year, r.own_batches, of_${listed}) as of_batches
      from said as r
      left join marts.projects as p using (project_id)
    ),
    of_notice as (
      select each.rule, each.of_batches, b.notice, max(b.batch) as batch, max(b.as_of) as as_of, min(b.notice_on) as notice_on
      from (select distinct rule, of_batches from found) as each
      join reference.batches as b on list_contains(string_split(each.of_batches, '、'), b.batch)
      group by each.rule, each.of_batches, b.notice
    ),
    behind as (
      select each.rests_on, string_agg(o.notice, '、' order by o.notice) as notices, sum(o.items)::integer as items
      from (select distinct rests_on from found where rests_on is not null) as each
      cross join (select notice, count(*) as items from sources.open_items group by notice) as o
      where exists (
        from reference.batches as b where b.notice = o.notice and list_contains(string_split(each.rests_on, '、'), b.batch)
      )
      group by each.rests_on
    ),
    open_items as (
      select r.rule, i.notice, count(*) as items, arg_min(i.item, (not contains(i.item, '规则 ' || r.rule || '（'), i.file, i.line)) as item
      from sources.open_items as i
      cross join (select distinct rule from said) as r
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
        t.of_batches as batches,
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
      group by t.rule, t.of_batches
    )
    select
      f.rule, f.title, n.said.notice, n.said.clause, n.said.quotation,
      coalesce(if(f.is_own_severity, f.severity, n.said.severity), 'error'),
      f.subject_kind,
      f.subject_id,
      if(n.unfinished is not null or h.notices is not null or is_unknown, 'review', coalesce(f.verdict, 'review')),
      case
        when is_unknown then format('口径里没有批次 {}，不能判断', f.of_batches)
        when n.unfinished is not null then format(
          '通知 {} 未录全（还有 {} 项：{}），不能判断',
          n.unfinished,
          n.open_items,
          coalesce(n.item, '没有写这条规则用不用')
        )
        when h.notices is not null then format('看往年批次，其通知 {} 未录全（还有 {} 项），不能判断', h.notices, h.items)
        else f.message
      end,
      f.evidence,
      n.said.moment,
      of_moment.on_day,
      least(if(f.is_own_day, f.judged_on, of_moment.on_day), n.as_of),
      f.today,
      coalesce(n.as_of, (select max(as_of) from reference.batches)),
      f.year,
      f.of_batches,
      ${otherLists.map(({ column }) => `f.of_${column},`).join('\n      ')}
      f.of_project,
      ${dimensions
        .map((name) => `f.of_${name}`)
        .map((own, at) =>
          dimensions[at] === listed
            ? `if(f.is_of_year, if(contains(f.of_batches, '、'), null, f.of_batches), ${own})`
            : own
        )
        .join(',\n      ')}
    from found as f
    left join judged as n on n.rule = f.rule and n.batches = f.of_batches
    left join behind as h using (rests_on)
    left join lifecycle.project_moments as m on m.project_id = f.of_project
    cross join lateral (
      select coalesce(m.days[n.said.moment], if(f.is_of_projects, null, n.said.moment_on)) as on_day
    ) as of_moment
    cross join lateral (select f.of_batches is not null and n.batches is null as is_unknown)
    cross join loads.load as load
    where n.is_off is distinct from true and not coalesce(n.notice_on > load.known_by, false)
    order by f.rule, f.subject_kind, f.subject_id, f.of_batches`
  );
}

/** What one rule found, in columns that all rules have; `own` are those of its table. */
function saidBy(rule: Model, own: ReadonlySet<string>): string {
  const title = headerValue(rule, 'title');
  const subject = rule.header.subject === undefined ? 'project' : headerValue(rule, 'subject', subjects);
  const isMixed = own.has('subject_kind');
  const isOfProjects = subject === 'project';
  const orNull = (name: string, type: string) => `${own.has(name) ? `r.${name}` : 'null'}::${type}`;
  return `select
        ${literal(rule.name)} as rule,
        ${literal(title)} as title,
        ${isMixed ? `coalesce(r.subject_kind, ${literal(subject)})` : literal(subject)} as subject_kind,
        r.subject_id::varchar as subject_id,
        ${isOfProjects ? (isMixed ? `if(r.subject_kind = 'project', r.subject_id, null)` : 'r.subject_id') : 'null'}::varchar as project_id,
        r.verdict, r.message, to_json(r.evidence) as evidence,
        ${own.has('severity')} as is_own_severity, ${orNull('severity', 'varchar')} as severity,
        ${own.has('judged_on')} as is_own_day, ${orNull('judged_on', 'date')} as judged_on,
        ${orNull('today', 'varchar')} as today,
        ${orNull('rests_on', 'varchar')} as rests_on,
        ${orNull('year', 'integer')} as year,
        ${isOfProjects && !isMixed} as is_of_projects,
        ${own.has(several)} as is_of_year, ${orNull(several, 'varchar')} as own_batches,
        ${otherLists.map(({ column }) => `${own.has(column)} as is_own_${column}, ${orNull(column, 'varchar')} as own_${column},`).join('\n        ')}
        ${dimensions.map((name) => `${isOfProjects && !isMixed ? 'null::varchar' : orNull(name, 'varchar')} as own_${name}`).join(', ')}
      from rules."${rule.name}" as r`;
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function headerValue(rule: Model, key: string, allowed?: readonly string[]): string {
  const value =
    rule.header[key] ?? missing(rule.file, key, allowed ? `one of ${allowed.join(', ')}` : 'what readers see');
  if (allowed && !allowed.includes(value))
    throw new Error(`${rule.file}: ${key} is ${value}, not one of ${allowed.join(', ')}`);
  return value;
}
