/** A text as SQL writes it. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A file as DuckDB names it where patterns are understood: `[0-9]` in the name of a folder is no choice of digits. */
export const fileLiteral = (path: string): string => literal(path.replace(/[*?[\]]/g, '[$&]'));

/** The rows of a Parquet file, in SQL; a folder that is called `year=1` is no column of theirs. */
export const parquetRows = (path: string): string => `read_parquet(${fileLiteral(path)}, hive_partitioning = false)`;
