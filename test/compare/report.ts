import type { Json } from './json.ts';
import type { Report, Told } from './compare.ts';

/** A comparison in words: how much was compared, which differences were meant, and all others by where they stand. */
export function linesOf({ chapters, differences, explained }: Report, examples: number): string[] {
  const sum = (count: (chapter: Report['chapters'][number]) => number) =>
    chapters.reduce((total, chapter) => total + count(chapter), 0);
  const kinds = Map.groupBy(differences, kindOf);
  return [
    ...chapters.map(
      ({ name, answers, values, differences }) =>
        `${name}: ${answers} answers, ${values} values, ${differences} differences`
    ),
    ...explained.map(({ meant, reason, count }) =>
      count > 0 ? `meant: ${meant}: ${count} (${reason})` : `meant, but met nowhere: ${meant} (${reason})`
    ),
    ...Array.from(kinds, ([kind, told]) => [
      `${kind}: ${told.length}`,
      ...told
        .slice(0, examples)
        .map(({ address, at, before, after }) => `    ${address} ${at}: ${short(before)} → ${short(after)}`),
    ]).flat(),
    `${sum(({ answers }) => answers)} answers, ${sum(({ values }) => values)} values, ${differences.length} differences`,
  ];
}

/** Where a difference stands, whatever the row and whatever was asked. */
const kindOf = ({ chapter, address, at }: Told): string =>
  `${chapter} ${address.replace(/\?.*/, '').replaceAll(/[0-9a-f]{64}/g, '*')} ${at.replaceAll(/\[\d+\]/g, '[]')}`;

const short = (value: Json | undefined): string =>
  value === undefined ? '(nothing)' : JSON.stringify(value).slice(0, 160);
