export { aboutWarehouse, asCalled, asTyped, commandsOfData, type Typing } from './as-called.ts';
export { isMoved } from './changed-figure.ts';
export { codes, codesOf, markedMoments, ownBasis, rowCounts } from './codes.ts';
export { sayFault, type Fault } from './content/fault.ts';
export type { Dashboard, Panel } from './dashboard.ts';
export { defineDashboard, defineSource } from './define.ts';
export { defineDimensions, type DimensionSpec } from './dimension.ts';
export type { Column, Source } from './source.ts';
export type { ReadonlyDeep } from './readonly.ts';
export { proofHref, proofHrefOf, type LinkContext } from './proof.ts';
export { formats, isFormat, readColumnLine, type ColumnLine, type Format } from './format.ts';
export { readFormula, type Formula } from './formula.ts';
export {
  quantiles,
  readStatisticName,
  exactBounds,
  rankOfBound,
  statisticNames,
  statisticOf,
  statistics,
  type Ratio,
  type Statistic,
} from './statistics.ts';
export { columnsOfQuotient, describeMetric, type MetricKind } from './metric.ts';
export { add, compare, multiply, parseExact, subtract, toNumber, toText, whole, zero, type Exact } from './exact.ts';
export { folded, plainText } from './folded.ts';
export { findingPath, pathOfKey, spanOfFinding } from './finding.ts';
export { readPasted, withLineFeeds, writePasted } from './pasted.ts';
export { parseSqlFile, type SqlFile } from './header.ts';
export type { Chart, Missing } from './marks/index.ts';
export { Refusal, notAmong } from './refusal.ts';
export { eventNames, refusalNames, streamNames } from './events.ts';
export { latestBy, type Beginning } from './since.ts';
export { isDay, sayDays } from './days.ts';
export { civilDay, civilTime, shownTime } from './time.ts';
export { capabilities, capabilityNames, type Capability } from './capability.ts';
export { areApart, covers, everything, isWhole, type Scope } from './scope.ts';
export type { Row, Value } from './table.ts';
export { isOutside, isUntold } from './unfit.ts';
export { defineSubsidy, type Subsidy } from './subsidy.ts';
export { createTurns, type Turns } from './turns.ts';
export { warehouseFormat } from './warehouse-format.ts';
// Types alone: the schemas, and with them their package, stay behind #spec/answers, out of what browsers get.
export type * from './answers/index.ts';
export { verifiedTitles } from './verified.ts';
