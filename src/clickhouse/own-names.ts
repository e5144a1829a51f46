import { isNode, namesOf, nodesOf, textOf, type Node } from './node.ts';

/** What a select itself calls its columns, by name. */
export function ownNames(node: Node): ReadonlyMap<string, Node> {
  return new Map(
    nodesOf(node.select_list).flatMap((column) => {
      const name =
        textOf(column.alias) || (column.class === 'COLUMN_REF' ? (namesOf(column.column_names).at(-1) ?? '') : '');
      return name === '' || column.class === 'STAR' ? [] : [[name, column] as const];
    })
  );
}

/**
 * `order by` with what its names stand for: there the columns of the select come before those of the tables, and
 * everywhere else behind them. ClickHouse has one rule for both places (`prefer_column_name_to_alias`).
 */
export const withOwnNames = (modifiers: readonly Node[], own: ReadonlyMap<string, Node>): Node[] =>
  modifiers.map((modifier) => (modifier.type === 'ORDER_MODIFIER' ? (replaced(modifier, own) as Node) : modifier));

function replaced(part: unknown, own: ReadonlyMap<string, Node>): unknown {
  if (Array.isArray(part)) return part.map((each) => replaced(each, own));
  if (!isNode(part)) return part;
  if (part.class === 'COLUMN_REF') {
    const [name = '', ...more] = namesOf(part.column_names);
    const found = more.length === 0 ? own.get(name) : undefined;
    return found === undefined ? part : { ...found, alias: '' };
  }
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, replaced(value, own)]));
}
