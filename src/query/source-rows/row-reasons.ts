import type { Defect, FileRow, RowLocation } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import { placeholders } from '../lists.ts';
import { keyOf } from './source-rows.ts';
import { maskOf } from '../loads/receipt.ts';
import { defectsWithin, wordsWithin } from '../loads/within.ts';
import { reachValues, type Reach } from './reach.ts';

/** Why a row is as it is: what was found in it, and which row of which file took its place. */
export type Reasons = Pick<FileRow, 'defects' | 'supersededBy'>;

/** The reasons of rows of one sheet, by `keyOf` where they stand; none where there is nothing to tell. */
export async function readReasons(
  context: QueryContext,
  reach: Reach | null,
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
  const [mask, told] = [await maskOf(context), await wordsWithin(context, reach)];
  const numbers = placeholders(
    'row',
    rows.map(({ row }) => row)
  );
  const defects = await rowsOf<Defect>(context, 'defects', {
    sql: `${defectsQuery(reach, source)} and row in (${numbers.names}) order by position`,
    values: { ...numbers.values, ...reachValues(reach), file, sheet },
  });
  for (const defect of defects) reasonsOf(defect.row).defects.push(mask(told(defect)));
  const gone = placeholders(
    'row',
    rows.flatMap(({ row, state }) => (state === 'superseded' ? [row] : []))
  );
  if (gone.names === '') return reasons;
  const found = await rowsOf<{ gone: number } & NonNullable<Reasons['supersededBy']>>(context, 'superseded', {
    sql: supersededQuery(gone.names),
    values: { ...gone.values, source, file, sheet },
  });
  for (const { gone: row, ...by } of found)
    if (reach === null || reach.own.has(by.file)) reasonsOf(row).supersededBy = by;
  return reasons;
}

const defectsQuery = (reach: Reach | null, source: string): string => `
  select "check", source, file, sheet, row, "column", value, problem, fix, effect${reach === null ? '' : ', is_plain'}
  from ${defectsWithin(reach, 'defects', source)}
  where file = $file and sheet = $sheet`;

/** Which row of which file, or which file as a whole, took their place. */
const supersededQuery = (numbers: string): string => `
  select s.source_row as gone, s.by_file as file, coalesce(s.by_sheet, '') as sheet, s.by_row as row, f.sha256, s.reason
  from resolved.superseded as s
  join (select source_file, min(sha256) as sha256 from sources.files group by source_file) as f on f.source_file = s.by_file
  where s.source = $source and s.source_file = $file and s.source_sheet = $sheet and s.source_row in (${numbers})`;
