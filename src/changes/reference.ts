import { readTable, storedPathOf } from '#pipeline';
import type { Because } from './because.ts';
import type { Chain } from './worlds.ts';

type Row = Extract<Because, { kind: 'reference' }>;

/** What differs between the tables of reference data of two versions, cell by cell, from the bytes that are kept. */
export async function referenceChanges(
  warehouse: string,
  { reference }: Pick<Chain, 'reference'>,
  keys: ReadonlyMap<string, readonly string[]>
): Promise<Row[]> {
  const changed: Row[] = [];
  for (const { file, from, to } of reference) {
    const table = file
      .split('/')
      .at(-1)!
      .replace(/\.\w+$/, '');
    if (!file.endsWith('.csv')) {
      changed.push({ kind: 'reference', table, file, row: 1, column: null, from: null, to: null });
      continue;
    }
    const [before, after] = await Promise.all(
      [from, to].map(async (sha256) =>
        sha256 === null
          ? []
          : ((await readTable({ path: storedPathOf(warehouse, sha256), notice: noticeOf(file) })).table?.rows ?? [])
      )
    );
    changed.push(...cellsOf({ file, table, key: keys.get(table) ?? [] }, before ?? [], after ?? []));
  }
  return changed;
}

interface Line {
  line: number;
  cells: Readonly<Record<string, string>>;
}

const noticeOf = (file: string): string | null => /\/notices\/([^/]+)\//.exec(file)?.[1] ?? null;

/** Rows of one key are held against each other; without a key, or where one is not unique, those in the same place. */
function cellsOf(
  { file, table, key }: { file: string; table: string; key: readonly string[] },
  before: readonly Line[],
  after: readonly Line[]
): Row[] {
  const own = key.filter((name) => [...before, ...after].some(({ cells }) => name in cells));
  const named = ({ cells }: Line) => own.map((name) => cells[name] ?? '').join('\u001f');
  const isKeyed = own.length > 0 && [before, after].every((rows) => new Set(rows.map(named)).size === rows.length);
  const byKey = (rows: readonly Line[]) => new Map(rows.map((row, at) => [isKeyed ? named(row) : String(at), row]));
  const [old, now] = [byKey(before), byKey(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((each): Row[] => {
    const [was, is] = [old.get(each), now.get(each)];
    const place = { kind: 'reference' as const, table, file, row: (is ?? was)!.line };
    if (!was || !is) return [{ ...place, column: null, from: lineOf(was), to: lineOf(is) }];
    const columns = [...new Set([...Object.keys(was.cells), ...Object.keys(is.cells)])];
    return columns
      .filter((column) => (was.cells[column] ?? '') !== (is.cells[column] ?? ''))
      .map((column) => ({ ...place, column, from: was.cells[column] ?? null, to: is.cells[column] ?? null }));
  });
}

const lineOf = (row: Line | undefined): string | null =>
  row === undefined ? null : Object.values(row.cells).join(',');
