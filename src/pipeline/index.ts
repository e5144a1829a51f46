export { buildStages, type Content } from './build.ts';
export { fill, type FillOptions } from './fill.ts';
export { load, type LoadOptions, type Outcome } from './load.ts';
export { openLoads, type Load } from './loads.ts';
export { readModels, type Model } from './models.ts';
export type { Progress } from './progress.ts';
export { reportOf } from './report.ts';
export { stages, type Stage } from './stages.ts';
