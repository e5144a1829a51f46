import { isAggregate } from './aggregates.ts';
import { isNode, nodeOf, nodesOf, Unported, type Node, type Writing } from './node.ts';

/** By what a select groups its rows; nothing where it does not. */
export function groupBy(node: Node, write: Writing): string[] {
  const columns = nodesOf(node.select_list);
  if (node.aggregate_handling === 'FORCE_AGGREGATES') {
    const keys = columns
      .filter((column) => !hasAggregate(column))
      .map((column) => write.expression({ ...column, alias: '' }));
    return keys.length > 0 ? [`group by ${keys.join(', ')}`] : [];
  }
  const sets = Array.isArray(node.group_sets) ? node.group_sets : [];
  if (sets.length > 1) throw new Unported('the grouping', 'sets');
  const keys = nodesOf(node.group_expressions).map((key) => write.expression(columnAt(key, columns)));
  return keys.length > 0 ? [`group by ${keys.join(', ')}`] : [];
}

/** `group by 1` is by the first column. */
function columnAt(key: Node, columns: readonly Node[]): Node {
  const value = key.class === 'CONSTANT' ? nodeOf(key.value) : null;
  const column = value === null ? key : columns[Number(value.value) - 1];
  if (column === undefined) throw new Unported('the grouping by column', String(value?.value));
  return column;
}

function hasAggregate(part: unknown): boolean {
  if (Array.isArray(part)) return part.some(hasAggregate);
  if (!isNode(part) || part.class === 'SUBQUERY' || part.class === 'WINDOW') return false;
  return (part.class === 'FUNCTION' && isAggregate(part)) || Object.values(part).some(hasAggregate);
}
