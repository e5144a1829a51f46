import { sideQuery, type Columns } from './found-rows.ts';
import type { OpenWorld, OpenWorlds } from './pair.ts';
import { quoted } from './quoted.ts';
import type { DifferingRow, Found, SourceRow } from './source-row.ts';

/** The rows of a source that are not the same, side by side, whatever makes two of them one. */
export async function paired(
  open: OpenWorlds,
  [from, to]: readonly [OpenWorld, OpenWorld],
  source: string,
  { found, ...columns }: Columns & { found: readonly Found[] }
): Promise<DifferingRow[]> {
  const free = new Set(found);
  const isKeyed = found.some(({ key }) => key !== null);
  const pairs = marksOf(isKeyed).flatMap((mark) => pairUp(free, mark));
  const left = [...free];
  const rejected = left.length === 0 ? [] : await rejectedRows(open, [from, to], source, columns);
  const alike = inTurn(rejected);
  return [
    ...pairs.map(([before, after]) => ({
      source,
      subjects: subjectsOf(before, after),
      from: rowOf(before, columns),
      to: rowOf(after, columns),
    })),
    ...left.map((row) => {
      const other = alike(row);
      const there = other === null ? null : { ...rowOf(other, columns), why: other.why };
      const own = rowOf(row, columns);
      const isOld = row.side === 'o';
      return { source, subjects: subjectsOf(row), from: isOld ? own : there, to: isOld ? there : own };
    }),
  ];
}

const subjectsOf = (...rows: readonly Found[]): string[] => [
  ...new Set(rows.flatMap(({ subject }) => (subject === null ? [] : [subject]))),
];

type Mark = (row: Found) => string | null;

/**
 * What makes two rows one, the surest first: the key, the natural key, the place where both speak of one subject, of
 * what has keys, the subject alone. A mended day of acceptance is part of its key.
 */
const marksOf = (isKeyed: boolean): Mark[] => [
  ({ key }) => key,
  ({ natural }) => natural,
  ({ subject, file, sheet, row }) => (subject === null ? null : JSON.stringify([subject, file, sheet, row])),
  ...(isKeyed ? [({ subject }: Found) => subject] : []),
];

/** Takes out the rows of one mark on both sides, in their order. */
function pairUp(free: Set<Found>, mark: Mark): [Found, Found][] {
  const now = Map.groupBy(
    Array.from(free).filter((row) => row.side === 'n' && mark(row) !== null),
    mark
  );
  return Array.from(free).flatMap((before): [Found, Found][] => {
    const after = before.side === 'o' && mark(before) !== null ? now.get(mark(before))?.shift() : undefined;
    if (after === undefined) return [];
    free.delete(before);
    free.delete(after);
    return [[before, after]];
  });
}

/** The rejected row of the other side that is the same or has the same key; each answers once. */
function inTurn(rejected: readonly Rejected[]): (row: Found) => Rejected | null {
  const taken = new Set<Rejected>();
  const marks = [
    ({ values }: Found) => JSON.stringify(values),
    ({ key }: Found) => key,
    ({ natural }: Found) => natural,
  ].map((mark) => ({ mark, rows: Map.groupBy(rejected, (row) => `${row.side}${mark(row)}`) }));
  return (row) => {
    for (const { mark, rows } of marks) {
      if (mark(row) === null) continue;
      const other = rows.get(`${row.side === 'o' ? 'n' : 'o'}${mark(row)}`)?.find((each) => !taken.has(each));
      if (other === undefined) continue;
      taken.add(other);
      return other;
    }
    return null;
  };
}

interface Rejected extends Found {
  why: string;
}

/** The rows of a source that do not count, though they could be read, with the check that says why. */
async function rejectedRows(
  open: OpenWorlds,
  worlds: readonly [OpenWorld, OpenWorld],
  source: string,
  columns: Columns
): Promise<Rejected[]> {
  const of = (world: OpenWorld, side: 'o' | 'n') => `
    select s.*, d."check" as why,
    from (${sideQuery(world, source, columns, { side, rows: `${world.alias}.staging.${quoted(source)}`, join: '' })}) as s
    join (
      select source_file, source_sheet, source_row, min("check") as "check"
      from ${world.alias}.resolved.defects
      where source = '${source}' and effect = 'row'
      group by all
    ) as d on d.source_file = s.file and d.source_sheet = s.sheet and d.source_row = s."row"`;
  return open.read<Rejected>(
    worlds[1],
    'rejected',
    `${of(worlds[0], 'o')}\nunion all\n${of(worlds[1], 'n')}\norder by side, file, sheet, "row"`
  );
}

function rowOf({ file, sheet, row, texts, values }: Found, { known }: Columns): SourceRow {
  const shown = known.filter(({ isPrivate }) => !isPrivate).flatMap(({ header }) => [header, `${header}_单位`]);
  return {
    file,
    sheet,
    row,
    texts: Object.fromEntries(
      shown.filter((header) => header in texts).map((header) => [header, texts[header] ?? null])
    ),
    values,
  };
}
