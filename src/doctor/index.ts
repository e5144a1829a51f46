/** Whether all is well with a warehouse and the machine that it lies on, and what to do where it is not. */
export { examine, type Examined } from './examine.ts';
export type { Waiting } from './served.ts';
export { writeBundle } from './bundle.ts';
export { looked, standings, type Finding, type Looked, type Standing } from './finding.ts';
