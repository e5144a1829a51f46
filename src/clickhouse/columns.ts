import {
  entriesOf,
  isNode,
  namesOf,
  nodeOf,
  nodesOf,
  quoted,
  textOf,
  type Node,
  type Relation,
  type Writing,
} from './node.ts';

/** The relation that a name stands for: one that the query makes, or a table. */
export function tableOf(source: Node, write: Writing, hasRowid = false): Relation {
  const [schema, name] = [textOf(source.schema_name), textOf(source.table_name)];
  const made = schema === '' ? write.made.get(name) : undefined;
  if (made !== undefined) return { sql: quoted(name), columns: made };
  return write.table({ catalog: textOf(source.catalog_name), schema, name, hasRowid });
}

/** The columns of what a select reads its rows from, each with what it stands in; null where they are not known. */
export function columnsFrom(source: Node, write: Writing): { of: string; name: string }[] | null {
  const all = (of: string, names: readonly string[] | null) => names?.map((name) => ({ of, name })) ?? null;
  switch (source.type) {
    case 'EMPTY':
      return [];
    case 'BASE_TABLE':
      return all(textOf(source.alias) || textOf(source.table_name), tableOf(source, write).columns);
    case 'SUBQUERY':
      return all(textOf(source.alias), columnsTold(nodeOf(nodeOf(source.subquery).node), write));
    case 'JOIN': {
      const using = new Set(namesOf(source.using_columns));
      const [left, right] = [source.left, source.right].map((side) => columnsFrom(nodeOf(side), write));
      if (source.join_type === 'SEMI' || source.join_type === 'ANTI') return left ?? null;
      return left && right ? [...left, ...right.filter(({ name }) => !using.has(name))] : null;
    }
    default:
      return null;
  }
}

/** What a query calls its columns; null where it cannot be said. */
export function columnsTold(node: Node, write: Writing): string[] | null {
  let made = write.made;
  for (const [name, value] of entriesOf(node.cte_map)) {
    const columns = columnsTold(nodeOf(nodeOf(nodeOf(value).query).node), { ...write, made });
    made = new Map([...made, [name, columns]]);
  }
  const within = { ...write, made };
  if (node.type === 'SET_OPERATION_NODE') {
    const left = columnsTold(nodeOf(node.left), within);
    if (node.setop_type !== 'UNION_BY_NAME') return left;
    const right = columnsTold(nodeOf(node.right), within);
    return left && right ? [...new Set([...left, ...right])] : null;
  }
  const fields = structFields(node);
  if (fields !== null) return fields;
  const names: string[] = [];
  for (const column of nodesOf(node.select_list)) {
    const told = column.class === 'STAR' ? starred(column, node, within) : [ownName(column)];
    if (told === null || told.includes('')) return null;
    names.push(...told);
  }
  return names;
}

const ownName = (column: Node): string =>
  textOf(column.alias) || (column.class === 'COLUMN_REF' ? (namesOf(column.column_names).at(-1) ?? '') : '');

function starred(column: Node, node: Node, write: Writing): string[] | null {
  const left = (Array.isArray(column.exclude_list) ? column.exclude_list : []).map((each: unknown) =>
    isNode(each) ? textOf(each.name) : String(each)
  );
  const of = textOf(column.relation_name);
  const all = columnsFrom(nodeOf(node.from_table), write);
  return (
    all?.filter((each) => (of === '' || each.of === of) && !left.includes(each.name)).map(({ name }) => name) ?? null
  );
}

/** Of `select unnest([{…}], recursive := true)` the fields of its first row. */
function structFields(node: Node): string[] | null {
  const [only] = nodesOf(node.select_list);
  const [list] = only?.function_name === 'unnest' ? nodesOf(only.children) : [];
  const [row] = nodesOf(list?.children);
  return row?.function_name === 'struct_pack' ? nodesOf(row.children).map(({ alias }) => textOf(alias)) : null;
}
