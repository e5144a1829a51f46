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
 * switched off is no finding, and while anything of a notice is open, nothing is judged by it.
 */
export async function gatherFindings(build: Build, rules: readonly Model[]): Promise<void> {
  await createFindings(build);
  for (const rule of rules) await gatherRule(build, rule);
}

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

async function gatherRule(build: Build, rule: Model): Promise<void> {
  const title = headerValue(rule, 'title');
  const subject = rule.header.subject === undefined ? 'project' : headerValue(rule, 'subject', subjects);
  const columns = await build.read<{ column_name: string }>(rule.file, `describe rules."${rule.name}"`);
  const own = new Set(columns.map(({ column_name }) => column_name));
  const isMixed = own.has('subject_kind');
  const dimensionOf = (name: string) => {
    if (subject !== 'project') return own.has(name) ? `r.${name}` : 'null';
    return isMixed && own.has(name) ? `coalesce(p.${name}, r.${name})` : `p.${name}`;
  };
  const isOfYear = own.has(several);
  const onDay = subject === 'project' ? 'm.days[n.said.moment]' : 'null';
  await build.run(
    rule.file,
    `insert into marts.findings
    with found as (
      select r.*, ${dimensions.map((name) => `${dimensionOf(name)} as of_${name}`).join(', ')},
        ${subject === 'project' ? 'p.project_id' : 'null'} as of_project,
        ${otherLists.map(({ name, column }) => `${own.has(column) ? `r.${column}` : dimensionOf(name)} as of_${column},`).join('\n        ')}
        ${isOfYear ? `r.${several}` : dimensionOf(listed)} as of_batches
      from rules."${rule.name}" r
      ${subject === 'project' ? `left join marts.projects p on p.project_id = r.subject_id${isMixed ? ` and r.subject_kind = 'project'` : ''}` : ''}
    ),
    of_notice as (
      select each.of_batches, b.notice, max(b.batch) as batch, max(b.as_of) as as_of, min(b.notice_on) as notice_on
      from (select distinct of_batches from found) as each
      join reference.batches as b on list_contains(string_split(each.of_batches, '、'), b.batch)
      group by each.of_batches, b.notice
    ),
    judged as (
      select
        t.of_batches as batches,
        max(t.as_of) as as_of,
        min(t.notice_on) as notice_on,
        bool_and(n.off is not null) as is_off,
        arg_max(
          {
            notice: coalesce(n.quoted_from, t.notice), clause: n.clause, quotation: n.quotation, severity: n.severity,
            moment: n.moment, moment_on: m.days[n.moment]
          },
          t.batch
        ) filter (n.off is null) as said,
        string_agg(t.notice, '、' order by t.notice) filter (n.off is null and (n.rule is null or o.items > 0)) as unfinished,
        coalesce(sum(o.items) filter (n.off is null), 1)::integer as open_items,
        any_value(o.item) filter (n.off is null) as item
      from of_notice as t
      left join reference.rules as n on n.notice = t.notice and n.rule = $rule
      left join lifecycle.batch_moments as m on m.batch = t.batch
      left join (
        select notice, count(*) as items, arg_min(item, (not contains(item, '规则 ' || $rule || '（'), file, line)) as item
        from sources.open_items
        group by notice
      ) as o on o.notice = t.notice
      group by t.of_batches
    )
    select
      $rule, $title, n.said.notice, n.said.clause, n.said.quotation,
      coalesce(${own.has('severity') ? 'f.severity' : 'n.said.severity'}, 'error'), ${isMixed ? 'coalesce(f.subject_kind, $subject)' : '$subject'},
      f.subject_id,
      if(n.unfinished is not null or is_unknown, 'review', coalesce(f.verdict, 'review')),
      case
        when is_unknown then format('口径里没有批次 {}，不能判断', f.of_batches)
        when n.unfinished is not null then format(
          '通知 {} 未录全（还有 {} 项：{}），不能判断',
          n.unfinished,
          n.open_items,
          coalesce(n.item, '没有写这条规则用不用')
        )
        else f.message
      end,
      to_json(f.evidence),
      n.said.moment,
      of_moment.on_day,
      least(${own.has('judged_on') ? 'f.judged_on' : 'of_moment.on_day'}, n.as_of),
      ${own.has('today') ? 'f.today' : 'null'},
      coalesce(n.as_of, (select max(as_of) from reference.batches)),
      ${own.has('year') ? 'f.year' : 'null'},
      f.of_batches,
      ${otherLists.map(({ column }) => `f.of_${column},`).join('\n      ')}
      f.of_project, ${dimensions
        .map((name) =>
          name === listed && isOfYear ? `if(contains(f.of_batches, '、'), null, f.of_batches)` : `f.of_${name}`
        )
        .join(', ')}
    from found f
    left join judged n on n.batches = f.of_batches
    ${subject === 'project' ? 'left join lifecycle.project_moments as m on m.project_id = f.of_project' : ''}
    cross join lateral (select ${isMixed || subject !== 'project' ? `coalesce(${onDay}, n.said.moment_on)` : onDay} as on_day) as of_moment
    cross join lateral (select f.of_batches is not null and n.batches is null as is_unknown)
    cross join loads.load as load
    where n.is_off is distinct from true and not coalesce(n.notice_on > load.known_by, false)`,
    { rule: rule.name, title, subject }
  );
}

function headerValue(rule: Model, key: string, allowed?: readonly string[]): string {
  const value =
    rule.header[key] ?? missing(rule.file, key, allowed ? `one of ${allowed.join(', ')}` : 'what readers see');
  if (allowed && !allowed.includes(value))
    throw new Error(`${rule.file}: ${key} is ${value}, not one of ${allowed.join(', ')}`);
  return value;
}
