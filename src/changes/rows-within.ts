import { handedInOf, readReach, reachValues, withinReach } from '#query';
import type { Receipt, RowLocation, Scope } from '#spec';
import type { OpenWorld, OpenWorlds } from './pair.ts';
import type { RowDifferences, SourceRow } from './rows.ts';

/**
 * The rows that differ as far as each may be read where it stands. A row that names the reader's project and is not
 * theirs to read is told on neither side: that something about the project is another stays.
 */
export async function rowsWithin(
  open: OpenWorlds,
  worlds: readonly [OpenWorld, OpenWorld],
  receipts: readonly [Receipt, Receipt],
  { rows, ...differences }: RowDifferences,
  scope: Scope
): Promise<RowDifferences> {
  const readableAt = (at: 0 | 1, side: 'from' | 'to') => {
    const standing = rows.flatMap((row) => row[side] ?? []);
    return readable(open, worlds[at], receipts[at], standing, scope);
  };
  const [old, now] = [await readableAt(0, 'from'), await readableAt(1, 'to')];
  return { ...differences, rows: rows.map(({ from, to, ...row }) => ({ ...row, from: old(from), to: now(to) })) };
}

/** Tells of the rows of one world which may be read. */
async function readable(
  open: OpenWorlds,
  world: OpenWorld,
  receipt: Receipt,
  rows: readonly SourceRow[],
  scope: Scope
): Promise<(row: SourceRow | null) => SourceRow | null> {
  const reach = await readReach({ reading: open.reading(world), handedIn: handedInOf(receipt) }, scope);
  if (reach === null) return (row) => row;
  const own = await open.read<RowLocation>(
    world,
    'rows within',
    `select p.* from (select unnest(from_json($places::json, '[{"file": "VARCHAR", "sheet": "VARCHAR", "row": "INTEGER"}]'), recursive := true)) as p
     where ${withinReach(reach, ['p.file', 'p.sheet', 'p."row"']).join(' and ')}`,
    { ...reachValues(reach), places: JSON.stringify(rows.map(({ file, sheet, row }) => ({ file, sheet, row }))) }
  );
  const known = new Set(own.map(keyOf));
  return (row) => (row !== null && known.has(keyOf(row)) ? row : null);
}

const keyOf = ({ file, sheet, row }: RowLocation): string => JSON.stringify([file, sheet, row]);
