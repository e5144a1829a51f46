export type { Answer, Asking, Patience } from './answer.ts';
export { ask, type Question } from './ask.ts';
export { readCatalog, rememberCatalogs, type Catalog, type Metric, type Rule } from './catalog.ts';
export { readDashboards, type Dashboards, type PanelQuery, type ReadDashboard } from './dashboards.ts';
export { dimensionNames, isDimension, type Dimension } from './dimensions.ts';
export { noFilters, readFilters, type Filters } from './filters.ts';
export { answerPanel } from './panel.ts';
export { listProjects, type Page, type Search } from './projects.ts';
export type { View } from './relations.ts';
