import { QueryError, type Reading } from '#warehouse';

/** A relation or table function that a query names, as it names it. */
export interface Mention {
  schema: string;
  name: string;
  isFunction: boolean;
}

/** A query as DuckDB's own parser reads it; what it cannot read is an Error. */
export async function parse(reading: Reading, name: string, sql: string): Promise<unknown> {
  const known = parsed.get(sql);
  if (known !== undefined) return known;
  const result = await reading.read(name, 'select json_serialize_sql($sql::varchar)::varchar as tree', {
    values: { sql },
  });
  const [row] = await result.rows();
  const tree: unknown = JSON.parse(String(row?.tree));
  if (isNode(tree) && tree.error === true) {
    const line = sql.slice(0, Number(tree.position ?? 0)).split('\n').length;
    throw new QueryError(name, sql, new Error(`Parser Error: ${String(tree.error_message)}\n\nLINE ${line}:`));
  }
  parsed.set(sql, tree);
  const [oldest] = parsed.size > 200 ? parsed.keys() : [];
  if (oldest !== undefined) parsed.delete(oldest);
  return tree;
}

/** What was parsed, by its text: that is content, and says the same over every version. Nobody changes a tree. */
const parsed = new Map<string, unknown>();

/** What a query reads, without the names that its `with` makes. */
export function mentionsIn(tree: unknown): Mention[] {
  const mentions = new Map<string, Mention>();
  const made = new Set<string>();
  walk(tree, (node) => {
    if (Array.isArray(node.map)) for (const entry of node.map) if (isNode(entry)) made.add(String(entry.key));
    const mention = mentionOf(node);
    if (mention) mentions.set(`${mention.schema}.${mention.name}`, mention);
  });
  return [...mentions.values()].filter(
    (mention) => mention.schema !== '' || mention.isFunction || !made.has(mention.name)
  );
}

/** The metrics and columns that a query names; `choosing`: those by which it chooses its rows. */
export function namedIn(tree: unknown): { all: Set<string>; choosing: Set<string> } {
  const all = new Set<string>();
  const choosing = new Set<string>();
  const gather = (part: unknown, into: Set<string>) =>
    walk(part, (node) => {
      if (node.class === 'FUNCTION' && node.schema === 'metrics') into.add(String(node.function_name));
      if (node.class === 'COLUMN_REF' && Array.isArray(node.column_names)) into.add(String(node.column_names.at(-1)));
    });
  gather(tree, all);
  walk(tree, (node) => {
    for (const part of ['where_clause', 'having', 'qualify']) gather(node[part], choosing);
  });
  return { all, choosing };
}

type Node = Record<string, unknown>;

function mentionOf(node: Node): Mention | null {
  if (node.type === 'BASE_TABLE') {
    return { schema: String(node.schema_name), name: String(node.table_name), isFunction: false };
  }
  if (node.type === 'TABLE_FUNCTION' && isNode(node.function)) {
    return { schema: String(node.function.schema), name: String(node.function.function_name), isFunction: true };
  }
  return null;
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) for (const each of value) walk(each, visit);
  else if (isNode(value)) {
    visit(value);
    for (const each of Object.values(value)) walk(each, visit);
  }
}
