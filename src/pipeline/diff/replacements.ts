import type { Replacement } from '#spec';
import type { Build } from '#warehouse';
import { emptiedColumns } from './emptied.ts';
import { goneFrom } from './gone.ts';
import { heldBack } from './held.ts';
import { takenFrom } from './takes.ts';

/** A file of a build and the one of the version before that it stands for. */
export interface FilePair {
  now: string | null;
  before: string | null;
  /** It may take the place of any row, whoever handed that in: what it empties is told of all. */
  isWhole?: boolean;
  /** Where it may not: the files of the version before that are of the same account, or of its scope. */
  own?: readonly string[];
}

/** So many rows of a file are shown; all are counted. */
const shown = 60;
const cellsShown = 6;

/**
 * What files do to the rows of those that they stand for: which go, stay and come, compared cell by cell as handed in.
 * The version before is attached as `before`. A file that is about none of what the other one is about is doubted.
 * `isPart`: the build holds those files alone, and not the others of the version.
 */
export async function replacementsOf(
  build: Build,
  pairs: readonly FilePair[],
  { isPart = false }: { isPart?: boolean } = {}
): Promise<Replacement[]> {
  if (pairs.length === 0) return [];
  const sources = await sourcesIn(build);
  await build.run('replaced pairs', pairsTable, {
    pairs: JSON.stringify(
      pairs.map(({ isWhole = false, own = [], ...pair }) => ({ ...pair, is_whole: isWhole, own: isWhole ? [] : own }))
    ),
  });
  await build.run(
    'replaced rows',
    `create or replace temp table replaced_rows as ${sources.flatMap((source) => [rowsOf(source, 'now'), rowsOf(source, 'before')]).join('\nunion all\n')}`
  );
  await build.run('replaced', differences);
  // What does not come is none of what comes.
  const held = pairs.every(({ now, isWhole = false }) => now === null || isWhole) ? null : await heldBack(build);
  if (held !== null) await build.run('replaced', withoutHeld);
  const counts = await build.read<Counts>('replaced', countsQuery);
  const rows = await build.read<Row>('replaced', rowsQuery);
  const wrong = new Map(
    (await build.read<{ file: string; rows: number }>('replaced', wrongQuery)).map(({ file, rows }) => [file, rows])
  );
  const superseded = (await build.read('replaced', isSettled)).length > 0;
  const emptied = Map.groupBy(await emptiedColumns(build, superseded), ({ position }) => position);
  const takes = await takenFrom(build, superseded);
  const ids = new Map(sources.flatMap(({ source, id }) => (id === null ? [] : [[source, id] as const])));
  const gone = await goneFrom(build, ids, { isPart, superseded });
  for (const table of ['pairs', 'rows', 'states']) await build.run('replaced', `drop table replaced_${table}`);
  if (held !== null) await build.run('replaced', 'drop table held_rows');
  return counts.map(({ position, now, before, ...count }) => ({
    file: now,
    replaces: before,
    goes: count.goes,
    stays: count.stays,
    comes: count.comes,
    ...(now !== null && wrong.has(now) ? { rejected: wrong.get(now)! } : {}),
    ...(held?.has(position) ? { held: held.get(position)! } : {}),
    ...(emptied.has(position) ? { empties: emptied.get(position)!.map(({ column, rows }) => ({ column, rows })) } : {}),
    ...(takes.has(position) ? { takes: takes.get(position)! } : {}),
    ...(gone.has(position) ? { gone: gone.get(position)! } : {}),
    doubt: before !== null && now !== null ? doubtOf({ now, before, ...count }) : null,
    rows: rows
      .filter((row) => row.position === position)
      .map(({ state, sheet, row, cells }) => ({ state, sheet, row, cells })),
  }));
}

/** Whether the version before says which rows are not in use: content may be without. */
const isSettled = `from duckdb_tables()
  where database_name = 'before' and schema_name = 'resolved' and table_name = 'superseded'`;

const withoutHeld = `delete from replaced_states
  where side = 'now' and not stays and (position, sheet, row) in (select position, source_sheet, source_row from held_rows)`;

/** By file, how many of its rows something is wrong with that keeps them out. */
const wrongQuery = `select source_file as file, count(distinct source_sheet || ' ' || source_row)::integer as rows
  from (
    select source_file, source_sheet, source_row from sources.defects where effect = 'row' and source_row is not null
    union
    select source_file, source_sheet, source_row from checks.defects where effect = 'row'
  )
  group by source_file`;

interface Counts {
  position: number;
  now: string | null;
  before: string | null;
  goes: number;
  stays: number;
  comes: number;
  common: number;
  oldNames: number;
  newNames: number;
  oldPlaces: string[];
  newPlaces: string[];
}

interface Row {
  position: number;
  state: 'goes' | 'comes';
  sheet: string;
  row: number;
  cells: string[];
}

function doubtOf({
  now,
  before,
  goes,
  comes,
  common,
  oldNames,
  newNames,
  oldPlaces,
  newPlaces,
}: Omit<Counts, 'position' | 'stays' | 'now' | 'before'> & { now: string; before: string }): string | null {
  if (oldNames === 0 || newNames === 0 || common > 0) return null;
  const of = (places: readonly string[]) => (places.length > 0 ? `（${places.join('、')}）` : '');
  return `${now} 有 ${comes} 行${of(newPlaces)}，现有的 ${before} 有 ${goes} 行${of(oldPlaces)}，两份说的不是同样的项目或单位`;
}

interface SourceColumns {
  source: string;
  /** Headers that both versions know. */
  headers: string[];
  /** What its rows are about. */
  names: string[];
  /** Where and when: what tells a person whose file it is. */
  places: string[];
  /** The column of what has an id of its own, if any. */
  id: string | null;
  /** What may be shown. */
  open: string[];
}

async function sourcesIn(build: Build): Promise<SourceColumns[]> {
  const columns = await build.read<{ source: string; header: string; kind: string; isPrivate: boolean }>(
    'replaced',
    `select n.source, n.header, n.kind, n.is_private as "isPrivate"
    from sources.contracts n
    semi join before.sources.contracts o on o.source = n.source and o.header = n.header
    order by n.source, n.position`
  );
  return Array.from(
    Map.groupBy(columns, ({ source }) => source),
    ([source, own]) => {
      const of = (...kinds: string[]) => own.filter(({ kind }) => kinds.includes(kind)).map(({ header }) => header);
      const places = of('city', 'batch');
      const ids = of('id', 'project');
      const names = ids.length > 0 ? ids : of('code');
      return {
        source,
        headers: own.map(({ header }) => header),
        names: names.length > 0 ? names.slice(0, 1) : places,
        places,
        id: own.find(({ header, isPrivate }) => header === ids[0] && !isPrivate)?.header ?? null,
        open: own.filter(({ isPrivate }) => !isPrivate).map(({ header }) => header),
      };
    }
  );
}

const pairsTable = `create or replace temp table replaced_pairs as
  select row_number() over () as position, *
  from (select unnest(from_json($pairs, '[{"now": "varchar", "before": "varchar", "is_whole": "boolean", "own": ["varchar"]}]'), max_depth := 2))`;

function rowsOf({ source, headers, names, places, open }: SourceColumns, side: 'now' | 'before'): string {
  const cell = (header: string) => `trim(coalesce("${header}", ''))`;
  const list = (of: readonly string[]) => (of.length > 0 ? `[${of.map(cell).join(', ')}]` : '[]::varchar[]');
  const catalog = side === 'before' ? 'before.' : '';
  return `select
      p.position, '${side}' as side, source_sheet as sheet, source_row as row,
      md5(concat_ws(chr(31), '${source}', ${headers.map(cell).join(', ')})) as hash,
      nullif(upper(concat_ws(' ', ${names.map(cell).join(', ') || "''"})), '') as name,
      list_filter(${list(places)}, lambda place: place <> '') as places,
      list_filter(${list(open)}, lambda each: each <> '')[:${cellsShown}] as cells
    from ${catalog}sources."${source}"
    join replaced_pairs p on p.${side} = source_file`;
}

/** Of rows that are alike as many stay as both files have. */
const differences = `create or replace temp table replaced_states as
  with numbered as (
    select *, row_number() over (partition by position, side, hash order by sheet, row) as nth
    from replaced_rows
  )
  select n.*, o.nth is not null as stays
  from numbered n
  left join numbered o on o.position = n.position and o.hash = n.hash and o.nth = n.nth and o.side <> n.side`;

const countsQuery = `select
    p.position::integer as position,
    any_value(p.now) as now,
    any_value(p.before) as before,
    (count(*) filter (side = 'before' and not s.stays))::integer as goes,
    (count(*) filter (side = 'now' and s.stays))::integer as stays,
    (count(*) filter (side = 'now' and not s.stays))::integer as comes,
    len(list_intersect(
      coalesce(list(distinct name) filter (side = 'before' and name is not null), []),
      coalesce(list(distinct name) filter (side = 'now' and name is not null), [])
    ))::integer as common,
    (count(distinct name) filter (side = 'before'))::integer as "oldNames",
    (count(distinct name) filter (side = 'now'))::integer as "newNames",
    to_json(list_sort(list_distinct(flatten(coalesce(list(places) filter (side = 'before'), []))))[:4]) as "oldPlaces",
    to_json(list_sort(list_distinct(flatten(coalesce(list(places) filter (side = 'now'), []))))[:4]) as "newPlaces"
  from replaced_pairs p
  left join replaced_states s using (position)
  group by p.position
  order by p.position`;

const rowsQuery = `select position::integer as position, if(side = 'now', 'comes', 'goes') as state, sheet, row::integer as row, to_json(cells) as cells
  from replaced_states
  where not stays
  qualify row_number() over (partition by position, side order by sheet, row) <= ${shown}
  order by position, side, sheet, row`;
