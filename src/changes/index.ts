export { compareVersions, type Comparison } from './compare.ts';
export { changesOfDraft } from './draft.ts';
export type { FileEffect } from './by-file.ts';
export { projectHistory, type HistoryStep, type Kept } from './history.ts';
export { figureJson } from './figure.ts';
export { checksOf, sayAll, sayMoved, titled, wayOf, type Checks } from './titled.ts';
export { codeWords, ofEffects, ofFigures, ofFiles, ofLines, ofProjects, ofReference, ofVerdicts } from './columns.ts';
export type { Because, Place } from './because.ts';
export { fractionNumber, fractionText, type Fraction } from './fraction.ts';
export { groupsOf, type Group, type PrintedLine } from './groups.ts';
export { isWithoutEffect } from './lines.ts';
export type { Change } from './lines.ts';
export type { MetricChange, MetricQuestion, Status, ToldLine } from './metric.ts';
export type { ToldProject } from './projects.ts';
export type { Asked } from './question.ts';
export { isTouched, sayChange, type MetricRow, type MetricTable, type PrintedChange } from './table.ts';
export type { TurnedVerdict } from './verdicts.ts';
export type { FileChange, WholeChange } from './whole.ts';
export { metricJson, wholeJson } from './json.ts';
export {
  lacksWorlds,
  NotComparable,
  steps,
  WorldMissing,
  type Chain,
  type Draft,
  type Ends,
  type Step,
} from './worlds.ts';
export { reportMetric, reportWhole, sayBecause, stepTitles } from './report.ts';
