import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { attacksOn } from './attacks.ts';
import { expressionsIn, type Written } from './expressions.ts';

/** The rooms through which goes what people hand in or ask; the rest reads content, or what we wrote ourselves. */
const rooms = ['intake', 'xlsx', 'clerks', 'query', 'api', 'access', 'store', 'warehouse', 'pipeline/diff'];

const length = 65_536;
/** Milliseconds. Going back over 64 KB from each of its characters takes seconds. */
const bound = 250;

const all = rooms.flatMap((room) => expressionsIn(`src/${room}/**/*.ts`));

let last = '';

/** The attack that an expression takes too long over, and how long; null where it withstands all. */
function slowest({ source, flags }: Written): string | null {
  const attacks = attacksOn(source, flags).flatMap(({ prefix, pump }) =>
    ['\u0001', ''].map((end) => ({ prefix, pump, end }))
  );
  return runInNewContext(
    `const is = new RegExp(source, flags);
     let slow = null;
     for (const { prefix, pump, end } of attacks) {
       const text = prefix + pump.repeat(length / pump.length) + end;
       at(JSON.stringify([prefix, pump, end]));
       is.lastIndex = 0;
       const begun = now();
       flags.includes('g') ? text.replace(is, '') : is.test(text);
       if (now() - begun > bound && slow === null) slow = JSON.stringify([prefix, pump, end]);
     }
     slow`,
    { source, flags, attacks, length, bound, now: () => performance.now(), at: (each: string) => (last = each) },
    { timeout: 4000 }
  ) as string | null;
}

describe('64 KB of hostile text take no expression more than a moment', () => {
  test('each that handed-in text meets', () => {
    expect(all.length).toBeGreaterThan(200);
    const slow = all.flatMap((written) => {
      try {
        // Looked at twice: a machine that others use is slow by itself.
        const found = slowest(written) && slowest(written);
        return found ? [`${written.at} /${written.source}/${written.flags} over ${found}`] : [];
      } catch {
        return [`${written.at} /${written.source}/${written.flags} over ${last}, without an end`];
      }
    });
    expect(slow).toEqual([]);
  });
});
