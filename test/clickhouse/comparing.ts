import { likened } from '#clickhouse';
import type { Reading } from '#warehouse';
import type { Asked } from './asking.ts';
import type { Pair } from './tenants.ts';

/** What was held against each other so far, and what both refused, by the code of the refusal. */
export interface Compared {
  questions: number;
  refused: Record<string, number>;
  rows: number;
  values: number;
}

export const nothing = (): Compared => ({ questions: 0, refused: {}, rows: 0, values: 0 });

interface Said {
  text: string;
  refused: string | null;
  rows: number;
  values: number;
}

/** What one engine says: its columns, its rows in their order, what is unfit; or why it refuses. */
async function said(reading: Reading, ask: Asked[1]): Promise<Said> {
  try {
    const { columns, unfit, result } = await ask(reading);
    const rows = (await result.rows()).map((row) => likened(result.columns, row));
    const text = JSON.stringify({ columns, of: result.columns, unfit, rows });
    return { text, refused: null, rows: rows.length, values: rows.length * result.columns.length };
  } catch (error) {
    const { code = 'error' } = error as { code?: string };
    return { text: `${code}: ${(error as Error).message}`, refused: code, rows: 0, values: 0 };
  }
}

/** Asks both of everything, counts it, and tells what they say otherwise, by name. */
export async function differences(
  { own, there }: Pick<Pair, 'own' | 'there'>,
  asked: readonly Asked[],
  compared: Compared
): Promise<string[]> {
  const other: string[] = [];
  for (const [name, ask] of asked) {
    const [expected, found] = await Promise.all([said(own, ask), said(there, ask)]);
    compared.questions += 1;
    compared.rows += expected.rows;
    compared.values += expected.values;
    if (expected.refused === 'error') other.push(`${name}: neither answers: ${expected.text}`);
    if (expected.refused !== null) compared.refused[expected.refused] = (compared.refused[expected.refused] ?? 0) + 1;
    if (expected.text !== found.text) other.push(`${name}\n  ${around(found.text, expected.text)}`);
  }
  return other;
}

/** Where two texts part. */
function around(found: string, expected: string): string {
  const at = Array.from(expected).findIndex((letter, place) => found[place] !== letter);
  const from = Math.max(0, at - 120);
  return `${found.slice(from, from + 500)}\n  should be ${expected.slice(from, from + 500)}`;
}
