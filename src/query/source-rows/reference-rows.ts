import { rowsOf, type QueryContext } from '../context.ts';
import type { RowLocation, SourceRow } from '#spec';

/** The rows of data/reference at these locations, every cell as it is written. */
export async function referenceRowsAt(context: QueryContext, locations: readonly RowLocation[]): Promise<SourceRow[]> {
  if (locations.length === 0) return [];
  const files = await rowsOf(context, 'reference', {
    sql: 'select name, source_file, sha256 from sources.reference',
  });
  const found = files.map(async ({ name, source_file: file, sha256 }) => {
    const rows = locations.filter((each) => each.file === file).map(({ row }) => row);
    if (rows.length === 0) return [];
    const read = await rowsOf(context, `rows of ${String(file)}`, {
      sql: `from raw."${String(name)}" where source_file = $file and source_row in (${rows.join(', ')})`,
      values: { file: String(file) },
    });
    return read.map(({ source_row: row, source_file: _file, ...cells }) => ({
      source: String(name),
      title: '参考数据',
      file: String(file),
      sheet: '',
      row: Number(row),
      sha256: String(sha256),
      state: 'loaded' as const,
      cells: Object.entries(cells)
        .filter(([header]) => header !== 'notice' || !isOfNotice(String(file)))
        .map(([header, value]) => ({
          name: header,
          header,
          value: value === null ? null : String(value),
          isPrivate: false,
        })),
    }));
  });
  return (await Promise.all(found)).flat();
}

/** What lies in the folder of a notice does not write which one it is of. */
const isOfNotice = (file: string): boolean => file.startsWith('data/reference/notices/');
