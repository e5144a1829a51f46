export { compareMetric, type MetricChange, type MetricQuestion, type Status, type ToldLine } from './metric.ts';
export { compareWhole, type FileChange, type WholeChange } from './whole.ts';
export { metricJson, wholeJson } from './json.ts';
export { NotComparable, steps, type Chain, type Step } from './worlds.ts';
export { reportMetric, reportWhole, sayBecause, stepTitles } from './report.ts';
