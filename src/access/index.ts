export { can, nobody, seat, type Reader } from './reader.ts';
export {
  add,
  disable,
  enable,
  endSessionsOf,
  failing,
  grant,
  hasAdministrator,
  listed,
  reset,
  unlock,
  type AddedAccount,
  type Granted,
} from './administer.ts';
export { lockedOutBy } from './locked-out.ts';
export { readRoles, type Role, type Roles } from './content/roles.ts';
export { needKnownScope, readScopeValues, titleOfDimension, type KnownScopes } from './content/scope-values.ts';
export type { SettingRow, Settings } from './content/settings.ts';
export { timesOf, type Desk } from './desk.ts';
export { faultsOfAccess, openDesk, type DeskOptions } from './open-desk.ts';
export {
  beginFactor,
  changePassword,
  confirmFactor,
  dropFactor,
  dropToken,
  makeToken,
  ownAccount,
  signOut,
  signOutEverywhere,
} from './own-account.ts';
export { dropFeed, makeFeed, readerOfFeed } from './feeds.ts';
export { openProvider, type Provider, type ProviderOptions } from './provider.ts';
export { readerNow, readerOf } from './reader-of.ts';
export { readScope, readScopeFields } from './scope-text.ts';
export { enter, giveCode, needsFactor, signIn, stageAfter, wrongSignIn, type SignedIn } from './sign-in.ts';
export { standingOf, type Standing } from './standing.ts';
export { findAccount, findBySubject, findNamed, foldName, type Account } from './store/accounts.ts';
export { accessFile, openAccess } from './store/open.ts';
export { takeAccounts, tellAccounts } from './store/told-accounts.ts';
export { endWaysIn, type WayIn, type WaysIn } from './store/brought-back.ts';
export { forgetVisits } from './store/forget.ts';
export { findSession, listSessions, touchSession, writeKeyOf, type Session, type Stage } from './store/sessions.ts';
export { findToken, type Token } from './store/tokens.ts';
export { codeOf, keyUri, stepAt } from './totp.ts';
