import type { Replacement } from '#spec';
import type { Build } from '#warehouse';

type Taken = NonNullable<Replacement['takes']>[number];

/**
 * By pair of `replaced_pairs` that stands for no file, the files whose rows in use its rows take the place of by their
 * key: a new file comes last. An account of a scope is told of its own files alone. Of tables whose rows add up nothing
 * is said. The version before is attached as `before`.
 */
export async function takenFrom(build: Build, superseded: boolean): Promise<Map<number, Taken[]>> {
  const columns = await build.read<{ source: string; header: string; isKey: boolean }>('takes', contracts);
  const found = new Map<number, Taken[]>();
  for (const [source, own] of Map.groupBy(columns, ({ source }) => source)) {
    const keys = own.filter(({ isKey }) => isKey).map(({ header }) => header);
    if (keys.length === 0) continue;
    const headers = own.map(({ header }) => header);
    for (const { position, ...taken } of await build.read<Taken & { position: number }>(
      'takes',
      query(source, { keys, headers, superseded })
    ))
      found.set(position, [...(found.get(position) ?? []), taken]);
  }
  return found;
}

/** Of the sources that a new file is of, the columns that both versions know. */
const contracts = `select n.source, n.header, n.is_key as "isKey"
  from sources.contracts n
  semi join before.sources.contracts o on o.source = n.source and o.header = n.header and o.is_key = n.is_key
  where n.source in (select f.source from sources.files f join replaced_pairs p on p.now = f.source_file where p.before is null)
  order by n.source, n.position`;

function query(
  source: string,
  { keys, headers, superseded }: { keys: readonly string[]; headers: readonly string[]; superseded: boolean }
): string {
  const cell = (header: string) => `trim(coalesce("${header}", ''))`;
  const key = `upper(concat_ws(chr(31), ${keys.map(cell).join(', ')}))`;
  const hasKey = keys.map((header) => `${cell(header)} <> ''`).join(' and ');
  const whole = `md5(concat_ws(chr(31), ${headers.map(cell).join(', ')}))`;
  return `with now as (
      select p.position, p.is_whole, p.own, ${key} as key, ${whole} as whole
      from sources."${source}"
      join replaced_pairs p on p.now = source_file
      where ${hasKey} and p.before is null
    ),
    used as (
      select source_file, ${key} as key, ${whole} as whole
      from before.sources."${source}"
      ${superseded ? `anti join (from before.resolved.superseded where source = '${source}') using (source_file, source_sheet, source_row)` : ''}
      where ${hasKey}
        and source_file not in (select before from replaced_pairs where before is not null)
    )
    select n.position::integer as position, u.source_file as file, count(*)::integer as rows, count_if(u.whole <> n.whole)::integer as others
    from now n
    join used u on u.key = n.key and (n.is_whole or list_contains(n.own, u.source_file))
    group by all
    order by position, file`;
}
