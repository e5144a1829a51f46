import type { Replacement } from '#spec';
import type { Build } from '#warehouse';

/** So many of what is gone are named; all are counted. */
const named = 12;

/**
 * By pair of `replaced_pairs`, what rows in use of the file before are about and no row that can be used is about any
 * more: the ids of a source that has them. Where the build holds only the files of an upload, the other files of the
 * version before, attached as `before`, count as they are.
 */
export async function goneFrom(
  build: Build,
  ids: ReadonlyMap<string, string>,
  { isPart, superseded }: { isPart: boolean; superseded: boolean }
): Promise<Map<number, NonNullable<Replacement['gone']>>> {
  const there = await build.read<{ source: string }>('gone', inPairs);
  const found = new Map<number, NonNullable<Replacement['gone']>>();
  for (const { source } of there) {
    const column = ids.get(source);
    if (column === undefined) continue;
    for (const { position, count, names } of await build.read<{ position: number; count: number; names: string[] }>(
      'gone',
      query(source, column, { isPart, superseded })
    ))
      found.set(position, { column, count, names });
  }
  return found;
}

const inPairs = `select distinct source
  from before.sources.files f
  join replaced_pairs p on p.before = f.source_file
  where source is not null
  order by source`;

function query(source: string, column: string, { isPart, superseded }: { isPart: boolean; superseded: boolean }) {
  const name = `upper(trim("${column}"))`;
  const used = `from before.sources."${source}"
      ${superseded ? `anti join (from before.resolved.superseded where source = '${source}') using (source_file, source_sheet, source_row)` : ''}
      anti join (select file as source_file, sheet as source_sheet, row as source_row from before.loads.defects where source = '${source}' and effect = 'row') using (source_file, source_sheet, source_row)`;
  return `with wrong as (
      select source_file, source_sheet, source_row from sources.defects where effect = 'row' and source_row is not null
      union
      select source_file, source_sheet, source_row from checks.defects where effect = 'row'
    ),
    used as (
      select source_file, trim("${column}") as shown, ${name} as name
      ${used}
      where coalesce(trim("${column}"), '') <> ''
    ),
    there as (
      select ${name} as name
      from sources."${source}"
      anti join wrong using (source_file, source_sheet, source_row)
      ${isPart ? `union all select name from used anti join replaced_pairs p on p.before = used.source_file` : ''}
    )
    select
      p.position::integer as position,
      count(distinct name)::integer as count,
      to_json(list_sort(list(distinct shown))[:${named}]) as names,
    from used
    join replaced_pairs p on p.before = used.source_file
    anti join (from there where name is not null) using (name)
    group by p.position`;
}
