export { erase, resume, unfinishedIn, Unfinished, type ErasedAll, type EraseOptions } from './erase.ts';
export type { Sought } from './persons.ts';
export { dueNow, type AskVersion, type Due, type DueOptions } from './due.ts';
export { readPeriods, type KeptKind, type Period } from './periods.ts';
