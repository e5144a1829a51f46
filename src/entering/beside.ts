import { pairRows } from './pairs.ts';

/** One row of three: as it was read, as it lies on disk now, and as it was typed; null where it is not there. */
export interface Beside {
  read: readonly string[] | null;
  disk: readonly string[] | null;
  typed: readonly string[] | null;
}

/** Two that changed one table, side by side, and what both changes together make of it. */
export interface Met {
  /** The rows that either changed. */
  rows: Beside[];
  /** The rows of the disk with what was typed; null where both changed one row, each otherwise. */
  together: string[][] | null;
}

type Rows = readonly (readonly string[])[];

const same = (one: readonly string[] | null, other: readonly string[] | null): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Sets beside each other what two made of one table since it was read. */
export function setBeside(read: Rows, { disk, typed }: { disk: Rows; typed: Rows }, key: readonly number[]): Met {
  const [ofDisk, ofTyped] = [pairRows(read, disk, key), pairRows(read, typed, key)];
  const find = (pairs: typeof ofDisk, rows: Rows, before: number) => {
    const pair = pairs.find((each) => each.before === before);
    return pair === undefined || pair.after === null ? null : (rows[pair.after] ?? null);
  };
  const known: Beside[] = read.map((row, at) => ({
    read: row,
    disk: find(ofDisk, disk, at),
    typed: find(ofTyped, typed, at),
  }));
  const fresh = (pairs: typeof ofDisk, rows: Rows) =>
    pairs.flatMap(({ before, after }) => (before === null && after !== null ? [rows[after]!] : []));
  const keyOf = (row: readonly string[]) => JSON.stringify(key.map((at) => row[at]));
  const [theirs, own] = [fresh(ofDisk, disk), fresh(ofTyped, typed)];
  const met = own.map((row) => ({
    row,
    twin: key.length === 0 ? undefined : theirs.find((each) => keyOf(each) === keyOf(row)),
  }));
  const added: Beside[] = [
    ...theirs
      .filter((row) => !met.some(({ twin }) => twin === row))
      .map((row) => ({ read: null, disk: row, typed: null })),
    ...met.map(({ row, twin }) => ({ read: null, disk: twin ?? null, typed: row })),
  ];
  const rows = [...known, ...added].filter((each) => !same(each.read, each.disk) || !same(each.read, each.typed));
  const isTorn = rows.some(
    (each) =>
      !same(each.read, each.disk) &&
      !same(each.read, each.typed) &&
      !same(each.disk, each.typed) &&
      !(each.read === null && (each.disk === null || each.typed === null))
  );
  return {
    rows,
    together: isTorn
      ? null
      : together(known, { disk, ofDisk, own: met.flatMap(({ row, twin }) => (twin ? [] : [row])) }),
  };
}

/** The rows of the disk in their order, those that were read as they were typed; what was added comes last. */
function together(
  known: readonly Beside[],
  { disk, ofDisk, own }: { disk: Rows; ofDisk: ReturnType<typeof pairRows>; own: Rows }
): string[][] {
  const rows = disk.flatMap((row, at) => {
    const before = ofDisk.find(({ after }) => after === at)?.before ?? null;
    const one = before === null ? null : known[before]!;
    if (one === null || same(one.read, one.typed)) return [[...row]];
    return one.typed === null ? [] : [[...one.typed]];
  });
  return [...rows, ...own.map((row) => [...row])];
}
