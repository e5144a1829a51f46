import { columnsFrom } from './columns.ts';
import { asksForRowid } from './rowid.ts';
import { entriesOf, namesOf, nodeOf, nodesOf, quoted, textOf, Unported, type Node, type Writing } from './node.ts';

/** The columns of a select. A column of a table keeps its own name, whatever it stands in. */
export const selectList = (node: Node, write: Writing): string =>
  nodesOf(node.select_list)
    .map((column) => (column.class === 'STAR' ? star(column, node, write) : named(column, write)))
    .join(', ');

function named(column: Node, write: Writing): string {
  const sql = write.expression(column);
  const name = textOf(column.alias) || (column.class === 'COLUMN_REF' ? namesOf(column.column_names).at(-1) : '');
  return name ? `${sql} as ${quoted(name)}` : sql;
}

function star(column: Node, node: Node, write: Writing): string {
  const of = textOf(column.relation_name);
  const source = nodeOf(node.from_table);
  if (column.columns === true || asksForRowid(node.select_list)) throw new Unported('the columns', '*');
  const left = leftOut(column);
  const replaced = entriesOf(column.replace_list).map(
    ([name, value]) => `${write.expression(value)} as ${quoted(name)}`
  );
  if (of === '' && source.type === 'JOIN' && replaced.length === 0) return ofBoth(source, left, write);
  return [
    of === '' ? '*' : `${quoted(of)}.*`,
    ...(left.length > 0 ? [`except (${left.map(quoted).join(', ')})`] : []),
    ...(replaced.length > 0 ? [`replace (${replaced.join(', ')})`] : []),
  ].join(' ');
}

const leftOut = ({ exclude_list: list }: Node): string[] =>
  (Array.isArray(list) ? list : []).map((each: unknown) =>
    typeof each === 'string' ? each : textOf(nodeOf(each).name)
  );

/** All that two relations have: ClickHouse would call what both have by longer names. */
function ofBoth(source: Node, left: readonly string[], write: Writing): string {
  const columns = columnsFrom(source, write);
  if (columns === null) throw new Unported('the columns', 'of a join');
  const using = new Set(namesOf(source.using_columns));
  return columns
    .filter(({ name }) => !left.includes(name))
    .map(({ of, name }) => `${using.has(name) || of === '' ? '' : `${quoted(of)}.`}${quoted(name)} as ${quoted(name)}`)
    .join(', ');
}

/** Whether a select is a table that stands in the query: `select unnest([{…}, …], recursive := true)`. */
export function isUnnested(node: Node): boolean {
  const [only, ...others] = nodesOf(node.select_list);
  const [list, recursive] = nodesOf(only?.children);
  return (
    others.length === 0 &&
    only?.function_name === 'unnest' &&
    list?.function_name === 'list_value' &&
    recursive !== undefined &&
    nodesOf(list.children).every((each) => each.function_name === 'struct_pack')
  );
}

const fieldsOf = (row: Node): Node[] => nodesOf(row.children);

/** Its rows, one select each. */
export function unnested(node: Node, write: Writing): string {
  const [only] = nodesOf(node.select_list);
  const [list] = nodesOf(only?.children);
  return nodesOf(list?.children)
    .map(
      (row) =>
        `select ${fieldsOf(row)
          .map((field) => `${write.expression({ ...field, alias: '' })} as ${quoted(textOf(field.alias))}`)
          .join(', ')}`
    )
    .join(' union all ');
}
