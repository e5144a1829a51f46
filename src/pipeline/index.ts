export { buildStages, type Content } from './build.ts';
export { openLoads, type Load } from './loads.ts';
export { readModels, type Model } from './models.ts';
export { stages, type Stage } from './stages.ts';
