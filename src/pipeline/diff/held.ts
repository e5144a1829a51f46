import type { Replacement } from '#spec';
import type { Build } from '#warehouse';

type Held = NonNullable<Replacement['held']>;

/**
 * By pair of `replaced_pairs` of an account of a scope, how many of its rows are there already in files that it may not
 * take the place of, so that they will not be taken: by their key or by all that they say. How many of these say the
 * very same, and how many the division handed in. Rows that cannot be used anyway are not counted. Leaves them in
 * `held_rows`; the version before is attached as `before`.
 */
export async function heldBack(build: Build): Promise<Map<number, Held>> {
  await build.run('held', heldRows);
  const there = await build.read<{ source: string; headers: string }>('held', sources);
  const found = new Map<number, Held>();
  for (const { source, headers } of there)
    for (const { position, ...held } of await build.read<Held & { position: number }>(
      'held',
      query(source, JSON.parse(headers) as string[])
    )) {
      const sum = found.get(position);
      found.set(position, {
        rows: held.rows + (sum?.rows ?? 0),
        same: held.same + (sum?.same ?? 0),
        division: held.division + (sum?.division ?? 0),
      });
    }
  return found;
}

const place = 'source, source_file, source_sheet, source_row';

/** Rows of both sides that can be used; of those that stand after the file that one stands for nothing is said here. */
const heldRows = `create or replace temp table held_rows as
  with wrong as (
    select ${place} from sources.defects where effect = 'row' and source_row is not null
    union
    select ${place} from checks.defects where effect = 'row'
  ),
  now as (
    select p.position, p.own, o.file_order as until, r.*
    from staging.rows as r
    join replaced_pairs as p on p.now = r.source_file and not p.is_whole
    left join (select distinct source_file as file, file_order from before.sources.files) as o on o.file = p.before
    anti join wrong using (${place})
  ),
  there as (
    select r.*, f.file_order, r.source_file not in (select source_file from before.sources.owned) as of_division
    from before.staging.rows as r
    join (select distinct source_file, file_order from before.sources.files) as f using (source_file)
    anti join (select ${place} from before.checks.defects where effect = 'row') using (${place})
    where exists (from now)
  ),
  met as (
    select n.*, t.source_file as other_file, t.source_sheet as other_sheet, t.source_row as other_row, t.file_order, t.of_division
    from now as n
    join there as t on t.source = n.source and t.row_key = n.row_key
    union
    select n.*, t.source_file, t.source_sheet, t.source_row, t.file_order, t.of_division
    from now as n
    join there as t on t.source = n.source and t.natural_key = n.natural_key
    union
    select n.*, t.source_file, t.source_sheet, t.source_row, t.file_order, t.of_division
    from now as n
    join there as t on t.source = n.source and t.pending_key = n.pending_key and t.is_pending
  )
  select position, ${place}, other_file, other_sheet, other_row, of_division
  from met
  where not list_contains(own, other_file) and (until is null or file_order < until)`;

/** Of each source that has such rows, the columns that both versions know. */
const sources = `select n.source, to_json(list(n.header order by n.position))::varchar as headers
  from sources.contracts as n
  semi join before.sources.contracts as o on o.source = n.source and o.header = n.header
  semi join held_rows as h on h.source = n.source
  group by n.source
  order by n.source`;

function query(source: string, headers: readonly string[]): string {
  const whole = (side: string) =>
    `concat_ws(chr(31), ${headers.map((header) => `trim(coalesce(${side}."${header}", ''))`).join(', ')})`;
  return `with each as (
      select
        h.position,
        h.source_file,
        h.source_sheet,
        h.source_row,
        bool_or(${whole('n')} = ${whole('o')}) as is_same,
        bool_or(h.of_division) as of_division,
      from held_rows as h
      join sources."${source}" as n
        on n.source_file = h.source_file and n.source_sheet = h.source_sheet and n.source_row = h.source_row
      join before.sources."${source}" as o
        on o.source_file = h.other_file and o.source_sheet = h.other_sheet and o.source_row = h.other_row
      where h.source = '${source}'
      group by all
    )
    select
      position::integer as position,
      count(*)::integer as rows,
      count_if(is_same)::integer as same,
      count_if(of_division)::integer as division,
    from each
    group by position`;
}
