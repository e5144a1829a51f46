import { Refusal } from '#spec';
import { limitsOf, timesOf, type Desk } from './desk.ts';
import { onRecord } from './on-record.ts';
import { hashPassword, isPassword, isWeak } from './password/hash.ts';
import { readerOf } from './reader-of.ts';
import { changeAccount, findAccount, foldName, type Account } from './store/accounts.ts';
import { beginAttempt, countCode, forgetCodes, isFirstTold, succeedAttempt } from './store/attempts.ts';
import {
  addSession,
  endSession,
  endSessions,
  findSession,
  sweepSessions,
  type Session,
  type Stage,
} from './store/sessions.ts';
import { stepOfCode } from './totp.ts';

/** What a browser is to keep, and how far it came by it. */
export interface SignedIn {
  key: string;
  stage: Stage;
}

/** The same words for whoever fails, whatever was wrong: a name, a password, an account that is shut. */
export const wrongSignIn = () => new Refusal(401, 'wrong_sign_in', '账号或密码不对。');

const tooMany = (wait: number) =>
  new Refusal(429, 'too_many_attempts', `尝试的次数太多，请 ${Math.max(1, Math.ceil(wait / 60_000))} 分钟后再试。`, {
    retryAfter: Math.max(1, Math.ceil(wait / 1000)),
  });

/** Signs in by name and password. A Refusal says in the same words whatever was wrong, after the same work. */
export async function signIn(
  desk: Desk,
  { name: typed, password, address, before }: { name: string; password: string; address: string; before?: string }
): Promise<SignedIn> {
  const { store } = desk;
  const name = foldName(typed).slice(0, 200);
  const attempt = beginAttempt(store, { name, address }, limitsOf(desk), desk.now());
  const known = findAccount(store, name);
  if ('wait' in attempt) {
    // Whoever tries on writes no further line.
    if (isFirstTold(store, { name, address }, limitsOf(desk).window, desk.now()))
      desk.tell({ stream: 'access', by: known?.account ?? null, event: 'sign_in_locked', details: { address } });
    throw tooMany(attempt.wait);
  }
  const isRight = await isPassword(password, known?.password ?? null);
  const stronger = isRight && isWeak(known?.password ?? '') ? await hashPassword(password) : null;
  // That took its time: what somebody changed of the account meanwhile counts.
  const account = findAccount(store, name);
  if (!isRight || account === null || !account.isActive || account.password !== known?.password) {
    // A name that is nobody's may be a password in the wrong place: it is written nowhere.
    desk.tell({
      stream: 'access',
      by: account?.account ?? null,
      event: 'sign_in_failed',
      details: { way: 'password', address },
    });
    throw wrongSignIn();
  }
  succeedAttempt(store, attempt, { name, address }, desk.now());
  needYoung(desk, account);
  if (stronger !== null) changeAccount(store, account.account, { password: stronger });
  const stage = account.secret === null ? stageAfter(desk, account) : 'code';
  return enter(desk, account, { stage, way: 'password', address, ticket: null, before });
}

/** A password that somebody else gave, and that nobody used for long, may have been read by others since. */
function needYoung({ settings, now }: Desk, { mustChange, passwordAt }: Account): void {
  const days = settings.first_password_days;
  if (mustChange && days > 0 && now() - passwordAt > days * 24 * 3600 * 1000)
    throw new Refusal(403, 'first_password_expired', `第一个密码过了 ${days} 天没有用，已经失效。请找管理员重置。`);
}

/** Where somebody stands who has shown all that they have. */
export function stageAfter(desk: Desk, account: Account, way: Session['way'] = 'password'): Stage {
  const { age } = timesOf(desk);
  // Who comes by the provider has no password here that they know.
  const isByPassword = way === 'password';
  if (isByPassword && (account.mustChange || (age > 0 && desk.now() - account.passwordAt > age))) return 'password';
  return needsFactor(desk, account) && account.secret === null ? 'factor' : 'open';
}

/** Whether an account may do what a second factor is asked for. */
export function needsFactor(desk: Desk, account: Account): boolean {
  const { capabilities } = readerOf(desk, account);
  return [...desk.settings.second_factor].some((each) => capabilities.has(each));
}

/** Begins a session under a key that nobody had before; the one that the browser came with ends. */
export function enter(
  desk: Desk,
  { account }: Pick<Account, 'account'>,
  {
    stage,
    way,
    address,
    ticket,
    before,
    createdAt = desk.now(),
  }: Pick<Session, 'stage' | 'way' | 'address' | 'ticket'> & { before?: string | undefined; createdAt?: number }
): SignedIn {
  const { settings } = desk;
  const { idle, absolute } = timesOf(desk);
  const now = desk.now();
  const key = onRecord(desk, ({ store, record }) => {
    sweepSessions(store, { now, idle });
    const left = before === undefined ? null : findSession(store, before, { now, idle });
    if (left !== null) endSession(store, left.id);
    const session = { account, stage, way, address, ticket, secret: null, createdAt, seenAt: now };
    const made = addSession(store, { ...session, endsAt: createdAt + absolute });
    if (settings.sessions_per_account > 0 && stage === 'open')
      endSessions(store, account, { keep: settings.sessions_per_account });
    if (stage === 'open') {
      changeAccount(store, account, { signedInAt: now });
      record({ stream: 'access', by: account, event: 'signed_in', details: { way, address } });
    }
    return made;
  });
  return { key, stage };
}

/** Takes the code of the second factor from somebody who has shown the password. Each code serves once. */
export function giveCode(desk: Desk, session: Session, key: string, code: string): SignedIn {
  const { store } = desk;
  const { way, address, ticket } = session;
  const account = findAccount(store, session.account);
  if (session.stage !== 'code' || account === null || account.secret === null)
    throw new Refusal(409, 'no_code_asked', '现在不用输入动态口令。');
  if (!countCode(store, account.account, limitsOf(desk), desk.now())) {
    endSession(store, session.id);
    desk.tell({ stream: 'access', by: account.account, event: 'code_locked', details: { address } });
    throw tooMany(limitsOf(desk).window);
  }
  const step = takeCode(desk, account, code);
  if (step === null) {
    desk.tell({ stream: 'access', by: account.account, event: 'code_failed', details: { address } });
    throw new Refusal(401, 'wrong_code', '动态口令不对，或者已经用过。请等下一个。');
  }
  forgetCodes(store, account.account);
  const stage = stageAfter(desk, account, way);
  return enter(desk, account, { stage, way, address, ticket, before: key });
}

/** The step of a code that is right, taken so that it is right no second time; null where it is not. */
export function takeCode({ store, now }: Desk, { account, secret }: Account, code: string): number | null {
  return store.within(() => {
    const last = findAccount(store, account)?.secretStep ?? 0;
    const step = secret === null ? null : stepOfCode(secret, code, { time: now(), last });
    if (step !== null) changeAccount(store, account, { secretStep: step });
    return step;
  });
}
