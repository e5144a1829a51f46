import { Refusal, type Audit, type AuditedRule, type JudgedRow, type Row, type Severity, type Verdict } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import { rowsJudged, rowsWithin, withOthers } from './judged-rows.ts';
import { otherSides } from './other-sides.ts';
import type { Catalog, Rule } from '../catalog.ts';
import { evidenceValues } from '../decisions/judged.ts';
import { spanOf } from '../decisions/relation.ts';
import { noFilters } from '../filters.ts';
import { scopedRelations, type View } from '../relations.ts';

/** Every finding that concerns a project, itself or through whom it belongs to, in the order of the notice. */
export async function findingsOn(context: QueryContext, catalog: Catalog, id: string, { scope }: View): Promise<Row[]> {
  const view = { filters: noFilters, scope };
  const { sql, values } = scopedRelations(catalog, ['projects', 'findings', 'slots'], view, findingsQuery);
  return rowsOf(context, 'audit', { sql, values: { ...values, project: id } });
}

/** The audit sheet of one project, in the order of the notice. */
export async function auditProject(context: QueryContext, catalog: Catalog, id: string, view: View): Promise<Audit> {
  const { sql, values } = scopedRelations(
    catalog,
    ['projects'],
    { filters: noFilters, scope: view.scope },
    'select * from projects where project_id = $project'
  );
  const [project] = await rowsOf(context, 'audit', { sql, values: { ...values, project: id } });
  if (!project) throw new Refusal(404, 'unknown_project', `没有项目“${id.slice(0, 60)}”。`);
  const found = await findingsOn(context, catalog, id, view);
  const [batch] = await rowsOf(context, 'batches', {
    sql: 'select as_of from reference.batches where batch = $batch',
    values: { batch: String(project.batch) },
  });
  const concerned = new Set(found.map(({ rule }) => rule));
  const judged = await rowsJudged(
    context,
    project,
    [...concerned].flatMap((rule) => catalog.rules.get(String(rule))?.reads ?? []),
    view.scope
  );
  const rules = await Promise.all(
    found.flatMap((row) => {
      const rule = catalog.rules.get(String(row.rule));
      return rule
        ? [
            otherSides(context, rule.rule, id)
              .then((others) => rowsWithin(context, view.scope, others))
              .then((others) => auditedRule(catalog, rule, row, { judged, others })),
          ]
        : [];
    })
  );
  const own = catalog.ofBatch.get(String(project.batch));
  const silent = catalog.ruleTexts.flatMap(({ notice, rule: name, clause, off }) => {
    const rule = notice === own && off === null && !concerned.has(name) ? catalog.rules.get(name) : undefined;
    return rule?.subject === 'project' ? [{ rule: name, title: rule.title, clause }] : [];
  });
  return {
    version: catalog.version,
    decisions: catalog.decided.head,
    project,
    columns: [...(catalog.marts.get('projects')?.values() ?? [])],
    asOf: typeof batch?.as_of === 'string' ? batch.as_of : null,
    rules,
    silent,
  };
}

const findingsQuery = `select f.*, ${spanOf('f')} as span
from findings as f
cross join (select batch, city, direction from projects where project_id = $project) as p
left join reference.clauses as c on c.notice = f.notice and c.id = f.clause
where f.project_id = $project
  or (
    list_contains(string_split(f.batches, '、'), p.batch)
    and (
      (f.subject_kind = 'city' and f.subject_id = p.city)
      or (f.subject_kind = 'direction' and f.subject_id = p.direction)
      or (f.subject_kind = 'group' and f.subject_id in (select group_name from slots where project_id = $project))
    )
  )
  or (
    f.subject_kind = 'organisation'
    and (f.subject_id, f.year) in (select organisation_id, year from slots where project_id = $project)
  )
order by f.project_id is null, c.position nulls last, f.rule, f.subject_id`;

function auditedRule(
  catalog: Catalog,
  rule: Rule,
  row: Row,
  { judged, others }: { judged: ReadonlyMap<string, JudgedRow[]>; others: readonly JudgedRow[] }
): AuditedRule {
  return {
    rule: rule.rule,
    title: rule.title,
    notice: textOf(row.notice),
    clause: textOf(row.clause),
    quotation: textOf(row.quotation),
    severity: row.severity as Severity,
    subjectKind: String(row.subject_kind),
    subjectId: String(row.subject_id),
    verdict: row.verdict as Verdict,
    message: String(row.message),
    moment: textOf(row.moment),
    momentOn: textOf(row.moment_on),
    today: textOf(row.today),
    asOf: String(row.as_of),
    span: String(row.span),
    decision: row.decision as AuditedRule['decision'],
    conclusion: row.conclusion as AuditedRule['conclusion'],
    basis: textOf(row.basis),
    document: textOf(row.document),
    attachment: textOf(row.attachment),
    decidedBy: textOf(row.decided_by),
    decidedOn: textOf(row.decided_on),
    changed: textOf(row.changed),
    values: evidenceValues(catalog, rule.rule, row.evidence ?? null),
    sources: withOthers(
      rule.reads.flatMap(({ source, choice }) => judged.get(`${source} ${choice ?? ''}`) ?? []),
      others
    ),
    settle: row.verdict === 'review' ? rule.settle : null,
  };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
