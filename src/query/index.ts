export type { Answer, QueryContext, Deadline } from './context.ts';
export { queryMetrics, type Question } from './metrics/query-metrics.ts';
export { inliningMetrics } from './metrics/inline-metrics.ts';
export { auditProject } from './notice/audit.ts';
export { readCatalog, rememberCatalogs, type Catalog, type Metric, type Rule } from './catalog.ts';
export { judgeNotice } from './notice/compliance.ts';
export {
  readDashboards,
  rememberDashboards,
  strayDashboards,
  type Dashboards,
  type ReadDashboard,
} from './metrics/dashboards.ts';
export type { PanelQuery, SqlPanel } from './metrics/panel-queries.ts';
export { figuresOf } from './figures.ts';
export { listDefects } from './loads/defects.ts';
export {
  cubeDimensions,
  dimensionNames,
  isDimension,
  isOfDays,
  projectDimensions,
  referenceOf,
  severalOf,
  withinOf,
  type Dimension,
} from './dimensions.ts';
export { filterValues, noFilters, readFilters, titlesOf, type Filters } from './filters.ts';
export { momentsOf, verdictsOf, type MarkedFinding } from './notice/moments.ts';
export { listFileRows, streamFileRows } from './source-rows/file-rows.ts';
export { decidedOf, findDecidable, readFinding, tooEarly } from './decisions/decide.ts';
export { listDecisions } from './decisions/list.ts';
export { putDecisions } from './decisions/overlay.ts';
export { findFindings, inCamelCase, rowInCamelCase } from './notice/findings.ts';
export { findRepeats } from './notice/repeats.ts';
export { readGroups, readOrganisations, type SlotLedger } from './notice/ledger.ts';
export { answerPanel } from './metrics/panel.ts';
export { readAgainst } from './compared/asked.ts';
export { answerCompared, toldInFiles } from './compared/panel.ts';
export { sqlOfPanel } from './metrics/panel-sql.ts';
export { readsSumsAlone } from './metrics/sums-alone.ts';
export { faultOfPanel, isOfRow, checkDashboards } from './metrics/check-dashboards.ts';
export { readProject } from './project.ts';
export {
  columnOfProject,
  listColumns,
  countRows,
  listRows,
  type ListCondition,
  type ListQuestion,
} from './list-rows.ts';
export { listMatters, personOfReply } from './matters.ts';
export { listProjects } from './projects.ts';
export { nameProjects } from './notice/named-projects.ts';
export { readCaps, readSupport } from './notice/support.ts';
export { reconcile, type Reconciliation } from './loads/reconciliation.ts';
export { relationNames, scopedRelations, type View } from './relations.ts';
export { noPanel, panelView, type PanelView } from './proof/panel-view.ts';
export { provableOf } from './proof/provable.ts';
export { proofRows, prove } from './proof/prove.ts';
export { countRows as countTerm, listRowsOfEach as listTerms } from './proof/term.ts';
export type { ProofQuestion } from './proof/question.ts';
export { excerpt } from './excerpt.ts';
export { maskPersonal, personalIn, withoutPersonal } from './personal.ts';
export { readTurnedAway } from './loads/turned-away.ts';
export { readDefectKinds, readFollowed } from './loads/receipt.ts';
export { defectWordsWithin, elsewhere } from './loads/within.ts';
export { filesWithin, handedInOf, receiptBrief, receiptWithin } from './loads/receipt-within.ts';
export { personalOf } from './source-rows/personal-cells.ts';
export type { KnownProvince, KnownProvinces } from './provinces.ts';
export { readReach, reachValues, withinReach, type Reach } from './source-rows/reach.ts';
export { compareNotices } from './notice/compare-notices.ts';
export { catalogWithin } from './catalog-within.ts';
export { catalogInView } from './notice/catalog-in-view.ts';
export { noticesInView } from './notice/notices.ts';
export { openOf } from './notice/open-items.ts';
export { compute as computeFormula } from './proof/compute.ts';
export { readSubject, type Subject, type Term } from './proof/subject.ts';
export { unfitFilters } from './unfit.ts';
export { leaveOutOthers, refuseOutside } from './outside.ts';
export { spanOf as findingSpan } from './decisions/relation.ts';
