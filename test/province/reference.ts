import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';

/** Where reference data is read: that of this project, or of the invented province that is being written. */
export const referenceFolder = (): string =>
  process.env.BAIJING_REFERENCE ?? join(import.meta.dirname, '../../data/reference');

/** The rows of `data/reference/<name>.csv`, `notices/2025/tasks` for one; every column named must be there. */
export function reference<const C extends string>(name: string, columns: readonly C[]): Record<C, string>[] {
  const text = readFileSync(join(referenceFolder(), `${name}.csv`), 'utf8');
  const { data, meta, errors } = Papa.parse<Record<C, string>>(text.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: true,
  });
  const [error] = errors;
  if (error) throw new Error(`data/reference/${name}.csv: ${error.message} (row ${error.row ?? '?'})`);
  for (const column of columns) {
    if (!meta.fields?.includes(column))
      throw new Error(`data/reference/${name}.csv: missing column ${column} (found ${meta.fields?.join(', ')})`);
  }
  return data;
}
