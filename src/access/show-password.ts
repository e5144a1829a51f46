import { Refusal } from '#spec';
import { limitsOf, type Desk } from './desk.ts';
import { isPassword } from './password/hash.ts';
import type { Account } from './store/accounts.ts';
import { beginAttempt, succeedAttempt } from './store/attempts.ts';
import { stands, type Session } from './store/sessions.ts';

/** A password takes its time: where the session was ended meanwhile, what it was to do is not done. */
export function needStanding({ store }: Desk, session: Session): void {
  if (!stands(store, session)) throw new Refusal(401, 'sign_in', '请先登录。');
}

/** The password of an account, as it is shown by who has a session of it; counted like one that signs in. */
export async function needPassword(
  desk: Desk,
  account: Account,
  { address }: Session,
  password: string
): Promise<void> {
  const asked = { name: account.account, address };
  const attempt = beginAttempt(desk.store, asked, limitsOf(desk), desk.now());
  if ('wait' in attempt) throw new Refusal(429, 'too_many_attempts', '尝试的次数太多，请过一会儿再试。');
  if (!(await isPassword(password, account.password))) {
    desk.tell({ stream: 'access', by: account.account, event: 'password_wrong', details: { address } });
    throw new Refusal(403, 'wrong_password', '现在的密码不对。', { parameter: 'password' });
  }
  succeedAttempt(desk.store, attempt, asked, desk.now());
}

/** Who comes by the provider alone has a password here that they never saw. */
export const hasOwnPassword = ({ password, mustChange }: Account): boolean => password !== null && !mustChange;

/** The same of who has one of their own: for a way in that outlives the session. */
export async function needOwnPassword(desk: Desk, account: Account, session: Session, password: string): Promise<void> {
  if (hasOwnPassword(account)) await needPassword(desk, account, session, password);
}
