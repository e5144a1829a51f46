import { columnsTold } from './columns.ts';
import { aggregate, isAggregate } from './aggregates.ts';
import { functions, text } from './functions.ts';
import { literal, namesOf, nodeOf, nodesOf, quoted, textOf, Unported, type Node, type Writing } from './node.ts';
import { isWhole, typeOfNode } from './types.ts';
import { window } from './windows.ts';

const comparisons: Readonly<Record<string, string>> = {
  COMPARE_EQUAL: '=',
  COMPARE_NOTEQUAL: '<>',
  COMPARE_LESSTHAN: '<',
  COMPARE_GREATERTHAN: '>',
  COMPARE_LESSTHANOREQUALTO: '<=',
  COMPARE_GREATERTHANOREQUALTO: '>=',
};

/** An expression for ClickHouse, in brackets wherever something could stand nearer to what is beside it. */
export function expression(node: Node, write: Writing): string {
  const write1 = (part: unknown): string => write.expression(part);
  const children = () => nodesOf(node.children).map(write1);
  switch (node.class) {
    case 'COLUMN_REF':
      return namesOf(node.column_names).map(quoted).join('.');
    case 'CONSTANT':
      return constant(nodeOf(node.value));
    case 'PARAMETER':
      return parameter(textOf(node.identifier));
    case 'COMPARISON':
      return comparison(String(node.type), write1(node.left), write1(node.right));
    case 'CONJUNCTION':
      return `(${children().join(node.type === 'CONJUNCTION_AND' ? ' and ' : ' or ')})`;
    case 'BETWEEN':
      return `(${write1(node.input)} between ${write1(node.lower)} and ${write1(node.upper)})`;
    case 'CASE':
      return cases(node, write);
    case 'CAST':
      return cast(node, write);
    case 'OPERATOR':
      return operator(node, write);
    case 'SUBQUERY':
      return subquery(node, write);
    case 'LAMBDA':
      return `${write1(node.lhs)} -> ${write1(node.expr)}`;
    case 'WINDOW':
      return window(node, write);
    case 'FUNCTION':
      return isAggregate(node) ? aggregate(node, write) : call(node, write);
    default:
      throw new Unported('the expression', String(node.class));
  }
}

/** A value that is bound, by its name: of which type it is, stands beside it when it is asked. */
export const parameter = (name: string): string => `{${name}:\u0001}`;

/** Where values are bound in a query that is written: no text of it has the sign that stands there. */
export const bindsAs = /\{(\w+):\u0001\}/g;

function constant(value: Node): string {
  if (value.is_null === true) return 'null';
  const { id, type_info: info } = nodeOf(value.type);
  if (id === 'VARCHAR') return literal(textOf(value.value));
  if (id === 'BOOLEAN') return value.value === true ? 'true' : 'false';
  if (id === 'DECIMAL') return decimal(String(value.value), Number(nodeOf(info).scale));
  if (isWhole(String(id)) || id === 'DOUBLE') return String(value.value);
  throw new Unported('a literal of type', String(id));
}

/** 15000 of one digit is 1500.0. */
function decimal(whole: string, digits: number): string {
  const text = whole.replace('-', '').padStart(digits + 1, '0');
  const at = text.length - digits;
  return `${whole.startsWith('-') ? '-' : ''}${text.slice(0, at)}.${text.slice(at) || '0'}`;
}

function comparison(type: string, left: string, right: string): string {
  if (type === 'COMPARE_NOT_DISTINCT_FROM') return `(${left} <=> ${right})`;
  if (type === 'COMPARE_DISTINCT_FROM') return `(not (${left} <=> ${right}))`;
  const sign = comparisons[type];
  if (sign === undefined) throw new Unported('the comparison', type);
  return `(${left} ${sign} ${right})`;
}

function cases(node: Node, write: Writing): string {
  const checks = nodesOf(node.case_checks).map(
    (check) => `when ${write.expression(check.when_expr)} then ${write.expression(check.then_expr)}`
  );
  return `(case ${checks.join(' ')} else ${write.expression(node.else_expr)} end)`;
}

/**
 * What is cast may be null. A fraction becomes the next whole number, as in DuckDB, where ClickHouse would cut it off;
 * `true` is written by DuckDB's parser as a cast of a letter.
 */
function cast(node: Node, write: Writing): string {
  const type = nodeOf(node.cast_type);
  const child = nodeOf(node.child);
  if (type.id === 'BOOLEAN' && child.class === 'CONSTANT') return nodeOf(child.value).value === 't' ? 'true' : 'false';
  const value = write.expression(child);
  if (type.id === 'VARCHAR') return text(value);
  const whole = isWhole(String(type.id)) && child.class !== 'CONSTANT' ? `round(${value})` : value;
  return `cast(${whole} as Nullable(${typeOfNode(type)}))`;
}

function operator(node: Node, write: Writing): string {
  const [first = '', ...others] = nodesOf(node.children).map((child) => write.expression(child));
  switch (node.type) {
    case 'OPERATOR_COALESCE':
      return `coalesce(${[first, ...others].join(', ')})`;
    case 'OPERATOR_IS_NULL':
      return `isNull(${first})`;
    case 'OPERATOR_IS_NOT_NULL':
      return `isNotNull(${first})`;
    case 'OPERATOR_NOT':
      return negation(nodesOf(node.children)[0], first, write);
    case 'COMPARE_IN':
      // Beside a null ClickHouse calls a value that is not there not in the list: nobody knows whether it is.
      if (others.includes('null')) return `(${others.map((each) => `${first} = ${each}`).join(' or ')})`;
      return `(${first} in (${others.join(', ')}))`;
    case 'COMPARE_NOT_IN':
      return `(not (${others.map((each) => `${first} = ${each}`).join(' or ')}))`;
    case 'ARRAY_EXTRACT':
      // Beyond its end a list has nothing, for which ClickHouse would say 0.
      return `if(${others[0]} between 1 and length(${first}), ${first}[assumeNotNull(${others[0]})], null)`;
    default:
      throw new Unported('the operator', String(node.type));
  }
}

/** What is not: where that hangs on a null, which ClickHouse passes over in a list that a query makes. */
function negation(child: Node | undefined, written: string, write: Writing): string {
  if (['list_has_any', 'list_contains'].includes(textOf(child?.function_name)))
    throw new Unported('the negation of', textOf(child?.function_name));
  if (child?.class !== 'SUBQUERY' || child.subquery_type !== 'ANY') return `(not ${written})`;
  const value = write.expression(child.child);
  const inner = nodeOf(nodeOf(child.subquery).node);
  const [name] = columnsTold(inner, write) ?? [];
  if (name === undefined) throw new Unported('the negation of', 'in, of a column without a name');
  const among = write.statement(inner);
  const none = `(select count() from (${among})) = 0`;
  const unknown = `(select countIf(isNull(${quoted(name)})) from (${among})) > 0`;
  return `multiIf(${none}, true, isNull(${value}), null, ${written}, false, ${unknown}, null, true)`;
}

function subquery(node: Node, write: Writing): string {
  const inner = `(${write.statement(nodeOf(node.subquery).node)})`;
  if (node.subquery_type === 'SCALAR') return inner;
  if (node.subquery_type === 'EXISTS') return `exists ${inner}`;
  if (node.subquery_type === 'ANY' && node.comparison_type === 'COMPARE_EQUAL')
    return `(${write.expression(node.child)} in ${inner})`;
  throw new Unported('the subquery', `${String(node.subquery_type)} ${String(node.comparison_type)}`);
}

function call(node: Node, write: Writing): string {
  const name = String(node.function_name);
  const written = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (written === undefined || !['', 'main'].includes(textOf(node.schema))) throw new Unported('the function', name);
  const children = nodesOf(node.children);
  return written(
    children.map((child) => write.expression(child)),
    children
  );
}
