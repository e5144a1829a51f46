import type { Difference, Reading } from './diff.ts';
import type { Meant } from './meant.ts';

export interface Telling extends Reading {
  isMeant(address: string, difference: Difference): boolean;
  explained(): { meant: string; reason: string; count: number }[];
}

/** Reads two answers by what is meant to differ between them, and counts what that explained. */
export function telling({ keys, words, values }: Meant): Telling {
  const counts = new Map<object, number>();
  const count = (meant: object) => counts.set(meant, (counts.get(meant) ?? 0) + 1);
  const renames = new Map(keys.map((each) => [each.from, each]));
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

  return {
    key(name) {
      const found = known.get(name);
      if (found !== undefined) return found;
      const rename = renames.get(name);
      const now = inWordsOfNow(rename?.to ?? name);
      if (name.length < 100) known.set(name, now);
      return now;
    },
    met(before, after) {
      const rename = renames.get(before);
      if (rename?.to === after) count(rename);
      else countWords(before, after);
    },
    isSame(before, after) {
      if (inWordsOfNow(before) !== inWordsOfNow(after)) return false;
      countWords(before, after);
      return true;
    },
    isMeant(address, { at, before, after }) {
      const found = patterns.find(
        (each) =>
          each.address.test(address) &&
          each.at.test(at) &&
          each.before.test(JSON.stringify(before ?? null)) &&
          each.after.test(JSON.stringify(after ?? null))
      );
      if (found) count(found.each);
      return found !== undefined;
    },
    explained: () =>
      [
        ...keys.map((each) => ({ ...each, meant: `key ${each.from} → ${each.to}` })),
        ...words.map((each) => ({ ...each, meant: `${each.from} → ${each.to}` })),
        ...values.map((each) => ({ ...each, meant: `${each.address} at ${each.at}` })),
      ].map(({ meant, reason }, i) => ({
        meant,
        reason,
        count: counts.get([...keys, ...words, ...values][i] ?? {}) ?? 0,
      })),
  };
}
