import { literal, nodeOf, textOf, Unported, type Node } from './node.ts';

/** How a function of DuckDB is written: from what its arguments are written as, and from what they are. */
type Written = (given: readonly string[], nodes: readonly Node[]) => string;

const infix =
  (sign: string): Written =>
  (given) =>
    given.length === 1 ? `(${sign}${given[0]})` : `(${given.join(` ${sign} `)})`;

const named =
  (name: string): Written =>
  (given) =>
    `${name}(${given.join(', ')})`;

/**
 * A value as a text, as DuckDB writes it: 79.0 where a double is whole, and of a decimal all its digits. Of which type
 * a value is, ClickHouse knows when it reads the query.
 */
export function text(given: string): string {
  if (/^'([^'\\\\]|\\\\.)*'$/.test(given)) return given;
  const [plain, type] = [`toString(${given})`, `toTypeName(${given})`];
  const digits = `toUInt8OrZero(extract(${type}, 'Decimal\\\\([0-9]+, ([0-9]+)'))`;
  const parts = `splitByChar('.', assumeNotNull(${plain}))`;
  const decimal = `concat(${parts}[1], '.', rightPad(${parts}[2], ${digits}, '0'))`;
  const double = `if(match(${plain}, '^-?[0-9]+$'), concat(${plain}, '.0'), ${plain})`;
  return `multiIf(isNull(${given}), null, ${type} like '%Float%', ${double}, ${digits} > 0, ${decimal}, ${plain})`;
}

/** A text as nothing where there is none: `concat` passes over what is null. */
const orNothing = (given: string): string => `ifNull(${text(given)}, '')`;

/**
 * The functions that panels, metrics and the relations beneath them call. Where ClickHouse calls the same thing
 * otherwise, or something else by the same name, it says why.
 */
export const functions: Readonly<Record<string, Written>> = {
  '+': infix('+'),
  '-': infix('-'),
  '*': infix('*'),
  // Two decimals divided are a decimal cut off at the digits of the first; DuckDB's are doubles.
  '/': ([a, b]) => `(toFloat64(${a}) / toFloat64(${b}))`,
  '//': ([a, b]) => `intDivOrNull(${a}, ${b})`,
  // The rest of a division by nothing is unknown, where ClickHouse breaks off.
  '%': ([a, b]) => `(${a} % nullIf(${b}, 0))`,
  '||': (given) => `concat(${given.map(text).join(', ')})`,
  abs: named('abs'),
  ceil: named('ceil'),
  floor: named('floor'),
  sqrt: named('sqrt'),
  // Halves go away from zero; ClickHouse would take them to the even neighbour.
  round: ([value, digits = '0']) =>
    `(trunc(toFloat64(${value}) * pow(10, ${digits}) + 0.5 * sign(toFloat64(${value}))) / pow(10, ${digits}))`,
  greatest: named('greatest'),
  least: named('least'),
  if: named('if'),
  nullif: named('nullIf'),
  concat: (given) => `concat(${given.map(orNothing).join(', ')})`,
  concat_ws: ([between, ...given]) =>
    `arrayStringConcat(arrayFilter(each -> isNotNull(each), [${given.map(text).join(', ')}]), ${between})`,
  format: (given, [pattern]) => filled(pattern, given.slice(1)),
  lower: named('lowerUTF8'),
  upper: named('upperUTF8'),
  length: named('lengthUTF8'),
  contains: ([whole, part]) => `(position(${whole}, ${part}) > 0)`,
  strftime: ([moment], [, pattern]) => `formatDateTime(${moment}, ${literal(patternOf(pattern))})`,
  date_diff: named('dateDiff'),
  string_split: ([whole, between]) => `splitByString(${between}, ifNull(${whole}, ''))`,
  list_value: (given) => `[${given.join(', ')}]`,
  list_has_any: named('hasAny'),
  // Of what is not in the list DuckDB says nothing, ClickHouse 0.
  list_position: ([list, value]) => `nullIf(indexOf(${list}, ${value}), 0)`,
  list_sort: named('arraySort'),
  list_sum: ([list]) =>
    `if(empty(${list}), null, arraySum(arrayMap(each -> assumeNotNull(each), arrayFilter(each -> isNotNull(each), ${list}))))`,
  list_transform: ([list, each]) => `arrayMap(${each}, ${list})`,
  // Places of a list that are not there are null.
  list_select: ([list, places]) => `arrayMap(at -> if(at between 1 and length(${list}), ${list}[at], null), ${places})`,
  json_merge_patch: ([json], [, patch]) => without(json, patch),
  '->>': ([json, key]) => textIn(json, key),
  range: ([count]) => `range(toUInt64(${count}))`,
  unnest: named('arrayJoin'),
  // The latter half of the digest, its first byte the least.
  md5_number_lower: ([value]) => `reinterpretAsUInt64(substring(MD5(${value}), 9, 8))`,
};

/** A part of a JSON as text: a text as it is, anything else as it is written, nothing where it is not there or null. */
const textIn = (json = '', key = ''): string =>
  `multiIf(JSONType(${json}, ${key}) = 'String', JSONExtractString(${json}, ${key}), JSONType(${json}, ${key}) = 'Null', null, JSONExtractRaw(${json}, ${key}))`;

/** A JSON without some of its parts: a patch that sets them to null, which ClickHouse would leave there as null. */
function without(json: string | undefined, patch: Node | undefined): string {
  const parts = Object.entries(JSON.parse(constantOf(patch) || '{}') as Record<string, unknown>);
  if (parts.length === 0 || parts.some(([, value]) => value !== null))
    throw new Unported('the patch', constantOf(patch));
  const kept = `arrayFilter(each -> each.1 not in (${parts.map(([key]) => literal(key)).join(', ')}), JSONExtractKeysAndValuesRaw(ifNull(${json}, '')))`;
  const written = `arrayStringConcat(arrayMap(each -> concat('"', each.1, '":', each.2), ${kept}), ',')`;
  return `if(isNull(${json}), null, concat('{', ${written}, '}'))`;
}

/** What is written into `{}`; one argument that is null makes all of it null. */
function filled(pattern: Node | undefined, given: readonly string[]): string {
  const parts = constantOf(pattern).split('{}');
  if (parts.some((part) => /[{}]/.test(part)) || parts.length !== given.length + 1)
    throw new Unported('the format', constantOf(pattern));
  const all = parts.flatMap((part, at) => [
    ...(part === '' ? [] : [literal(part)]),
    ...(given[at] === undefined ? [] : [text(given[at])]),
  ]);
  return `concat(${all.join(', ')})`;
}

/** Minutes are called %i: %M is the name of a month. */
function patternOf(node: Node | undefined): string {
  const pattern = constantOf(node);
  const odd = Array.from(pattern.matchAll(/%(.)/g), ([, letter = '']) => letter).find(
    (each) => !'YmdHMS'.includes(each)
  );
  if (odd !== undefined) throw new Unported('the format of a moment', `%${odd}`);
  return pattern.replaceAll('%M', '%i');
}

const constantOf = (node: Node | undefined): string =>
  node?.class === 'CONSTANT' ? textOf(nodeOf(node.value).value) : '';
