/** A part of a query as DuckDB's own parser tells it (`json_serialize_sql`). */
export type Node = Readonly<Record<string, unknown>>;

/** What is not said otherwise for ClickHouse yet: the kind of thing, and how the query calls it. */
export class Unported extends Error {
  constructor(what: string, name: string) {
    super(`no ClickHouse for ${what} ${name}`);
    this.name = 'Unported';
  }
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One that must be there. */
export function nodeOf(value: unknown): Node {
  if (!isNode(value)) throw new Unported('a part that is not there', String(value));
  return value;
}

export const nodesOf = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export const namesOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** A map as DuckDB tells it: entries of key and value. */
export const entriesOf = (value: unknown): [string, unknown][] =>
  nodesOf(isNode(value) ? value.map : value).map(({ key, value: entry }) => [String(key), entry]);

/** A name that is no word of the language. */
export const quoted = (name: string): string => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;

/** A text as a literal. */
export const literal = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** How a query is written again: each part by what knows it, any of which may hold any other. */
export interface Writing {
  expression(node: unknown): string;
  /** A `select`, or several put together, without brackets. */
  statement(node: unknown): string;
  /** The relation that a table is read from, in brackets, and its columns where they are known. */
  table(table: TableName): Relation;
  /** The relations of `with` that can be read here, with the names of their columns, where they are known. */
  made: ReadonlyMap<string, readonly string[] | null>;
}

export interface TableName {
  catalog: string;
  schema: string;
  name: string;
  /** Whether the place of each row is asked for too. */
  hasRowid: boolean;
}

export interface Relation {
  sql: string;
  columns: readonly string[] | null;
}
