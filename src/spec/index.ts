export { codes } from './codes.ts';
export { defineDashboard, type Dashboard, type Panel } from './dashboard.ts';
export { defineSource, type Column, type Source } from './source.ts';
export { parseSqlFile, type SqlFile } from './header.ts';
export type { Chart, Missing } from './chart.ts';
export { Refusal, notAmong } from './refusal.ts';
export type { Scope } from './scope.ts';
export type { ColumnInfo, ColumnType, Provable, Row, Table, Value } from './table.ts';
export type { Compared, Defect, Effect, FileReceipt, Identity, Receipt } from './receipt.ts';
