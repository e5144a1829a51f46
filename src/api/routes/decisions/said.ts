import { can, type Reader } from '#access';
import { codes, codesOf, Refusal, type DecisionForm, type WithdrawalForm } from '#spec';
import type { Decision } from '#store';

type Said = Pick<Decision, 'basis' | 'document' | 'attachment' | 'person' | 'on'>;

/** What a decision says of itself, read from a form or from a program. What is missing is refused in words. */
export function readSaid({ basis, document, attachment, person, on }: WithdrawalForm, reader: Reader): Said {
  const by = personOf(reader) ?? clean(person);
  if (by === null) throw new Refusal(400, 'no_person', '请写明核定人的姓名。', { parameter: 'person' });
  const why = clean(basis);
  if (why === null) throw new Refusal(400, 'no_basis', '请写明依据：为什么这样核定。', { parameter: 'basis' });
  return {
    basis: why,
    document: clean(document),
    attachment: clean(attachment),
    // On one seat whoever writes says a name.
    person: { name: by, isVerified: reader.account !== null },
    on: dayOf(clean(on)),
  };
}

/** How somebody who signed in is named on record: two may have one name. */
export const personOf = ({ account, name }: Reader): string | null =>
  account === null ? null : name === account || name === '' ? account : `${name}（${account}）`;

/** What becomes of what somebody says: who may only propose decides nothing, and is told so where they say they do. */
export function stateFor(reader: Reader, asked?: DecisionForm['state']): 'decided' | 'proposed' {
  if (can(reader, 'decide')) return asked ?? 'decided';
  if (asked !== 'decided') return 'proposed';
  throw new Refusal(403, 'not_allowed', '您的账号只能提出核定意见，不能核定。', { needs: 'decide' });
}

export function readConclusion({ conclusion }: Pick<DecisionForm, 'conclusion'>): NonNullable<Decision['conclusion']> {
  const known = codesOf(codes.conclusion).find((each) => each === conclusion);
  if (known !== undefined) return known;
  throw new Refusal(400, 'no_conclusion', '请选核定结论：通过、不通过或不适用。', {
    parameter: 'conclusion',
    allowed: codesOf(codes.conclusion),
  });
}

/** The civil day of the province: decisions are dated where they are made. */
const today = (): string => new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });

/** A day that somebody said, today where none was: one that is there and has come. */
export function dayOf(on: string | null, called = '核定日期'): string {
  if (on === null) return today();
  const time = /^\d{4}-\d\d-\d\d$/.test(on) ? new Date(`${on}T00:00:00Z`) : new Date(Number.NaN);
  if (Number.isNaN(time.getTime()) || time.toISOString().slice(0, 10) !== on)
    throw new Refusal(400, 'bad_day', `${called}要写成 2026-06-30 这样，写的是“${on}”。`, { parameter: 'on' });
  if (on > today()) throw new Refusal(400, 'future_day', `${called}是 ${on}，还没有到。`, { parameter: 'on' });
  return on;
}

/** Without what cannot be seen; lines stay lines. */
export function clean(text: string | undefined): string | null {
  const seen = (text ?? '')
    .normalize('NFC')
    .replaceAll('\r\n', '\n')
    .replace(/[^\P{C}\n]/gu, '')
    .trim();
  return seen === '' ? null : seen;
}
