import type { Trial } from './trials.ts';

/** Tables whose rows each say something of one rule, metric or clause: rows of them do not meet in a verdict. */
const apart = ['rules', 'metrics', 'clauses', 'answers', 'tables', 'forms'];

/**
 * Trials that can be judged in one go: of one notice, and of each table one, or of each row one where rows do not
 * meet. What they spoil together is not less than what each spoils.
 */
export function together<T extends { trial: Trial; group: string }>(all: readonly T[]): T[][] {
  const groups: { group: string; taken: Set<string>; trials: T[] }[] = [];
  for (const each of all) {
    const { table, line } = each.trial;
    const place = apart.includes(table) ? `${table} ${line}` : table;
    let own = groups.find(({ group, taken }) => group === each.group && !taken.has(place));
    if (!own) groups.push((own = { group: each.group, taken: new Set(), trials: [] }));
    own.taken.add(place);
    own.trials.push(each);
  }
  return groups.map(({ trials }) => trials);
}
