import type { Defect, FileRow, RowLocation } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import { placeholders } from '../lists.ts';
import { keyOf } from './source-rows.ts';
import { maskOf } from '../loads/receipt.ts';

/** Why a row is as it is: what was found in it, and which row of which file took its place. */
export type Reasons = Pick<FileRow, 'defects' | 'supersededBy'>;

/** The reasons of rows of one sheet, by `keyOf` where they stand; none where there is nothing to tell. */
export async function readReasons(
  context: QueryContext,
  source: string,
  rows: readonly (RowLocation & { state: string })[]
): Promise<Map<string, Reasons>> {
  const reasons = new Map<string, Reasons>();
  const [first] = rows;
  if (!first) return reasons;
  const { file, sheet } = first;
  const at = (row: unknown) => keyOf({ file, sheet, row: Number(row) });
  const reasonsOf = (row: unknown) =>
    reasons.get(at(row)) ?? (reasons.set(at(row), { defects: [], supersededBy: null }).get(at(row)) as Reasons);
  const mask = await maskOf(context);
  const numbers = placeholders(
    'row',
    rows.map(({ row }) => row)
  );
  const defects = await rowsOf<Defect>(context, 'defects', {
    sql: `${defectsQuery} and row in (${numbers.names}) order by position`,
    values: { ...numbers.values, file, sheet },
  });
  for (const defect of defects) reasonsOf(defect.row).defects.push(mask(defect));
  const gone = placeholders(
    'row',
    rows.flatMap(({ row, state }) => (state === 'superseded' ? [row] : []))
  );
  if (gone.names === '') return reasons;
  const found = await rowsOf<{ gone: number } & NonNullable<Reasons['supersededBy']>>(context, 'superseded', {
    sql: supersededQuery(gone.names),
    values: { ...gone.values, source, file, sheet },
  });
  for (const { gone: row, ...by } of found) reasonsOf(row).supersededBy = by;
  return reasons;
}

const defectsQuery = `
  select "check", source, file, sheet, row, "column", value, problem, fix, effect
  from loads.defects
  where file = $file and sheet = $sheet`;

/** Of the rows with the same key the one that is used. */
const supersededQuery = (numbers: string): string => `
  with gone as (
    select row_key, source_row
    from staging.rows
    where source = $source and source_file = $file and source_sheet = $sheet and source_row in (${numbers})
  ),
  used as (
    select r.row_key, r.source_file, r.source_sheet, r.source_row, f.sha256, f.file_order
    from (from staging.rows where source = $source and row_key in (select row_key from gone)) as r
    anti join resolved.dropped as d
      on d.source = $source and d.source_file = r.source_file and d.source_sheet = r.source_sheet and d.source_row = r.source_row
    join sources.files as f on f.source_file = r.source_file and f.source_sheet = r.source_sheet
  )
  select g.source_row as gone, u.source_file as file, u.source_sheet as sheet, u.source_row as row, u.sha256
  from gone as g
  join used as u using (row_key)
  qualify row_number() over (partition by g.source_row order by u.file_order desc, u.source_sheet, u.source_row) = 1`;
