/** A column of a source, as its contract names it. */
export interface Column {
  /** The canonical header, in Chinese, without a unit. */
  header: string;
  aliases?: readonly string[];
  /** How its cells read: the name of a file in pipelines/parsers. */
  kind: string;
  /** The values that a `choice` may take. */
  of?: readonly string[];
  /** A file without this column is refused. */
  required?: true;
  /** A row without a readable value here is refused; elsewhere an unreadable cell becomes unknown. */
  essential?: true;
  /** Personal: what it holds never leaves the warehouse. */
  private?: true;
  /** What to tell the clerk who fills it in. */
  note?: string;
}

/** A kind of file that people hand in. The file's name in pipelines/sources is the source's name. */
export interface Source {
  title: string;
  /** How names of such files begin, in any letter case, before the header is looked at. */
  files: readonly string[];
  /** The key is the column's name from `staging` on. */
  columns: Readonly<Record<string, Column>>;
  /**
   * The columns that identify a row. A later file's row supersedes the earlier one; within one file two rows of one key
   * are a defect of both. Without a key, only a row that is the same in every cell supersedes, and only from a later file.
   */
  key?: readonly string[];
}

export function defineSource<const S extends Source>(source: S): S {
  return source;
}
