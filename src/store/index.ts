export { copyStore } from './copy.ts';
export {
  DecidedMeanwhile,
  decisionsIn,
  decisionStream,
  keyOf,
  recordDecisions,
  type Decision,
  type DecisionLine,
  type FindingKey,
} from './decisions.ts';
export type { Entry, Statement } from './entry.ts';
export { compact, redactAlike, redactRecord, redactionStream, rewriteTables } from './redact.ts';
export { createRecorder, noRecorder, type RecordedEvent, type Recorder } from './events.ts';
export { followDecisions, noDecisions, paperStream, type DecisionsHead, type FollowedDecisions } from './follow.ts';
export { TooNew, type Form } from './form.ts';
export { holdFile } from './hold.ts';
export type { LineSearch } from './lines.ts';
export { recordReply, repliesIn, type Reply, type ReplyLine } from './replies.ts';
export { openStore, type Store, type StoreOptions } from './store.ts';
export { countIn, isUnwritable, openTables, type Tables } from './tables.ts';
