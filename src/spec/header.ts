/** The `-- key: value` lines that open a .sql file, and the SQL itself, which still holds them. */
export interface SqlFile {
  header: Readonly<Record<string, string>>;
  sql: string;
}

/** Reads the header of a .sql file. A line that is no `-- key: value` ends it; a key said twice is an Error. */
export function parseSqlFile(name: string, sql: string): SqlFile {
  const header: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const line of sql.split('\n')) {
    const match = /^-- ([a-z0-9_]+): (.*)$/.exec(line.trimEnd());
    if (!match) break;
    const [, key, value] = match as unknown as [string, string, string];
    if (key in header) throw new Error(`${name}: header says ${key} twice`);
    header[key] = value;
  }
  return { header, sql };
}
