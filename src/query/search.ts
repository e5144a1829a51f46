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
  any: (isFound: IsFound) => readonly string[]
): Promise<{ conditions: string[]; values: Record<string, string> }> {
  const text = folded(search ?? '');
  if (text === '') return { conditions: [], values: {} };
  const sql = `select name, text from summaries.folded where ${holds('folded')} limit ${few + 1}`;
  const found = await rowsOf<{ name: string; text: string }>(context, 'search', { sql, values: { search: text } });
  const isMany = found.length > few;
  const named = Map.groupBy(found, ({ name }) => name);
  const lists = new Map(
    Array.from(named, ([name, own]) => [
      name,
      placeholders(
        `text_${name}`,
        own.map((row) => row.text)
      ),
    ])
  );
  const amongOthers = (name: string): string | undefined =>
    isMany ? `select text from summaries.folded where name = '${name}' and ${holds('folded')}` : lists.get(name)?.names;
  // What has no letters has no case.
  const plain = (value: string) => (text.toUpperCase() === text ? value : `lower(${value})`);
  const conditions = any((name, value = name) => {
    const others = amongOthers(name);
    return `(${holds(plain(value))}${others === undefined ? '' : ` or ${value} in (${others})`})`;
  });
  return {
    conditions: [`(${conditions.length === 0 ? 'false' : conditions.join(' or ')})`],
    values: Object.assign({ search: text }, ...(isMany ? [] : Array.from(lists.values(), ({ values }) => values))),
  };
}

/** That a column has what is asked, whose values stand in the query as `value`. */
type IsFound = (name: string, value?: string) => string;

const holds = (value: string): string => `contains(${value}, $search::varchar)`;
