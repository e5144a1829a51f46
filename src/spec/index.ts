export { codes, codesOf } from './codes.ts';
export { defineDashboard, type Dashboard, type Panel } from './dashboard.ts';
export { defineSource, type Column, type Source } from './source.ts';
export { proved, provedOf, type Standing } from './proof.ts';
export { parseSqlFile, type SqlFile } from './header.ts';
export type { Chart, Missing } from './chart.ts';
export { Refusal, notAmong } from './refusal.ts';
export type { Scope } from './scope.ts';
export type { Row, Value } from './table.ts';
// Types alone: the schemas, and with them their package, stay behind #spec/answers, out of what browsers get.
export type * from './answers/index.ts';
