import type { AuditedRule } from '#spec';
import { words } from '#lib/words.ts';

/** The rows that a sheet rests on, each with its number: a rule names them by it. */
export function numbered(rules: readonly AuditedRule[]): {
  rows: { number: number; text: string }[];
  of: (rule: AuditedRule) => number[];
} {
  const numbers = new Map<string, number>();
  const key = ({ title, file, sheet, row }: AuditedRule['sources'][number]) =>
    `${title} ${words.rowLocation(file, sheet, row)}`;
  for (const { sources } of rules)
    for (const source of sources) if (!numbers.has(key(source))) numbers.set(key(source), numbers.size + 1);
  return {
    rows: Array.from(numbers, ([text, number]) => ({ number, text })),
    of: ({ sources }) => [...new Set(sources.map((source) => numbers.get(key(source)) ?? 0))].sort((a, b) => a - b),
  };
}
