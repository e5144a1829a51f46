import type { Beside } from '#warehouse';
import { rowsOf, type QueryContext } from './context.ts';

/**
 * A text as search compares it, what is asked and what is stored alike: in half width (Unicode NFKC), without case,
 * spaces of any kind and marks that do not show, one dash and one quotation mark for all.
 */
export const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{Z}\p{Cf}]+/gu, '')
    .replaceAll(/[‐‑‒–—―−]/g, '-')
    .replaceAll(/[“”„‟]/g, '"')
    .replaceAll(/[‘’‛]/g, "'");

/** Columns of a mart that are searched. */
export interface Searched {
  mart: string;
  columns: readonly string[];
}

/**
 * A condition, or none where nothing is searched for: any of what is said of the values of those columns. A value is
 * found that holds what is asked, taken as it stands. The columns of an open version are folded once.
 */
export async function searching(
  context: QueryContext,
  search: string | undefined,
  stored: readonly Searched[],
  any: (isFound: (expression: string) => string) => readonly string[]
): Promise<{ conditions: string[]; values: { search?: string } }> {
  const text = folded(search ?? '');
  if (text === '') return { conditions: [], values: {} };
  await putFolded(context, stored);
  const isFound = (expression: string) =>
    `${expression} in (select text from beside.folded where contains(folded, $search::varchar))`;
  return { conditions: [`(${any(isFound).join(' or ')})`], values: { search: text } };
}

/** Which marts' texts lie folded beside an open version. */
const known = new WeakMap<Beside, Map<string, Promise<void>>>();

async function putFolded(context: QueryContext, stored: readonly Searched[]): Promise<void> {
  const { beside } = context;
  if (!beside) throw new Error('nothing can be searched without an open version');
  const marts = known.get(beside) ?? new Map<string, Promise<void>>();
  known.set(beside, marts);
  for (const { mart, columns } of stored) {
    // Whoever began it may have gone away, and their question with them.
    const isThere = await marts.get(mart)?.then(
      () => true,
      () => false
    );
    if (isThere) continue;
    const own = put(context, beside, mart, columns);
    marts.set(mart, own);
    own.catch(() => marts.delete(mart));
    await own;
  }
}

async function put(context: QueryContext, beside: Beside, mart: string, columns: readonly string[]): Promise<void> {
  const sql = columns.map((name) => `select ${name} as text from marts.${mart} where ${name} is not null`);
  const asked = { ...context, deadline: { ...context.deadline, seconds: 15 } };
  const rows = await rowsOf<{ text: string }>(asked, 'search', { sql: sql.join('\nunion\n') });
  const texts = rows.map(({ text }) => text);
  const chunks = Array.from({ length: Math.ceil(texts.length / most) }, (_, i) =>
    texts.slice(i * most, (i + 1) * most)
  );
  await beside.run('search', [
    { sql: 'create table if not exists beside.folded (text varchar, folded varchar)' },
    ...chunks.map((chunk) => ({
      sql: `insert into beside.folded
        select unnest(string_split($texts, $between)), unnest(string_split($folded, $between))`,
      values: { texts: chunk.join(between), folded: chunk.map(folded).join(between), between },
    })),
  ]);
}

/** So many texts are handed over at once: as lists, which take a third of the time that JSON takes. */
const most = 20_000;
/** Between them stands what Unicode promises to be no character. */
const between = '\uFDD0';
