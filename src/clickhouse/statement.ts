import { expression } from './expression.ts';
import { from } from './from.ts';
import { columnsTold } from './columns.ts';
import { asksForRowid } from './rowid.ts';
import { isUnnested, selectList, unnested } from './select-list.ts';
import { entriesOf, isNode, nodeOf, nodesOf, quoted, textOf, Unported, type Node, type Writing } from './node.ts';
import { orderOf } from './orders.ts';
import { groupBy } from './groups.ts';
import { ownNames, withOwnNames } from './own-names.ts';

type Tables = Pick<Writing, 'table'>;

/** A parsed query for ClickHouse; `table` says where each table of a version is read from. */
export function statementOf(tree: unknown, { table }: Tables): string {
  const [statement, ...others] = nodesOf(nodeOf(tree).statements);
  if (statement === undefined || others.length > 0) throw new Unported('the statements', String(others.length + 1));
  return statementIn(nodeOf(statement.node), { table }, new Map());
}

type Made = Writing['made'];

function writing(tables: Tables, made: Made): Writing {
  const write: Writing = {
    made,
    table: tables.table,
    statement: (node) => statementIn(nodeOf(node), tables, made),
    expression: (node) => expression(nodeOf(node), write),
  };
  return write;
}

function statementIn(node: Node, tables: Tables, outer: Made): string {
  let made: Made = outer;
  const relations = entriesOf(node.cte_map).map(([name, value]) => {
    const inner = nodeOf(nodeOf(nodeOf(value).query).node);
    const write = writing(tables, made);
    const sql = `${quoted(name)} as (${write.statement(inner)})`;
    made = new Map([...made, [name, columnsTold(inner, write)]]);
    return sql;
  });
  const write = writing(tables, made);
  const body = node.type === 'SET_OPERATION_NODE' ? together(node, write) : select(node, write);
  return `${relations.length > 0 ? `with ${relations.join(', ')} ` : ''}${body}`;
}

/** Several selects put together; what is sorted or cut afterwards stands in brackets. */
function together(node: Node, write: Writing): string {
  const sides = [nodeOf(node.left), nodeOf(node.right)];
  const word = textOf(node.setop_type);
  const known: Readonly<Record<string, string>> = {
    UNION: node.setop_all === true ? 'union all' : 'union distinct',
    EXCEPT: 'except',
    INTERSECT: 'intersect',
    UNION_BY_NAME: node.setop_all === true ? 'union all' : 'union distinct',
  };
  const sign = known[word];
  if (sign === undefined || ((word === 'EXCEPT' || word === 'INTERSECT') && node.setop_all === true))
    throw new Unported('the set operation', word);
  const both = word === 'UNION_BY_NAME' ? byName(sides, write) : sides.map((side) => alone(side, write));
  return sorted(node, both.join(` ${sign} `), write);
}

/** One side as a select that may stand beside others: ClickHouse reads no bracket behind `with`. */
const alone = (side: Node, write: Writing): string =>
  side.type === 'SELECT_NODE' && nodesOf(side.modifiers).length === 0 && entriesOf(side.cte_map).length === 0
    ? write.statement(side)
    : `select * from (${write.statement(side)})`;

/** Each side with the columns of both, in the order of the first; what it has not is null. */
function byName(sides: readonly Node[], write: Writing): string[] {
  const told = sides.map((side) => columnsTold(side, write));
  const all = [...new Set(told.flatMap((names) => names ?? []))];
  if (told.some((names) => names === null)) throw new Unported('the columns of', 'union by name');
  return sides.map((side, at) => {
    const columns = all.map((name) => (told[at]!.includes(name) ? quoted(name) : `null as ${quoted(name)}`));
    return `select ${columns.join(', ')} from (${write.statement(side)})`;
  });
}

function sorted(node: Node, body: string, write: Writing): string {
  const modifiers = nodesOf(node.modifiers);
  if (modifiers.length === 0) return body;
  return `select * from (${body})${modifiersOf(modifiers, write)}`;
}

/** What is sorted and cut, behind a select. */
function modifiersOf(modifiers: readonly Node[], write: Writing): string {
  return modifiers
    .map((modifier) => {
      switch (modifier.type) {
        case 'ORDER_MODIFIER':
          return ` order by ${nodesOf(modifier.orders)
            .map((order) => orderOf(order, write))
            .join(', ')}`;
        case 'LIMIT_MODIFIER':
          return `${isNode(modifier.limit) ? ` limit ${write.expression(modifier.limit)}` : ''}${isNode(modifier.offset) ? ` offset ${write.expression(modifier.offset)}` : ''}`;
        case 'DISTINCT_MODIFIER':
          return '';
        default:
          throw new Unported('the modifier', String(modifier.type));
      }
    })
    .join('');
}

function select(node: Node, write: Writing): string {
  if (isUnnested(node)) return unnested(node, write);
  if (node.sample !== null) throw new Unported('the sample of', 'a select');
  const distinct = nodesOf(node.modifiers).find(({ type }) => type === 'DISTINCT_MODIFIER');
  if (nodesOf(distinct?.distinct_on_targets).length > 0) throw new Unported('distinct', 'on');
  const source = nodeOf(node.from_table);
  const clauses = [
    `select ${distinct ? 'distinct ' : ''}${selectList(node, write)}`,
    ...(source.type === 'EMPTY'
      ? []
      : [
          `from ${from(source, write, asksForRowid([node.select_list, node.where_clause, node.group_expressions, node.modifiers, source]))}`,
        ]),
    ...(isNode(node.where_clause) ? [`where ${write.expression(node.where_clause)}`] : []),
    ...groupBy(node, write),
    ...(isNode(node.having) ? [`having ${write.expression(node.having)}`] : []),
    ...(isNode(node.qualify) ? [`qualify ${write.expression(node.qualify)}`] : []),
  ];
  const modifiers = nodesOf(node.modifiers);
  const named = distinct ? modifiers : withOwnNames(modifiers, ownNames(node));
  return `${clauses.join(' ')}${modifiersOf(named, write)}`;
}
