/**
 * 数据变动说明: drafted from a sealed paper and a version by the exact comparison of both, reviewed by another person,
 * issued with a number and a seal.
 */
export { draftOf, type DraftOptions } from './draft.ts';
export { type Cause, type ChangedNumber, type Content, type LoadNamed } from './content.ts';
export { kinds, kindTitles, proposedKind, type Kind } from './kinds.ts';
export { questionOf, type AskedNumber } from './question.ts';
export {
  digestOf,
  draft,
  drop,
  giveBack,
  issuedLine,
  kindOf,
  lackingOf,
  nextNumber,
  readRevisions,
  review,
  tellCause,
  toIssue,
  write,
  type Person,
  type Revision,
  type Stage,
  type ToldCause,
} from './record.ts';
export { basisText, byKind, kindsOf, textOf } from './text.ts';
