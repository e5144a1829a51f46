import { civilDay } from '#spec';
import type { Build } from '#warehouse';

export interface Load {
  version: string;
  /** Local time with its zone, 2026-11-23T12:00:00+08:00. */
  loadedAt: string;
  /** The day to judge by; null: the civil day of the load. */
  asOf: string | null;
  /** A replay: what happened after this day is not known. A load knows all that was handed in. */
  knownBy?: string | null;
  fingerprint: string;
  /** It is known of a sample, though none of its files says so. */
  isSample?: boolean;
}

/** What the name of a file holds that is not of real projects. */
export const sampleMark = '示例数据';

/** Writes loads.load, the one row that the stages may read about the load they belong to. */
export async function openLoads(
  build: Build,
  { version, loadedAt, asOf, knownBy = null, fingerprint, isSample = false }: Load
): Promise<void> {
  await build.run('loads', 'create schema loads');
  await build.run(
    'loads.load',
    `create table loads.load as
    select $version as version, $loadedAt::timestamp as loaded_at, $asOf::date as as_of, $knownBy::date as known_by, $fingerprint as fingerprint, $isSample as is_sample`,
    // DuckDB would reckon a time with a zone into that of Greenwich.
    {
      version,
      loadedAt: loadedAt.slice(0, 19),
      asOf: asOf ?? civilDay(new Date(loadedAt)),
      knownBy,
      fingerprint,
      isSample,
    }
  );
}

/** Writes what became of every file and row: loads.files and loads.defects; and completes loads.load. */
export async function closeLoads(build: Build): Promise<void> {
  await build.run('loads.files', `create table loads.files as\n${await filesQuery(build)}`);
  await build.run('loads.defects', defectsQuery);
  await build.run(
    'loads.load',
    `update loads.load set is_sample = exists (from loads.files where status = 'loaded' and contains(file, '${sampleMark}'))`
  );
}

async function filesQuery(build: Build): Promise<string> {
  const names = async (sql: string) => (await build.read<{ name: string }>('loads.files', sql)).map(({ name }) => name);
  const sources = await names('select distinct source as name from sources.contracts order by all');
  const tables = await names(`select table_name as name from duckdb_tables() where schema_name = 'validated'`);
  const absent = sources.find((source) => !tables.includes(source));
  if (absent)
    throw new Error(
      `pipelines/staging/${absent}.sql is missing: pipelines/sources/${absent}.ts declares the source ${absent}`
    );
  const validated = sources.map((source) => `select source_file, source_sheet from validated."${source}"`);
  return `with
    validated as (
      ${validated.join('\n      union all\n      ') || 'select null as source_file, null as source_sheet where false'}
    ),
    loaded as (
      select source_file, source_sheet, count(*) as n from validated group by all
    ),
    dropped as (
      select source_file, source_sheet, count(*) filter (why = 'superseded') as superseded, count(*) filter (why = 'rejected') as rejected
      from (
        select source_file, source_sheet, why from resolved.dropped
        union all
        select source_file, source_sheet, what from sources.set_aside where what = 'rejected'
      )
      group by all
    )
    select
      f.source_file as file,
      f.source_sheet as sheet,
      f.sha256,
      f.bytes,
      f.source,
      c.source_title,
      f.encoding,
      f.header_row,
      coalesce(f.unknown_columns::json::varchar[], []) as unknown_columns,
      if(f.status = 'refused', 'refused', 'loaded') as status,
      f.read::integer as read,
      coalesce(l.n, 0)::integer as loaded,
      coalesce(d.superseded, 0)::integer as superseded,
      coalesce(d.rejected, 0)::integer as rejected,
      f.totals::integer as totals,
      f.blank::integer as blank
    from sources.files f
    left join (select distinct source, source_title from sources.contracts) c using (source)
    left join loaded l using (source_file, source_sheet)
    left join dropped d using (source_file, source_sheet)
    order by f.file_order, f.source_sheet`;
}

const defectsQuery = `create table loads.defects as
  with found as (
    select "check", source, source_file, source_sheet, source_row, "column", value, problem, fix, effect from sources.defects
    union all by name
    select "check", source, source_file, source_sheet, source_row, "column", value, problem, fix, effect from resolved.defects
    union all by name
    select "check", source, source_file, source_sheet, source_row, "column", value, problem, fix, effect from warnings.defects
  )
  select
    (row_number() over (
      order by f.file_order nulls first, d.source_file, d.source_sheet, d.source_row nulls first, d."check", d."column"
    ))::integer as position,
    d."check",
    d.source,
    d.source_file as file,
    d.source_sheet as sheet,
    d.source_row as row,
    d."column",
    d.value,
    d.problem,
    d.fix,
    d.effect
  from found d
  left join (select distinct source_file, file_order from sources.files) f using (source_file)
  order by position`;
