import { literal, type Build } from '#warehouse';
import { createFindings, listed, otherLists, projectDimensions } from './findings.ts';
import { foundRows, readFoundRules, type FoundRule } from './found-rules.ts';
import type { Model } from './models.ts';
import { gatherSaid, oddProjects, readOdd, type Odd } from './said.ts';

/**
 * Gathers what the rules found into marts.findings: a finding about a project takes its dimensions from marts.projects,
 * any other those that the rule puts out (which may say `subject_kind` row by row); the as-of day is that of the batch,
 * or the latest where there is none. A replay of a day on which a notice was not yet issued judges nothing by it.
 * Where it stands, in which words and how binding, the notice of its batch says (rules.said); what a notice has
 * switched off, or only a later one has, is no finding; while anything of a notice is open, nothing is judged by it,
 * nor by what became of an earlier batch of its that a finding `rests_on`.
 */
export async function gatherFindings(
  build: Build,
  models: readonly Model[],
  { isGeneral = false } = {}
): Promise<void> {
  await createFindings(build);
  if (models.length === 0) return;
  const rules = await readFoundRules(build, models);
  await gatherSaid(build, rules);
  const odd = isGeneral ? null : await readOdd(build, rules);
  try {
    for (const together of isGeneral ? rules.map((rule) => [rule]) : inPortions(rules))
      await gather(build, 'marts.findings', together, odd);
  } catch (error) {
    // One rule after the other, so that the error names the one.
    for (const rule of rules) await gather(build, rule.file, [rule], odd);
    throw error;
  }
}

/**
 * Of a province all rules are gathered by one statement. Of a nation that does not fit into memory: many
 * rows of all rules at once take three times as long for each as those of a few.
 */
function inPortions(rules: readonly FoundRule[]): FoundRule[][] {
  const portions: FoundRule[][] = [];
  let rows = Infinity;
  for (const rule of rules) {
    rows += rule.rows;
    if (rows > portion) {
      portions.push([]);
      rows = rule.rows;
    }
    portions.at(-1)?.push(rule);
  }
  return portions;
}

/** Rows that are gathered by one statement. */
const portion = 200_000;

/** `odd` as it is of these rows; null: whatever it comes to. */
async function gather(build: Build, name: string, rules: readonly FoundRule[], odd: Odd | null): Promise<void> {
  const narrow = rules.filter(({ isNarrow }) => isNarrow);
  if (narrow.length > 0) await build.run(name, passesQuery(narrow));
  if (rules.length > 0) await build.run(name, findingsQuery(rules, odd));
}

/** What holds of the words of a notice that a finding rests on, for it to be one. */
const isJudged = 's.is_off is distinct from true and not coalesce(s.notice_on > load.known_by, false)';

function passesQuery(rules: readonly FoundRule[]): string {
  const found = rules.map(({ name, columns }) => {
    const own = (column: string, type: string) =>
      `${columns.has(column) ? `r.${column}` : 'null'}::${type} as ${column}`;
    return `select ${literal(name)} as rule, r.subject_id::varchar as subject_id, r.message, to_json(r.evidence) as evidence,
        ${columns.has('severity') ? `coalesce(r.severity, 'error')` : 'null'}::varchar as severity,
        ${columns.has('judged_on')} as is_own_day, ${own('judged_on', 'date')}, ${own('today', 'varchar')}, ${own('rests_on', 'varchar')}
      from rules."${name}" as r
      where r.verdict = 'pass'`;
  });
  return `insert into rules.passes
    select
      s.id, p.rowid, r.message, r.evidence, r.severity, m.days[s.moment],
      least(if(r.is_own_day, r.judged_on, m.days[s.moment]), s.as_of), r.today
    from (
      ${found.join('\n      union all\n      ')}
    ) as r
    left join marts.projects as p on p.project_id = r.subject_id
    left join rules.said as s on s.rule = r.rule and s.batches = p.${listed}::varchar
    left join lifecycle.project_moments as m on m.project_id = p.project_id
    cross join loads.load as load
    where p.project_id is null
      or (
        s.id is not null and s.unfinished is null and ${isJudged}
        and (r.rests_on is null or r.rests_on not in (select rests_on from rules.behind))
      )
    order by s.id, p.rowid`;
}

function findingsQuery(rules: readonly FoundRule[], odd: Odd | null): string {
  const found = rules.map((rule) => foundRows(rule, rule.isNarrow ? `\n      where ${notNarrow(rule, odd)}` : ''));
  return `insert into rules.findings
    with found as (
      select
        r.*,
        p.project_id as of_project,
        ${projectDimensions.map((name) => `coalesce(p.${name}::varchar, r.own_${name}) as of_${name}`).join(',\n        ')},
        ${otherLists.map(({ name, column }) => `if(r.is_own_${column}, r.own_${column}, of_${name}) as of_${column},`).join('\n        ')}
        if(r.is_of_year, r.own_batches, of_${listed}) as of_batches
      from (
      ${found.join('\n      union all\n      ')}
      ) as r
      left join marts.projects as p using (project_id)
    ),
    told as (
      select
        f.*,
        s.notice, s.clause, s.quotation, s.severity as said_severity, s.moment, s.unfinished, s.open_items, s.item,
        s.as_of as said_as_of,
        h.notices,
        h.items,
        coalesce(m.days[s.moment], if(f.is_of_projects, null, s.moment_on)) as on_day,
        f.of_batches is not null and s.id is null as is_unknown
      from found as f
      left join rules.said as s on s.rule = f.rule and s.batches = f.of_batches
      left join rules.behind as h using (rests_on)
      left join lifecycle.project_moments as m on m.project_id = f.of_project
      cross join loads.load as load
      where ${isJudged}
    )
    select
      rule, title, notice, clause, quotation,
      coalesce(if(is_own_severity, severity, said_severity), 'error'),
      subject_kind,
      subject_id,
      if(unfinished is not null or notices is not null or is_unknown, 'review', coalesce(verdict, 'review')),
      case
        when is_unknown then format('口径里没有批次 {}，不能判断', of_batches)
        when unfinished is not null then format(
          '通知 {} 未录全（还有 {} 项：{}），不能判断',
          unfinished,
          open_items,
          coalesce(item, '没有写这条规则用不用')
        )
        when notices is not null then format('看往年批次，其通知 {} 未录全（还有 {} 项），不能判断', notices, items)
        else message
      end,
      evidence,
      moment,
      on_day,
      least(if(is_own_day, judged_on, on_day), said_as_of),
      today,
      coalesce(said_as_of, (select max(as_of) from reference.batches)),
      year,
      of_batches,
      ${otherLists.map(({ column }) => `of_${column},`).join('\n      ')}
      of_project,
      ${projectDimensions
        .map((name) => `of_${name}`)
        .map((own, at) =>
          projectDimensions[at] === listed
            ? `if(is_of_year, if(contains(of_batches, '、'), null, of_batches), ${own})`
            : own
        )
        .join(',\n      ')}
    from told
    order by rule, subject_kind, subject_id, of_batches`;
}

/** What of the rows of a rule is not among its passes: also those that pass while their notice does not let them. */
function notNarrow({ name, columns }: FoundRule, odd: Odd | null): string {
  const own = odd?.batches.get(name) ?? [];
  const parts = [
    `r.verdict is distinct from 'pass'`,
    ...(own.length > 0
      ? [
          `r.subject_id in (select project_id from marts.projects where coalesce(${listed}::varchar in (${own.map(literal).join(', ')}), true))`,
        ]
      : []),
    ...(odd === null ? [`r.subject_id in (${oddProjects(name)})`] : []),
    ...((odd === null || odd.isBehind) && columns.has('rests_on')
      ? ['r.rests_on in (select rests_on from rules.behind)']
      : []),
  ];
  return parts.join(' or ');
}
