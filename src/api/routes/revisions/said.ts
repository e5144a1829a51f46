import type { Reader } from '#access';
import type { Person } from '#revisions';
import { Refusal } from '#spec';
import { personOf } from '../decisions/said.ts';

/** Without what cannot be seen; lines stay lines. */
export const clean = (text: string | undefined): string =>
  (text ?? '')
    .normalize('NFC')
    .replaceAll('\r\n', '\n')
    .replace(/[^\P{C}\n]/gu, '')
    .trim();

/** Who does something: who signed in; where nobody does, a name that nobody looked into, and it says so. */
export function personIn(reader: Reader, said: string | undefined): Person {
  const known = personOf(reader);
  if (known !== null) return { name: known, account: reader.account };
  const name = clean(said);
  if (name === '') throw new Refusal(400, 'no_person', '请写明姓名。', { parameter: 'by' });
  return { name: `${name}（自报姓名）`, account: null };
}
