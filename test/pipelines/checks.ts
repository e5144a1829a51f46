import { buildFrom, rowsOf } from '../pipeline/province.ts';
import { application, type Line } from './hand-in.ts';

/** The checks that said something in this process. */
export const checksSeen = new Set<string>();

/** The checks that are tried beside those of single cells: what they say is of one row beside another. */
export const betweenRows: readonly string[] = [
  'duplicate_key',
  'id_spelling',
  'identical_row',
  'like_id',
  'other_applicant',
  'running_number',
  'same_key',
  'total_does_not_foot',
  'two_names',
];

/**
 * What the checks say of files, in the order of files, rows and
 * checks: `file row column value | check effect | problem | fix`.
 */
export async function defectsOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  { asOf = null }: { asOf?: string | null } = {}
): Promise<string[]> {
  const build = await buildFrom(files, { upTo: 'checks', asOf });
  const defects = await rowsOf(
    build,
    'from checks.defects order by source_file, source_sheet, source_row, "check", "column"'
  );
  build.close();
  for (const { check } of defects) checksSeen.add(check as string);
  return defects.map(
    (d) => `${d.source_file} ${d.source_row} ${d.column} ${d.value} | ${d.check} ${d.effect} | ${d.problem} | ${d.fix}`
  );
}

export const code = '91350100M000100Y43';
export const good = (id: string, changed: Line = {}) => application(id, { 统一社会信用代码: code, ...changed });
