import { readFileSync } from 'node:fs';

/** A key of JSON that was called otherwise before. */
interface RenamedKey {
  from: string;
  to: string;
  reason: string;
}

/** A word in texts and addresses that was another before, alike on both sides. */
interface RenamedWord {
  from: string;
  to: string;
  reason: string;
}

/** Values that may differ: where the address and the place in the answer match. */
interface MeantValue {
  address: string;
  at: string;
  reason: string;
  /** What stood there and stands there now; left out, anything. `null` is said of what is not there. */
  before?: string;
  after?: string;
}

/** The differences that are meant, each with its reason. Patterns are regular expressions. */
export interface Meant {
  keys: readonly RenamedKey[];
  words: readonly RenamedWord[];
  values: readonly MeantValue[];
}

export const readMeant = (path: string): Meant => JSON.parse(readFileSync(path, 'utf8')) as Meant;
