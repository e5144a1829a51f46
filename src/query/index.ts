export type { Answer, Asking, Patience } from './context.ts';
export { ask, type Question } from './metrics/query-metrics.ts';
export { auditProject, type Audit, type AuditedRule } from './notice/audit.ts';
export type { JudgedRow } from './notice/judged-rows.ts';
export { readCatalog, rememberCatalogs, type Catalog, type Metric, type Rule } from './catalog.ts';
export { judgeNotice, type JudgedClause, type JudgedRule } from './notice/compliance.ts';
export {
  readDashboards,
  rememberDashboards,
  type Dashboards,
  type PanelQuery,
  type ReadDashboard,
  type SqlPanel,
} from './metrics/dashboards.ts';
export { effects, fates, listDefects, type DefectSearch } from './loads/defects.ts';
export { dimensionNames, isDimension, projectDimensions, type Dimension } from './dimensions.ts';
export { filterValues, noFilters, readFilters, type Filters } from './filters.ts';
export {
  listFileRows,
  rowStates,
  streamFileRows,
  type FileRow,
  type FileRows,
  type RowSearch,
} from './source-rows/file-rows.ts';
export { findFindings, inCamelCase, severities, verdicts, type FindingSearch } from './notice/findings.ts';
export type { HandedCell, HandedRow } from './source-rows/row.ts';
export { readGroups, readOrganisations, type Ledger, type LedgerSearch } from './notice/ledger.ts';
export type { Paging } from './page.ts';
export { answerPanel } from './metrics/panel.ts';
export { faultOfPanel, holdDashboards } from './metrics/held.ts';
export { readProject, type Project } from './project.ts';
export { listProjects, type Search } from './projects.ts';
export { readSupport } from './notice/support.ts';
export { reconcile, type PairSearch, type Reconciliation } from './loads/reconciliation.ts';
export { relationNames, type View } from './relations.ts';
export { noPanel, panelView, type PanelView } from './proof/panel-view.ts';
export { provableOf } from './proof/provable.ts';
export { proofRows, prove, type Proof } from './proof/prove.ts';
export type { ProofQuestion } from './proof/question.ts';
export { maskPersonal } from './personal.ts';
export { readDefectKinds, readFollowed, type DefectKind, type Followed } from './loads/receipt.ts';
