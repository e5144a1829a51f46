import { literal, nodeOf, nodesOf, textOf, Unported, type Node } from './node.ts';

/** How a function of DuckDB is written: from what its arguments are written as, and from what they are. */
type Written = (given: readonly string[], nodes: readonly Node[]) => string;

/** A fraction that is written in a query is a decimal beside decimals: as a double it would make a double of them. */
const exact = (given: readonly string[], nodes: readonly Node[]): string[] =>
  given.map((each, at) => {
    const value = nodes[at]?.class === 'CONSTANT' ? nodeOf(nodes[at].value) : null;
    const { id, type_info: info } = value === null || value.is_null === true ? {} : nodeOf(value.type);
    return id === 'DECIMAL' ? `toDecimal128('${each}', ${Number(nodeOf(info).scale)})` : each;
  });

const infix =
  (sign: string): Written =>
  (given, nodes) =>
    given.length === 1 ? `(${sign}${given[0]})` : `(${exact(given, nodes).join(` ${sign} `)})`;

const named =
  (name: string): Written =>
  (given) =>
    `${name}(${given.join(', ')})`;

/** A value as it is told by a rule that names it more than once: what it is worked out from is written once. */
export const once = (given: string, rule: string): string => `arrayElement(arrayMap(v -> ${rule}, [${given}]), 1)`;

const double = (plain: string): string => `if(match(${plain}, '^-?[0-9]+$'), concat(${plain}, '.0'), ${plain})`;
const digits = `toUInt8OrZero(extract(toTypeName(v), 'Decimal[(][0-9]+, ([0-9]+)'))`;
const point = `position(toString(v), '.')`;
const told = `if(${point} = 0, 0, length(toString(v)) - ${point})`;
const decimal = `concat(toString(v), if(${point} = 0, '.', ''), repeat('0', ${digits} - ${told}))`;

const isText = (given: string): boolean => given === 'null' || /^'([^'\\]|\\.)*'$/.test(given);

/**
 * A value as a text, as DuckDB writes it: 79.0 where a double is whole, and of a decimal all its digits. Of which type
 * a value is, ClickHouse knows when it reads the query.
 */
export const text = (given: string): string =>
  isText(given)
    ? given
    : once(
        given,
        `multiIf(toTypeName(v) like '%Float%', ${double('toString(v)')}, ${digits} > 0, ${decimal}, toString(v))`
      );

/** The same within a text that is filled in: there DuckDB writes a decimal as the double next to it. */
const textWithin = (given: string): string =>
  isText(given)
    ? given
    : once(
        given,
        `if(match(toTypeName(v), 'Float|Decimal'), ${double('toString(toFloat64OrNull(toString(v)))')}, toString(v))`
      );

/** A text as nothing where there is none: `concat` passes over what is null. */
const orNothing = (given: string): string => `ifNull(${text(given)}, '')`;

/** Two columns at most: what leaves the digits of a decimal ClickHouse does not tell; a fill measures each alone. */
function product(given: readonly string[], nodes: readonly Node[]): string {
  const factors = (node: Node): number =>
    node.class === 'CONSTANT' ? 0 : node.function_name === '*' ? count(nodesOf(node.children)) : 1;
  const count = (all: readonly Node[]): number => all.reduce((sum, each) => sum + factors(each), 0);
  if (count(nodes) > 2) throw new Unported('the product of', 'three columns');
  return infix('*')(given, nodes);
}

/**
 * The functions that panels, metrics and the relations beneath them call. Where ClickHouse calls the same thing
 * otherwise, or something else by the same name, it says why.
 */
export const functions: Readonly<Record<string, Written>> = {
  '+': infix('+'),
  '-': infix('-'),
  '*': product,
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
  round: ([value = '', digits = '0']) => {
    const shifted = `trunc(toFloat64(v) * pow(10, ${digits}) + 0.5 * sign(toFloat64(v)))`;
    return once(
      value,
      `if(toTypeName(v) like '%Decimal%', toFloat64(round(v, ${digits})), ${shifted} / pow(10, ${digits}))`
    );
  },
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
  length: ([value], [node]) => `${isList(node) ? 'length' : 'lengthUTF8'}(${value})`,
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

const isList = (node: Node | undefined): boolean =>
  /^(list|list_\w+|array_agg|string_split|range)$/.test(textOf(node?.function_name));

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
    ...(given[at] === undefined ? [] : [textWithin(given[at])]),
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
