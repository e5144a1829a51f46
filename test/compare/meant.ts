import { readFileSync } from 'node:fs';

/** A key of JSON, or a column, that was called otherwise before, in the answers of the addresses that match. */
interface RenamedKey {
  address: string;
  from: string;
  to: string;
  reason: string;
}

/** A word in texts, keys and addresses that was another before, wherever it stands. */
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
  /** What stood there and stands there now; left out, anything. Of what is not there `absent` is said. */
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
