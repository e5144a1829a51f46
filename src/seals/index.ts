/**
 * Papers that prove themselves: what was printed is written down with its numbers, signed, entered in the record, found
 * again by a code, and asked again after each load.
 */
export { codeOf, readCode } from './code.ts';
export { canonical, readCanonical } from './canonical.ts';
export { fingerprintOf, idOf, isSignedBy, keysIn, makeKey, readKey, type PublicKey, type SigningKey } from './keys.ts';
export { qrText, readQr, readSealed, sealFile, type Sealed } from './sealed.ts';
export { bytesOf, readStatement, paperKinds, type PaperKind, type PaperNumber, type Statement } from './statement.ts';
export {
  addKey,
  currentKey,
  NoKey,
  readRegister,
  retireKey,
  revokeKey,
  seal,
  voidPaper,
  type Draft,
  type ListedKey,
  type Paper,
  type Register,
} from './register.ts';
export { find, readHandedIn, type Found, type HandedIn } from './verify.ts';
export { askPage, type Asked, type AskSource } from './ask.ts';
export {
  brokenOf,
  compareNumbers,
  states,
  type Standing,
  type State,
  type Watched,
  type WatchedNumber,
} from './watch.ts';
export { sayFound, sayPaper, verdicts, type Circumstances, type Told, type Verdict } from './answer.ts';
export { plainCode, plainPath, type Answered } from './plain.ts';
export { beijingTime } from './time.ts';
