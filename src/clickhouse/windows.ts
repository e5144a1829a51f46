import { aggregate } from './aggregates.ts';
import { orderOf } from './orders.ts';
import { isNode, nodesOf, Unported, type Node, type Writing } from './node.ts';

const own: Readonly<Record<string, string>> = {
  WINDOW_RANK: 'rank',
  WINDOW_ROW_NUMBER: 'row_number',
  WINDOW_RANK_DENSE: 'dense_rank',
};

const edges: Readonly<Record<string, string>> = {
  UNBOUNDED_PRECEDING: 'unbounded preceding',
  UNBOUNDED_FOLLOWING: 'unbounded following',
};

/** What is told of a row among others. */
export function window(node: Node, write: Writing): string {
  if (node.distinct === true && node.function_name !== 'count')
    throw new Unported('distinct rows of', String(node.function_name));
  if (node.exclude_clause !== 'NO_OTHER' || node.ignore_nulls === true)
    throw new Unported('the window of', String(node.function_name));
  const name = own[String(node.type)];
  if (name === undefined && node.type !== 'WINDOW_AGGREGATE') throw new Unported('the window', String(node.type));
  const what =
    name === undefined ? aggregate({ ...node, filter: node.filter_expr, order_bys: null }, write) : `${name}()`;
  const partitions = nodesOf(node.partitions).map((each) => write.expression(each));
  const orders = nodesOf(node.orders).map((each) => orderOf(each, write));
  const over = [
    ...(partitions.length > 0 ? [`partition by ${partitions.join(', ')}`] : []),
    ...(orders.length > 0 ? [`order by ${orders.join(', ')}`] : []),
    ...frameOf(node, write),
  ];
  return `${what} over (${over.join(' ')})`;
}

/** Nothing for the frame that both take where none is said. */
function frameOf(node: Node, write: Writing): string[] {
  const [start, end] = [String(node.start), String(node.end)];
  if (start === 'UNBOUNDED_PRECEDING' && end === 'CURRENT_ROW_RANGE') return [];
  const unit = `${start} ${end}`.includes('_RANGE') ? 'range' : 'rows';
  const edge = (which: string, offset: unknown): string => {
    if (edges[which] !== undefined) return edges[which];
    if (which.startsWith('CURRENT_ROW')) return 'current row';
    const side = /PRECEDING/.test(which) ? 'preceding' : /FOLLOWING/.test(which) ? 'following' : null;
    if (side === null || !isNode(offset)) throw new Unported('the frame', which);
    return `${write.expression(offset)} ${side}`;
  };
  return [`${unit} between ${edge(start, node.start_expr)} and ${edge(end, node.end_expr)}`];
}
