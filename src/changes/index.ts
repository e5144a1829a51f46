export { compareVersions, type Comparison } from './compare.ts';
export type { MetricChange, MetricQuestion, Status, ToldLine } from './metric.ts';
export type { FileChange, WholeChange } from './whole.ts';
export { metricJson, wholeJson } from './json.ts';
export { NotComparable, steps, type Chain, type Step } from './worlds.ts';
export { reportMetric, reportWhole, sayBecause, stepTitles } from './report.ts';
