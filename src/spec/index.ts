export { codes, codesOf } from './codes.ts';
export { defineDashboard, type Dashboard, type Panel } from './dashboard.ts';
export { defineDimensions, type DimensionSpec } from './dimension.ts';
export { defineSource, type Column, type Source } from './source.ts';
export { proved, provedOf, type Standing } from './proof.ts';
export { formats, isFormat, readColumnLine, type ColumnLine, type Format } from './format.ts';
export { readFormula, type Formula } from './formula.ts';
export { describeMetric, type MetricKind } from './metric.ts';
export { add, compare, multiply, parseExact, subtract, toNumber, toText, whole, zero, type Exact } from './exact.ts';
export { parseSqlFile, type SqlFile } from './header.ts';
export type { Chart, Missing } from './chart.ts';
export { Refusal, notAmong } from './refusal.ts';
export { shownTime } from './time.ts';
export type { Scope } from './scope.ts';
export type { Row, Value } from './table.ts';
export { warehouseFormat } from './warehouse-format.ts';
// Types alone: the schemas, and with them their package, stay behind #spec/answers, out of what browsers get.
export type * from './answers/index.ts';
