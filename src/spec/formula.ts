import { parseExact, type Exact } from './exact.ts';

/**
 * What a metric's expression says, so far as it can be told without SQL. `metric`: another number, of its own formula.
 */
export type Formula =
  | { kind: 'sum'; column: string }
  | { kind: 'metric'; name: string }
  | { kind: 'constant'; value: Exact | null }
  | { kind: 'coalesce'; of: Formula[] }
  | { kind: 'nullif'; of: Formula; unless: Formula }
  | { kind: 'cast'; of: Formula; isDouble: boolean }
  | { kind: 'arithmetic'; operator: Operator; left: Formula; right: Formula }
  | { kind: 'comparison'; operator: Comparison; left: Formula; right: Formula }
  | { kind: 'case'; when: { is: Formula; then: Formula }[]; otherwise: Formula };

export type Operator = '+' | '-' | '*' | '/';
export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=';

const operators: readonly string[] = ['+', '-', '*', '/'];
const comparisons: Readonly<Record<string, Comparison>> = {
  COMPARE_EQUAL: '=',
  COMPARE_NOTEQUAL: '<>',
  COMPARE_LESSTHAN: '<',
  COMPARE_LESSTHANOREQUALTO: '<=',
  COMPARE_GREATERTHAN: '>',
  COMPARE_GREATERTHANOREQUALTO: '>=',
};
const numbers = ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT', 'DECIMAL'];

type Node = Record<string, unknown>;

/**
 * Reads the expression of a metric from the tree of `select <expression>`,
 * as DuckDB's own parser gives it. What it cannot tell is an Error.
 */
export function readFormula(tree: string): Formula {
  const { statements } = JSON.parse(tree) as { statements?: { node: { select_list: Node[] } }[] };
  const [expression, ...more] = statements?.[0]?.node.select_list ?? [];
  if (!expression || more.length > 0) throw new Error('a metric is one expression');
  return read(expression);
}

function read(node: Node): Formula {
  const children = (node.children ?? []) as Node[];
  const [left, right] = children;
  switch (node.class) {
    case 'CONSTANT':
      return { kind: 'constant', value: constant(node.value as Node) };
    case 'COLUMN_REF': {
      const [name, ...more] = node.column_names as string[];
      if (name !== undefined && more.length === 0) return { kind: 'metric', name };
      break;
    }
    case 'CAST':
      return { kind: 'cast', of: read(node.child as Node), isDouble: isDouble((node.cast_type as Node).id) };
    case 'COMPARISON': {
      const operator = comparisons[String(node.type)];
      if (operator)
        return { kind: 'comparison', operator, left: read(node.left as Node), right: read(node.right as Node) };
      break;
    }
    case 'CASE':
      return {
        kind: 'case',
        when: (node.case_checks as { when_expr: Node; then_expr: Node }[]).map(({ when_expr, then_expr }) => ({
          is: read(when_expr),
          then: read(then_expr),
        })),
        otherwise: read(node.else_expr as Node),
      };
    case 'OPERATOR':
      if (node.type === 'OPERATOR_COALESCE') return { kind: 'coalesce', of: children.map(read) };
      break;
    case 'FUNCTION': {
      const name = String(node.function_name);
      if (node.schema === 'metrics') return { kind: 'metric', name };
      if (name === 'sum' && left && node.filter === null && node.distinct === false)
        return { kind: 'sum', column: columnOf(left) };
      if (name === 'nullif' && left && right) return { kind: 'nullif', of: read(left), unless: read(right) };
      if (operators.includes(name) && left && right)
        return { kind: 'arithmetic', operator: name as Operator, left: read(left), right: read(right) };
      throw new Error(`${name} cannot be recomputed from rows`);
    }
  }
  throw new Error(`${String(node.type)} cannot be recomputed from rows`);
}

function constant({ type, is_null, value }: Node): Exact | null {
  if (is_null === true) return null;
  const { id, type_info } = type as { id: string; type_info: { scale?: number } | null };
  if (!numbers.includes(id)) throw new Error(`a constant of type ${id} cannot be recomputed`);
  return { ...parseExact(String(value)), decimals: type_info?.scale ?? 0 };
}

/** A sum is of a column of `p`. */
function columnOf({ class: kind, column_names }: Node): string {
  const [alias, column, ...more] = kind === 'COLUMN_REF' ? (column_names as string[]) : [];
  if (alias !== 'p' || column === undefined || more.length > 0)
    throw new Error('only the sum of a column of p can be recomputed from rows');
  return column;
}

function isDouble(type: unknown): boolean {
  if (type === 'DOUBLE') return true;
  if (numbers.includes(String(type))) return false;
  throw new Error(`a cast to ${String(type)} cannot be recomputed`);
}
