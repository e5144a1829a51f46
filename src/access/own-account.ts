import { Refusal, type Capability } from '#spec';
import { timesOf, limitsOf, type Desk } from './desk.ts';
import { hashPassword, isPassword } from './password/hash.ts';
import { faultOfPassword } from './password/rules.ts';
import { onRecord } from './on-record.ts';
import { readerOf } from './reader-of.ts';
import { hasOwnPassword, needOwnPassword, needPassword, needStanding } from './show-password.ts';
import { enter, needsFactor, stageAfter, takeCode, type SignedIn } from './sign-in.ts';
import { changeAccount, findAccount, keepOldPassword, oldPasswords, type Account } from './store/accounts.ts';
import { countCode, forgetCodes } from './store/attempts.ts';
import { endSession, endSessions, keepSecret, listSessions, type Session } from './store/sessions.ts';
import { listFeeds } from './store/feeds.ts';
import { addToken, listTokens, revokeToken } from './store/tokens.ts';
import { newSecret, stepOfCode } from './totp.ts';

/** What somebody does with their own account. Most asks for the password: a session left open is not enough. */

const ownOf = ({ store }: Desk, { account: name }: Pick<Session, 'account'>): Account => {
  const account = findAccount(store, name);
  if (account === null) throw new Refusal(401, 'sign_in', '请先登录。');
  return account;
};

/** Changes the password; every other session of the account ends, and this one gets another key. */
export async function changePassword(
  desk: Desk,
  session: Session,
  { password, next }: { password: string; next: string }
): Promise<SignedIn> {
  needStage(session, ['password', 'factor', 'open']);
  const { store, settings } = desk;
  const account = ownOf(desk, session);
  await needPassword(desk, account, session, password);
  const { title, office, account: name } = account;
  const fault = faultOfPassword(next, { rules: settings, common: desk.common, own: [name, title, office] });
  if (fault !== null) throw new Refusal(400, 'weak_password', fault, { parameter: 'next' });
  const before = [account.password ?? '', ...oldPasswords(store, name, settings.password_history)];
  for (const each of before)
    if (each !== '' && (await isPassword(next, each)))
      throw new Refusal(400, 'used_password', '这个密码用过，请换一个。', { parameter: 'next' });
  const hash = await hashPassword(next);
  return onRecord(desk, (desk) => {
    needStanding(desk, session);
    if (account.password !== null) keepOldPassword(store, name, account.password, desk.now());
    changeAccount(store, name, { password: hash, passwordAt: desk.now(), mustChange: false });
    endSessions(store, name);
    desk.record({ stream: 'access', by: name, event: 'password_changed' });
    return goOn(desk, session);
  });
}

/** The same session under another key, as far as its account may go now. */
function goOn(desk: Desk, session: Session): SignedIn {
  const account = ownOf(desk, session);
  const { way, address, ticket, createdAt } = session;
  return enter(desk, account, { stage: stageAfter(desk, account, way), way, address, ticket, createdAt });
}

function needStage({ stage }: Pick<Session, 'stage'>, stages: readonly Session['stage'][]): void {
  if (!stages.includes(stage)) throw new Refusal(409, 'not_signed_in', '请先完成登录。');
}

/** The secret of a second factor that is being set up: it counts once a code of it was given. */
export function beginFactor(desk: Desk, session: Session): string {
  needStage(session, ['factor', 'open']);
  if (ownOf(desk, session).secret !== null)
    throw new Refusal(409, 'has_factor', '已经设了动态口令；要换手机，请先停用。');
  const secret = session.secret ?? newSecret();
  if (session.secret === null) keepSecret(desk.store, session.id, secret);
  return secret;
}

/** Who has just come by the provider, and must set one up before anything else, may know no password here. */
const asksPassword = ({ password }: Account, { way, stage }: Session): boolean =>
  password !== null && !(way === 'provider' && stage === 'factor');

/** Takes the first code of a second factor. From then on it is asked for. */
export async function confirmFactor(
  desk: Desk,
  session: Session,
  { code, password }: { code: string; password: string }
): Promise<SignedIn> {
  needStage(session, ['factor', 'open']);
  const { store } = desk;
  const account = ownOf(desk, session);
  if (asksPassword(account, session)) await needPassword(desk, account, session, password);
  const { secret } = session;
  const step = secret === null ? null : stepOfCode(secret, code, { time: desk.now(), last: 0 });
  if (secret === null || step === null)
    throw new Refusal(400, 'wrong_code', '动态口令不对，请核对手机的时间。', { parameter: 'code' });
  return onRecord(desk, (desk) => {
    needStanding(desk, session);
    changeAccount(store, account.account, { secret, secretStep: step });
    endSessions(store, account.account);
    desk.record({ stream: 'access', by: account.account, event: 'factor_set' });
    return goOn(desk, session);
  });
}

/** Takes the second factor away, against the password and a code of it, where none is asked for by what they may do. */
export async function dropFactor(
  desk: Desk,
  session: Session,
  { code, password }: { code: string; password: string }
): Promise<SignedIn> {
  needStage(session, ['open']);
  const { store } = desk;
  const account = ownOf(desk, session);
  if (account.secret === null) throw new Refusal(409, 'no_factor', '没有设动态口令。');
  await needPassword(desk, account, session, password);
  if (!countCode(store, account.account, limitsOf(desk), desk.now()))
    throw new Refusal(429, 'too_many_attempts', '尝试的次数太多，请过一会儿再试。');
  needStanding(desk, session);
  if (takeCode(desk, account, code) === null)
    throw new Refusal(403, 'wrong_code', '动态口令不对，或者已经用过。', { parameter: 'code' });
  forgetCodes(store, account.account);
  return onRecord(desk, (desk) => {
    changeAccount(store, account.account, { secret: null, secretStep: 0 });
    endSessions(store, account.account);
    desk.record({ stream: 'access', by: account.account, event: 'factor_removed' });
    return goOn(desk, session);
  });
}

/** Who wants to be out is out, whether or not that can be put on record yet. */
export function signOut({ store, tell }: Desk, session: Session): void {
  if (endSession(store, session.id)) tell({ stream: 'access', by: session.account, event: 'signed_out' });
}

/** Ends every session of the account, this one too. Who has the password alone throws nobody out. */
export function signOutEverywhere({ store, tell }: Desk, session: Pick<Session, 'account' | 'stage'>): void {
  needStage(session, ['password', 'factor', 'open']);
  const { account } = session;
  const ended = endSessions(store, account);
  tell({ stream: 'access', by: account, event: 'signed_out_everywhere', details: { sessions: ended } });
}

/**
 * A token for a program: for no more than the account may, and for so many days. It outlives the session, so that it
 * takes the password. What is answered is shown once.
 */
export async function makeToken(
  desk: Desk,
  session: Session,
  {
    title,
    capabilities,
    days,
    password,
  }: { title: string; capabilities: readonly Capability[]; days: number; password: string }
): Promise<{ id: string; key: string }> {
  needStage(session, ['open']);
  const account = ownOf(desk, session);
  const { capabilities: may } = readerOf(desk, account);
  const beyond = capabilities.filter((each) => !may.has(each) || each === 'accounts');
  if (beyond.length > 0)
    throw new Refusal(400, 'beyond_account', `令牌不能有账号没有的权限，也不能管账号：${beyond.join('、')}。`);
  if (capabilities.length === 0) throw new Refusal(400, 'no_capability', '请选令牌可以做什么。');
  if (!(days >= 1 && days <= desk.settings.token_max_days))
    throw new Refusal(400, 'bad_days', `令牌的期限是 1 到 ${desk.settings.token_max_days} 天。`, { parameter: 'days' });
  await needOwnPassword(desk, account, session, password);
  const now = desk.now();
  const endsAt = now + days * 24 * 3600 * 1000;
  return onRecord(desk, (desk) => {
    needStanding(desk, session);
    const made = addToken(desk.store, { account: account.account, title, capabilities, createdAt: now, endsAt });
    desk.record({
      stream: 'access',
      by: account.account,
      event: 'token_made',
      details: { token: made.id, capabilities: [...capabilities], days },
    });
    return made;
  });
}

export const dropToken = (desk: Desk, { account }: Pick<Session, 'account'>, id: string): void =>
  onRecord(desk, ({ store, record }) => {
    if (!revokeToken(store, account, id)) throw new Refusal(404, 'unknown_token', '没有这个令牌，它可能已经停用。');
    record({ stream: 'access', by: account, event: 'token_revoked', details: { token: id } });
  });

/** What an account has: for its own page. */
export function ownAccount(desk: Desk, session: Session) {
  const account = ownOf(desk, session);
  const now = desk.now();
  return {
    account,
    needsFactor: needsFactor(desk, account),
    asksPassword: asksPassword(account, session),
    waysAskPassword: hasOwnPassword(account),
    sessions: listSessions(desk.store, account.account, { now, idle: timesOf(desk).idle }),
    tokens: listTokens(desk.store, account.account, now),
    feeds: listFeeds(desk.store, account.account),
  };
}
