import { once } from './functions.ts';
import { isNode, nodeOf, nodesOf, Unported, type Node, type Writing } from './node.ts';

/** How an aggregate is called; those of nothing are null, where ClickHouse would say 0 of numbers. */
const aggregates: Readonly<Record<string, string>> = {
  sum: 'sumOrNull',
  min: 'minOrNull',
  max: 'maxOrNull',
  avg: 'avgOrNull',
  bool_or: 'maxOrNull',
  bool_and: 'minOrNull',
  any_value: 'anyOrNull',
  arg_max: 'argMaxOrNull',
  max_by: 'argMaxOrNull',
  arg_min: 'argMinOrNull',
  min_by: 'argMinOrNull',
  // Between two values both draw a line.
  median: 'quantileExactInclusiveOrNull(0.5)',
};

const others = ['count', 'count_star', 'count_if', 'countif', 'quantile_cont', 'string_agg', 'list', 'array_agg'];

export const isAggregate = ({ function_name: name }: Node): boolean =>
  Object.hasOwn(aggregates, String(name)) || others.includes(String(name));

/** An aggregate, of the rows that its filter leaves. */
export function aggregate(node: Node, write: Writing): string {
  const name = String(node.function_name);
  const given = nodesOf(node.children).map((child) => write.expression(child));
  const filter = isNode(node.filter) ? write.expression(node.filter) : null;
  const orders = isNode(node.order_bys) ? nodesOf(node.order_bys.orders) : [];
  const asked = { given, filter };
  if (name === 'string_agg') return joined(node, asked, write);
  if (name === 'list' || name === 'array_agg') return listed(orders, asked, write);
  if (orders.length > 0) throw new Unported('the order within', name);
  switch (name) {
    case 'count_star':
      return called('count', { given: [], filter });
    case 'count':
      if (given.length === 0) return called('count', asked);
      return called(node.distinct === true ? 'uniqExact' : 'count', asked);
    case 'count_if':
    case 'countif':
      // Of no row of which it is known, DuckDB tells nothing.
      return called('sumOrNull', { given: [`cast(${given[0]} as Nullable(Int64))`], filter });
    case 'quantile_cont':
      return called(`quantileExactInclusiveOrNull(${given[1]})`, { given: given.slice(0, 1), filter });
    case 'max':
      // The largest so many, as a list.
      if (given.length === 2)
        return `arraySlice(arrayReverseSort(${called('groupArray', { given: given.slice(0, 1), filter })}), 1, ${given[1]})`;
  }
  if (node.distinct === true && !/^(min|max)/.test(name)) throw new Unported('distinct values of', name);
  return called(aggregates[name]!, asked);
}

interface Asked {
  given: readonly string[];
  filter: string | null;
}

/** `sumOrNull(x)`, or `sumOrNullIf(x, condition)`; what a function is told besides stands before its arguments. */
function called(name: string, { given, filter }: Asked): string {
  const [, word = '', told = ''] = /^(\w+)(\(.*\))?$/.exec(name) ?? [];
  return filter === null ? `${word}${told}(${given.join(', ')})` : `${word}If${told}(${[...given, filter].join(', ')})`;
}

/** Values as a list, in the order of others. */
function listed(orders: readonly Node[], { given: [value = ''], filter }: Asked, write: Writing): string {
  if (orders.length === 0) return called('groupArray', { given: [value], filter });
  return inOrder(value, orders, filter, write);
}

/** Numbers go down where the numbers below zero go up; a text that is to go down is refused by ClickHouse. */
function inOrder(value: string, orders: readonly Node[], filter: string | null, write: Writing): string {
  const keys = orders.map((order) => `${order.type === 'DESCENDING' ? '-' : ''}${write.expression(order.expression)}`);
  const all = called('groupArray', { given: [`tuple(${[value, ...keys].join(', ')})`], filter });
  return `arrayMap(each -> each.1, arraySort(each -> tuple(${keys.map((_, at) => `each.${at + 2}`).join(', ')}), ${all}))`;
}

/** Texts one after the other; of none there is no text. */
function joined(node: Node, { given: [value = '', between = `','`], filter }: Asked, write: Writing): string {
  const orders = nodesOf(nodeOf(node.order_bys).orders);
  const there = `isNotNull(${value})${filter === null ? '' : ` and ${filter}`}`;
  const text = `assumeNotNull(toString(${value}))`;
  if (node.distinct !== true) {
    const all = orders.length > 0 ? inOrder(text, orders, there, write) : `groupArrayIf(${text}, ${there})`;
    return tied(all, between);
  }
  const [by, ...more] = orders;
  if (more.length > 0 || (by && (by.type === 'DESCENDING' || write.expression(by.expression) !== value)))
    throw new Unported('distinct texts in the order of', 'something else');
  return tied(`arraySort(groupUniqArrayIf(${text}, ${there}))`, between);
}

/** Of no text there is none; of empty ones an empty one. */
const tied = (texts: string, between: string): string =>
  once(texts, `if(empty(v), cast(null as Nullable(String)), arrayStringConcat(v, ${between}))`);
