import { folded } from '#spec';
import { rowsOf, type QueryContext } from './context.ts';
import { placeholders } from './lists.ts';

/** More of such texts than so many are not named one by one. */
const few = 200;

/**
 * A condition, or none where nothing is searched for: any of what is said of the values of columns that are searched
 * (`searched` in the header of their mart). A value is found that holds what is asked, taken as it stands. Nearly all
 * values are compared where they lie; what search takes for another text (in full width, with spaces) the version
 * holds folded.
 */
export async function searching(
  context: QueryContext,
  search: string | undefined,
  any: (isFound: (expression: string) => string) => readonly string[]
): Promise<{ conditions: string[]; values: Record<string, string> }> {
  const text = folded(search ?? '');
  if (text === '') return { conditions: [], values: {} };
  const sql = `select text from summaries.folded where contains(folded, $search::varchar) limit ${few + 1}`;
  const found = await rowsOf<{ text: string }>(context, 'search', { sql, values: { search: text } });
  const named = placeholders(
    'text',
    found.map((row) => row.text)
  );
  const others =
    found.length > few ? 'select text from summaries.folded where contains(folded, $search::varchar)' : named.names;
  // What has no letters has no case.
  const without = text.toUpperCase() === text ? (value: string) => value : (value: string) => `lower(${value})`;
  const isFound = (expression: string) =>
    `(contains(${without(expression)}, $search::varchar)${others === '' ? '' : ` or ${expression} in (${others})`})`;
  const conditions = any(isFound);
  return {
    conditions: [`(${conditions.length === 0 ? 'false' : conditions.join(' or ')})`],
    values: { search: text, ...(found.length > few ? {} : named.values) },
  };
}
