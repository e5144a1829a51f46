import type { Difference, Reading } from './diff.ts';
import type { Json } from './json.ts';
import type { Meant } from './meant.ts';

export interface Telling {
  /** How the answers of an address are read. */
  of(address: string): Reading;
  /** What an address is called now. */
  address(name: string): string;
  isMeant(address: string, difference: Difference): boolean;
  explained(): { meant: string; reason: string; count: number }[];
}

/** Reads two answers by what is meant to differ between them, and counts what that explained. */
export function telling({ keys, words, values }: Meant): Telling {
  const counts = new Map<object, number>();
  const count = (meant: object) => counts.set(meant, (counts.get(meant) ?? 0) + 1);
  const renames = keys.map((each) => ({ each, address: new RegExp(each.address) }));
  const patterns = values.map((each) => ({
    each,
    address: new RegExp(each.address),
    at: new RegExp(each.at),
    before: new RegExp(each.before ?? ''),
    after: new RegExp(each.after ?? ''),
  }));
  const inWordsOfNow = (text: string): string => words.reduce((said, { from, to }) => said.replaceAll(from, to), text);
  const countWords = (before: string, after: string) =>
    words.filter(({ from }) => before.includes(from) && !after.includes(from)).forEach(count);
  const known = new Map<string, string>();
  const keyOfNow = (name: string): string => {
    const now = known.get(name) ?? inWordsOfNow(name);
    if (name.length < 100) known.set(name, now);
    return now;
  };
  const isSame = (before: string, after: string): boolean => {
    if (inWordsOfNow(before) !== inWordsOfNow(after)) return false;
    countWords(before, after);
    return true;
  };

  return {
    of(address) {
      const here = new Map(
        renames.filter((rename) => rename.address.test(address)).map(({ each }) => [each.from, each])
      );
      return {
        key: (name) => keyOfNow(here.get(name)?.to ?? name),
        met(before, after) {
          const rename = here.get(before);
          if (rename?.to === after) count(rename);
          else countWords(before, after);
        },
        isSame,
      };
    },
    address: keyOfNow,
    isMeant(address, { at, before, after }) {
      const found = patterns.find(
        (each) =>
          each.address.test(address) &&
          each.at.test(at) &&
          each.before.test(spoken(before)) &&
          each.after.test(spoken(after))
      );
      if (found) count(found.each);
      return found !== undefined;
    },
    explained: () =>
      [
        ...keys.map((each) => ({ ...each, meant: `key ${each.from} → ${each.to} at ${each.address}` })),
        ...words.map((each) => ({ ...each, meant: `${each.from} → ${each.to}` })),
        ...values.map((each) => ({ ...each, meant: `${each.address} at ${each.at}` })),
      ].map(({ meant, reason }, i) => ({
        meant,
        reason,
        count: counts.get([...keys, ...words, ...values][i] ?? {}) ?? 0,
      })),
  };
}

const spoken = (value: Json | undefined): string => (value === undefined ? 'absent' : JSON.stringify(value));
