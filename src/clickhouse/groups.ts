import { isAggregate } from './aggregates.ts';
import { isNode, nodeOf, nodesOf, textOf, Unported, type Node, type Writing } from './node.ts';

/** By what a select groups its rows; nothing where it does not. */
export function groupBy(node: Node, write: Writing): string[] {
  const columns = nodesOf(node.select_list);
  if (node.aggregate_handling === 'FORCE_AGGREGATES') {
    const keys = columns
      .filter((column) => !hasAggregate(column))
      .map((column) => keyOf({ ...column, alias: '' }, write));
    return keys.length > 0 ? [`group by ${keys.join(', ')}`] : [];
  }
  const sets = Array.isArray(node.group_sets) ? node.group_sets : [];
  if (sets.length > 1) throw new Unported('the grouping', 'sets');
  const keys = nodesOf(node.group_expressions).map((key) => keyOf(columnAt(key, columns), write));
  return keys.length > 0 ? [`group by ${keys.join(', ')}`] : [];
}

/** 0 and -0 are one number, and two groups of ClickHouse: what may be either is not grouped by. */
function keyOf(key: Node, write: Writing): string {
  const name = textOf(key.function_name);
  if (['*', '/', 'round', 'ceil', 'floor'].includes(name)) throw new Unported('the grouping by', `what ${name} makes`);
  return write.expression(key);
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
