import type { Catalog } from '../catalog.ts';
import { isNode } from '../mentions.ts';
import { quoted } from '../proof/inline-parameters.ts';
import { isAdditive, isCount, sumOf } from '../proof/subject.ts';

/**
 * The parts of the ratios and averages among these columns, the counts they
 * rest on and what stands outside them, as far as they are not there.
 */
export function missingParts(catalog: Catalog, shown: readonly string[]): string[] {
  const parts = shown.flatMap((name) => {
    const { numerator, denominator, n, outside } = catalog.metrics.get(name) ?? {};
    return [numerator, denominator, n, outside].flatMap((part) => part ?? []);
  });
  return [...new Set(parts)].filter((part) => !shown.includes(part) && isKnown(catalog, part));
}

const isKnown = (catalog: Catalog, name: string): boolean => catalog.metrics.has(name) || isAdditive(catalog, name);

/** A metric or a measure over the rows of `alias`, in SQL. */
export const figure = (catalog: Catalog, name: string, alias: string): string =>
  catalog.metrics.has(name)
    ? `metrics.${quoted(name)}(${alias})`
    : sumOf(name, { isCount: isCount(catalog.marts.get('cube')?.get(name)), alias }).sql;

/** The SQL of a panel with the missing parts of each metric before it, read from what the metric is read from. */
export function withParts(catalog: Catalog, sql: string, tree: unknown): string {
  const columns = columnsOf(tree);
  const missing = new Set(
    missingParts(
      catalog,
      columns.map(({ name }) => name)
    )
  );
  if (missing.size === 0) return sql;
  let text = Buffer.from(sql);
  for (const { name, metric, alias, at } of columns.toReversed()) {
    if (metric !== name || alias === null) continue;
    const parts = missingParts(catalog, [name]).filter((part) => missing.delete(part));
    const before = parts.map((part) => `${figure(catalog, part, alias)} as ${quoted(part)}, `).join('');
    text = Buffer.concat([text.subarray(0, at), Buffer.from(before), text.subarray(at)]);
  }
  return text.toString();
}

interface SelectedColumn {
  name: string;
  /** The metric that it is, and of which relation. */
  metric: string | null;
  alias: string | null;
  /** The byte at which its expression begins. */
  at: number;
}

/** The columns of the outermost `select`, as far as they have names. */
function columnsOf(tree: unknown): SelectedColumn[] {
  const [statement] = isNode(tree) && Array.isArray(tree.statements) ? (tree.statements as unknown[]) : [];
  const node = isNode(statement) && isNode(statement.node) ? statement.node : {};
  const list = Array.isArray(node.select_list) ? node.select_list.filter(isNode) : [];
  return list.map((column) => {
    const path = Array.isArray(column.column_names) ? column.column_names : [];
    const [argument] = Array.isArray(column.children) ? column.children.filter(isNode) : [];
    const [alias, ...more] = Array.isArray(argument?.column_names) ? argument.column_names : [];
    const isMetric = column.class === 'FUNCTION' && column.schema === 'metrics';
    return {
      name: String(column.alias || path.at(-1) || ''),
      metric: isMetric ? String(column.function_name) : null,
      alias: isMetric && typeof alias === 'string' && more.length === 0 ? alias : null,
      at: Number(column.query_location),
    };
  });
}
