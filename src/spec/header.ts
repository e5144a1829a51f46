import { readHeader } from './content/header.ts';

/** The `-- key: value` lines that open a .sql file, and the SQL itself, which still holds them. */
export interface SqlFile {
  header: Readonly<Record<string, string>>;
  sql: string;
}

/** Reads the header of a .sql file. A line that is no `-- key: value` ends it; a key said twice is an Error. */
export function parseSqlFile(name: string, text: string): SqlFile {
  const header: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const { key, value } of readHeader(text)) {
    if (key in header) throw new Error(`${name}: header says ${key} twice`);
    header[key] = value;
  }
  return { header, sql: text.replace(/^\uFEFF/, '') };
}
