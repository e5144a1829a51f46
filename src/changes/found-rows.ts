import type { OpenWorld } from './pair.ts';
import { quoted } from './quoted.ts';
import type { SourceColumn } from './source-row.ts';

/** What is known of a source on both sides. */
export interface Columns {
  known: readonly SourceColumn[];
  names: readonly string[];
}

/** Of one side what its rows are about, where they lie and what stands in them. */
export function sideQuery(
  { alias }: OpenWorld,
  source: string,
  { names }: Columns,
  { rows, side, join }: { rows: string; side: 'o' | 'n'; join: string }
): string {
  const subject = names.includes('project_id')
    ? `'project:' || v.project_id`
    : names.includes('batch') && names.includes('city')
      ? `concat_ws(':', '${source.replace(/s$/, '')}', v.batch, v.city)`
      : 'null';
  return `
  select
    '${side}' as side, ${subject} as subject, v.source_file as file, v.source_sheet as sheet, v.source_row as "row",
    k.row_key as key, k.natural_key as natural,
    to_json(t) as texts,
    to_json({${names.map((name) => `${quoted(name)}: v.${quoted(name)}`).join(', ')}}) as "values",
  from ${rows} as v
  ${join}
  join ${alias}.sources.${quoted(source)} as t
    on t.source_file = v.source_file and t.source_sheet = v.source_sheet and t.source_row = v.source_row
  left join ${alias}.staging.rows as k
    on k.source = '${source}' and k.source_file = v.source_file and k.source_sheet = v.source_sheet and k.source_row = v.source_row`;
}

export function foundQuery(from: OpenWorld, to: OpenWorld, source: string, columns: Columns): string {
  const of = (world: OpenWorld, side: 'o' | 'n') =>
    sideQuery(world, source, columns, {
      side,
      rows: `${world.alias}.validated.${quoted(source)}`,
      join: `join temp.rest as r on r.side = '${side}' and not r.is_equal and r.source_file = v.source_file and r.source_sheet = v.source_sheet and r.source_row = v.source_row`,
    });
  return `${of(from, 'o')}\nunion all\n${of(to, 'n')}\norder by side, file, sheet, "row"`;
}
