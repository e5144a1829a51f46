import { filesOf } from '#pipeline';
import type { Receipt } from '#spec';
import { columnsIn } from './columns-in.ts';
import { foundQuery } from './found-rows.ts';
import type { OpenWorld, OpenWorlds } from './pair.ts';
import { paired } from './paired-rows.ts';
import { quoted } from './quoted.ts';
import type { DifferingRow, Found, SourceColumn } from './source-row.ts';

export type { DifferingRow, SourceColumn, SourceRow } from './source-row.ts';

export interface RowDifferences {
  rows: DifferingRow[];
  /** Rows whose text is another and whose value is not. */
  respelled: number;
  columns: ReadonlyMap<string, readonly SourceColumn[]>;
}

/**
 * The rows that count and whose value differs between two worlds of one content. A row of the same bytes in the same
 * place is the same, one of the same values in another place or spelling too; what is left is paired by key, then by
 * natural key. Rows that count on one side alone are looked for among those that were rejected on the other.
 */
export async function differingRows(
  open: OpenWorlds,
  [from, to]: readonly [OpenWorld, OpenWorld],
  receipts: readonly [Receipt, Receipt],
  /** Of one project alone: sources that know no project are left out. */
  only: string | null = null
): Promise<RowDifferences> {
  await open.read(to, 'files', sameFilesQuery, { files: JSON.stringify(sameFiles(...receipts)) });
  const sources = await open.read<{ source: string }>(
    to,
    'sources',
    `select distinct source from sources.contracts semi join ${from.alias}.sources.contracts as o using (source) order by source`
  );
  const columns = await contractsOf(open, to);
  const typed = await columnsIn(open);
  const namesOf = (source: string): string[] => {
    const [old, now] = [from, to].map(({ alias }) => typed.get(`${alias}.validated.${source}`) ?? new Set<string>());
    return Array.from(old!).filter((name) => now!.has(name) && !places.includes(name));
  };
  const asked = sources.flatMap(({ source }) =>
    only === null || namesOf(source).includes('project_id') ? [source] : []
  );
  const touched = await touchedSources(open, [from, to], asked);
  const rows: DifferingRow[] = [];
  let respelled = 0;
  for (const source of asked.filter((each) => touched.has(each))) {
    const [known, names] = [columns.get(source) ?? [], namesOf(source)];
    await open.read(to, 'rows', restQuery([from, to], source, names, only), only === null ? {} : { only });
    const [counted] = await open.read<{ n: number }>(to, 'respelled', respelledQuery(from, to, source, known));
    respelled += counted?.n ?? 0;
    const found = await open.read<Found>(to, 'rows', foundQuery(from, to, source, { known, names }));
    rows.push(...(await paired(open, [from, to], source, { found, known, names })));
  }
  return { rows, respelled, columns };
}

/** Where a row stands. */
const places: readonly string[] = ['source_file', 'source_sheet', 'source_row'];

/** The columns of each source, in their order. */
async function contractsOf(open: OpenWorlds, world: OpenWorld): Promise<Map<string, SourceColumn[]>> {
  const rows = await open.read<SourceColumn & { source: string }>(
    world,
    'contracts',
    `select source, name, header, is_private as "isPrivate" from sources.contracts order by source, position`
  );
  const bySource = Map.groupBy(rows, ({ source }) => source);
  return new Map(
    Array.from(bySource, ([source, all]) => [source, all.map(({ source: _, ...column }): SourceColumn => column)])
  );
}

/** The sources of which anything may be another, with the files in which: `temp.touched`. */
async function touchedSources(
  open: OpenWorlds,
  pair: readonly [OpenWorld, OpenWorld],
  sources: readonly string[]
): Promise<ReadonlySet<string>> {
  if (sources.length === 0) return new Set();
  const queries = sources.map((source) => touchedQuery(pair, source));
  await open.read(pair[1], 'touched', `create or replace temp table touched as ${queries.join('\nunion all\n')}`);
  const touched = await open.read<{ source: string }>(pair[1], 'touched', 'select distinct source from temp.touched');
  return new Set(touched.map(({ source }) => source));
}

/** Files of the same bytes, by what they are called on either side; of the same name first. */
function sameFiles(before: Receipt, after: Receipt): { before: string; after: string }[] {
  const [old, now] = [filesOf(before), filesOf(after)];
  const free = new Map(old.map((file) => [file.path, file.sha256]));
  const pairs: { before: string; after: string }[] = [];
  for (const { path, sha256 } of now)
    if (free.get(path) === sha256) {
      pairs.push({ before: path, after: path });
      free.delete(path);
    }
  const taken = new Set(pairs.map(({ after: path }) => path));
  for (const { path, sha256 } of now.filter((file) => !taken.has(file.path))) {
    const twin = Array.from(free).find(([, hash]) => hash === sha256);
    if (twin === undefined) continue;
    pairs.push({ before: twin[0], after: path });
    free.delete(twin[0]);
  }
  return pairs;
}

const sameFilesQuery = `create or replace temp table same_files as
  select unnest(from_json($files::json, '[{"before": "VARCHAR", "after": "VARCHAR"}]'), recursive := true)`;

const contentOf = (names: readonly string[], alias: string): string =>
  `to_json({${names.map((name) => `${quoted(name)}: ${alias}.${quoted(name)}`).join(', ')}})::varchar`;

/**
 * The files of a source of which the rows that count are not in the same places on both sides, or whose bytes are
 * others: in all other files nothing is another. Places are compared by two sums of their hashes.
 */
function touchedQuery([from, to]: readonly [OpenWorld, OpenWorld], source: string): string {
  const placesOf = (alias: string) =>
    `count(*) as n, sum(hash(${alias}.source_sheet, ${alias}.source_row)) as one, bit_xor(hash(${alias}.source_sheet, ${alias}.source_row)) as other`;
  return `
  select '${source}' as source, o.file as before, n.file as after
  from (
    select o.source_file as file, s.after, ${placesOf('o')}
    from ${from.alias}.validated.${quoted(source)} as o
    left join temp.same_files as s on s.before = o.source_file
    group by all
  ) as o
  full join (
    select n.source_file as file, ${placesOf('n')} from ${to.alias}.validated.${quoted(source)} as n group by all
  ) as n
    on n.file = o.after
  where o.file is null or n.file is null or (o.n, o.one, o.other) is distinct from (n.n, n.one, n.other)`;
}

/** The rows of a source that are not the same bytes in the same place, those of one value told by `is_equal`. */
const restQuery = (
  [from, to]: readonly [OpenWorld, OpenWorld],
  source: string,
  names: readonly string[],
  only: string | null
): string => `
  create or replace temp table rest as
  with old_rows as (
    select o.*, s.after
    from ${from.alias}.validated.${quoted(source)} as o
    left join temp.same_files as s on s.before = o.source_file
    where o.source_file in (select before from temp.touched where source = '${source}')${only === null ? '' : ' and o.project_id = $only'}
  ),
  old_rest as (
    select 'o' as side, o.source_file, o.source_sheet, o.source_row, ${contentOf(names, 'o')} as content
    from old_rows as o
    anti join ${to.alias}.validated.${quoted(source)} as n
      on n.source_file = o.after and n.source_sheet = o.source_sheet and n.source_row = o.source_row
  ),
  new_rest as (
    select 'n' as side, n.source_file, n.source_sheet, n.source_row, ${contentOf(names, 'n')} as content
    from ${to.alias}.validated.${quoted(source)} as n
    anti join old_rows as o
      on n.source_file = o.after and n.source_sheet = o.source_sheet and n.source_row = o.source_row
    where n.source_file in (select after from temp.touched where source = '${source}')${only === null ? '' : ' and n.project_id = $only'}
  ),
  numbered as (
    select *, row_number() over (partition by side, content order by source_file, source_sheet, source_row) as nth
    from (from old_rest union all from new_rest)
  )
  select a.*, b.source_file as twin_file, b.source_sheet as twin_sheet, b.source_row as twin_row, b.side is not null as is_equal,
  from numbered as a
  left join numbered as b on b.content = a.content and b.nth = a.nth and b.side <> a.side`;

const textOf = (known: readonly SourceColumn[], alias: string): string =>
  `concat_ws(chr(31), ${known.map(({ header }) => `coalesce(${alias}.${quoted(header)}, '')`).join(', ') || "''"})`;

const respelledQuery = (from: OpenWorld, to: OpenWorld, source: string, known: readonly SourceColumn[]): string => `
  select count(*)::integer as n
  from temp.rest as r
  join ${to.alias}.sources.${quoted(source)} as n
    on n.source_file = r.source_file and n.source_sheet = r.source_sheet and n.source_row = r.source_row
  join ${from.alias}.sources.${quoted(source)} as o
    on o.source_file = r.twin_file and o.source_sheet = r.twin_sheet and o.source_row = r.twin_row
  where r.side = 'n' and r.is_equal and ${textOf(known, 'n')} <> ${textOf(known, 'o')}`;
