import { readdirSync, readFileSync } from 'node:fs';

/** One wall taken out of the program. */
export interface Mutation {
  file: string;
  line: number;
  /** The line as it is, and as it becomes. */
  from: string;
  to: string;
  /** Where in the file. */
  at: number;
  length: number;
  by: string;
}

/** How a condition of scope or of capability is written, and what it is without it. Types are not looked at. */
const walls: readonly (readonly [pattern: RegExp, without: string])[] = [
  [/(?<![.\w])(?:\w+\.)*(?:view|context|given)\.scope\b(?!\()/g, '({})'],
  [/(?<=readReach\([\w.]+, )scope\b/g, '({})'],
  [/(?<=(?:scopeIn|projectsIn|receiptBrief|findFiles|listDefects|readFollowed)\((?:[\w.]+, )?)scope\b/g, '({})'],
  [/(?<![!\w])isWhole\(\w*\.?scope\)/g, 'true'],
  [/!isWhole\(\w*\.?scope\)/g, 'false'],
  [/\bcovers\([^()]*\)/g, 'true'],
  [/where\.push\(\.\.\.scopeIn\(scope, columns\)\);/g, ''],
  [/Object\.keys\(scope\)\.some\(\(column\) => !columns\.has\(column\)\)/g, 'false'],
  [/needs: '(?:rows|sums|files|personal|record|accounts)' as const/g, "needs: 'nobody' as const"],
  [/\bif \(can\(reader, capability\)\) return null;/g, 'return null;'],
  [/\brefusalFor\(reader, 'files'\)/g, 'null'],
  [/!can\([^()]*(?:\([^()]*\))?[^()]*\)/g, 'false'],
];

/** Every wall that is written in these rooms, each taken out by itself. */
export function mutationsOf(root = '.'): Mutation[] {
  const rooms = ['src/query', 'src/api', 'src/clerks', 'src/forms'];
  const files = rooms.flatMap((room) =>
    readdirSync(`${root}/${room}`, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('openapi.ts'))
      .map((file) => `${room}/${file}`)
  );
  return files.sort().flatMap((file) => {
    const text = readFileSync(`${root}/${file}`, 'utf8');
    return walls.flatMap(([pattern, without]) =>
      Array.from(text.matchAll(pattern), ({ 0: found, index }) => {
        const before = text.slice(0, index);
        const start = before.lastIndexOf('\n') + 1;
        const from = text.slice(start, text.indexOf('\n', index)).trim();
        const to = `${text.slice(start, index)}${without}${text.slice(index + found.length)}`.split('\n')[0]!.trim();
        return { file, line: before.split('\n').length, from, to, at: index, length: found.length, by: without };
      })
    );
  });
}

/** Of a file the text without the wall. */
export const mutated = (text: string, { at, length, by }: Mutation): string =>
  `${text.slice(0, at)}${by}${text.slice(at + length)}`;

/** Lines whose wall is held by another as well: what they say more is told in words. */
export const heldTwice: readonly { file: string; line: RegExp; reason: string }[] = [];
