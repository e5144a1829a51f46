import type { Build } from '#warehouse';

/** A column in which rows of a file say nothing, where those whose place they take say something. */
export interface Emptied {
  position: number;
  column: string;
  rows: number;
}

/**
 * By pair of `replaced_pairs`, the columns that a file empties: of its rows that have a key, against the rows in use of
 * that key in the file that it stands for, or of a new one, which comes last, in any. Of tables whose rows add up no
 * row takes the place of another for certain: nothing is said. The version before is attached as `before`.
 */
export async function emptiedColumns(build: Build, isSettled: boolean): Promise<Emptied[]> {
  const columns = await build.read<{ source: string; header: string; isKey: boolean }>('emptied', contracts);
  const found: Emptied[] = [];
  for (const [source, own] of Map.groupBy(columns, ({ source }) => source)) {
    const keys = own.filter(({ isKey }) => isKey).map(({ header }) => header);
    const others = own.filter(({ isKey }) => !isKey).map(({ header }) => header);
    if (keys.length === 0 || others.length === 0) continue;
    for (const { position, counts } of await build.read<{ position: number; counts: number[] }>(
      'emptied',
      query(source, keys, others, isSettled)
    ))
      found.push(...counts.flatMap((rows, i) => (rows > 0 ? [{ position, column: others[i]!, rows }] : [])));
  }
  return found;
}

const contracts = `select n.source, n.header, n.is_key as "isKey"
  from sources.contracts n
  semi join before.sources.contracts o on o.source = n.source and o.header = n.header and o.is_key = n.is_key
  order by n.source, n.position`;

function query(source: string, keys: readonly string[], others: readonly string[], isSettled: boolean): string {
  const cell = (header: string) => `trim(coalesce("${header}", ''))`;
  const key = `upper(concat_ws(chr(31), ${keys.map(cell).join(', ')}))`;
  const hasKey = keys.map((header) => `${cell(header)} <> ''`).join(' and ');
  const values = `[${others.map((header) => `${cell(header)} <> ''`).join(', ')}]`;
  return `with now as (
      select p.position, p.before, ${key} as key, ${values} as has
      from sources."${source}"
      join replaced_pairs p on p.now = source_file
      where ${hasKey} and (p.before is not null or p.is_whole)
    ),
    used as (
      select source_file, ${key} as key, ${values} as has
      from before.sources."${source}"
      ${isSettled ? `anti join (from before.resolved.superseded where source = '${source}') using (source_file, source_sheet, source_row)` : ''}
      where ${hasKey}
    )
    select n.position::integer as position, [${others.map((_, i) => `count_if(u.has[${i + 1}] and not n.has[${i + 1}])::integer`).join(', ')}] as counts
    from now n
    join used u on u.key = n.key and (n.before is null or u.source_file = n.before)
    group by n.position
    order by n.position`;
}
