import { spanOfFinding, type DecidableFindings, type Finding, type FindingAnswer, type FindingSearch } from '#spec';
import type { Decision, FindingKey } from '#store';
import { hashOf } from '#warehouse';
import type { QueryContext } from '../context.ts';
import type { Catalog } from '../catalog.ts';
import { findFindings, inCamelCase, rowInCamelCase } from '../notice/findings.ts';
import { rowsOfFinding } from '../notice/judged-rows.ts';
import type { View } from '../relations.ts';
import { canonical, evidenceValues, judgedValues } from './judged.ts';
import { listDecisions } from './list.ts';

/** So many findings may be decided at once: a list that somebody can still look through. */
const atMost = 500;

/** The findings that a search leaves, as they would be decided together. */
export async function findDecidable(
  context: QueryContext,
  catalog: Catalog,
  search: FindingSearch,
  view: View
): Promise<DecidableFindings> {
  const { total, result } = await findFindings(context, catalog, search, view, { limit: atMost, offset: 0 });
  const rows = (await result.rows()).map(inCamelCase);
  return {
    version: catalog.version,
    decisions: catalog.decided.head,
    list: listOf(catalog, rows, total),
    total,
    atMost,
    rows,
  };
}

/** One finding by its address; null where there is none. */
export async function readFinding(
  context: QueryContext,
  catalog: Catalog,
  { rule, subjectId, span }: Omit<FindingKey, 'subjectKind'>,
  view: View
): Promise<FindingAnswer | null> {
  if (!catalog.rules.has(rule)) return null;
  const search = { rule: [rule], subject_id: [subjectId], span: [span] };
  const found = await findFindings(context, catalog, search, view, { limit: 1, offset: 0 });
  const [row] = await found.result.rows();
  if (row === undefined) return null;
  const finding = inCamelCase(row);
  const history = await listDecisions(context, catalog, search, view);
  return {
    version: catalog.version,
    decisions: catalog.decided.head,
    list: listOf(catalog, [finding], 1),
    finding,
    span,
    values: evidenceValues(catalog, rule, finding.evidence),
    sources: await rowsOfFinding(context, catalog, row, view.scope),
    settle: finding.verdict === 'review' ? (catalog.rules.get(rule)?.settle ?? null) : null,
    history: (await history.result.rows()).map((each) => rowInCamelCase(each)) as FindingAnswer['history'],
  };
}

/** Why nobody can have decided a finding on this day: its notice was issued later; null where somebody can. */
export function tooEarly({ notices }: Catalog, { notice }: Finding, on: string): string | null {
  const issuedOn = notices.find((each) => each.notice === notice)?.issuedOn ?? null;
  return issuedOn !== null && on < issuedOn ? `核定日期是 ${on}，早于通知 ${notice} 的印发日期 ${issuedOn}。` : null;
}

/** What is on record of a finding when it is decided. */
export const decidedOf = (
  catalog: Catalog,
  finding: Finding
): Pick<Decision, keyof FindingKey | 'notice' | 'version' | 'verdict' | 'message' | 'judged'> => ({
  rule: finding.rule,
  subjectKind: finding.subjectKind,
  subjectId: finding.subjectId,
  span: spanOfFinding(finding),
  notice: finding.notice,
  version: catalog.version,
  verdict: finding.verdict,
  message: finding.message,
  judged: judgedValues(catalog, finding.rule, finding.evidence),
});

/** Another text for another list, or for the same findings with other values, verdicts or decisions. */
const listOf = (catalog: Catalog, rows: readonly Finding[], total: number): string =>
  hashOf(
    canonical([
      total,
      ...rows
        .map((each) =>
          canonical([
            each.rule,
            each.subjectKind,
            each.subjectId,
            spanOfFinding(each),
            each.verdict,
            judgedValues(catalog, each.rule, each.evidence),
            each.decision,
            each.conclusion,
            each.basis,
            each.decidedOn,
          ])
        )
        .sort(),
    ])
  );
