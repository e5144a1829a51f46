import { type Node, type Writing } from './node.ts';

/** Where nothing is said of them, what is unknown stands last, up and down; it is said all the same. */
export function orderOf(order: Node, write: Writing): string {
  const nulls = String(order.null_order) === 'NULLS FIRST' ? 'first' : 'last';
  return `${write.expression(order.expression)} ${order.type === 'DESCENDING' ? 'desc' : 'asc'} nulls ${nulls}`;
}
