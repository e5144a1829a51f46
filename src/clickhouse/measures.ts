import { quoted } from './node.ts';
import type { Column, Shape } from './shape.ts';

/** One thing that must be the same on both sides: how DuckDB says it, and how ClickHouse does, as text. */
export interface Measure {
  name: string;
  duck: string;
  click: string;
}

/** What is held against each other of a table: its rows, and of each column how many are known and their sum. */
export const measuresOf = ({ columns }: Shape): Measure[] => [
  { name: 'rows', duck: 'count(*)::varchar', click: 'toString(count())' },
  ...columns.flatMap(measuresOfColumn),
];

const inDuck = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function measuresOfColumn(column: Column): Measure[] {
  const { name, type } = column;
  const known = {
    name: `${name}: known`,
    duck: `count(${inDuck(name)})::varchar`,
    click: `toString(count(${quoted(name)}))`,
  };
  return [
    known,
    ...sumsOf(column).map(([what, duck, click]) => ({
      name: `${name}: ${what}`,
      duck: `coalesce((${duck})::varchar, '-')`,
      click: `ifNull(toString(${click}), '-')`,
    })),
    ...(/Int/.test(type) ? [magnitude(name, '4611686018427387904', '::hugeint')] : []),
    ...(type.startsWith('Decimal') ? [magnitude(name, '10000000000000000', '')] : []),
  ];
}

/**
 * Whole numbers whose sum could leave 64 bits are not copied, nor decimals a product of which could leave 38 digits:
 * ClickHouse would go round without a word.
 */
const magnitude = (name: string, most: string, cast: string): Measure => ({
  name: `${name}: fits`,
  duck: `(coalesce(sum(abs(${inDuck(name)}${cast})), 0) < ${most})::varchar`,
  click: `'true'`,
});

/** What the known values of a column sum to: exact, whatever their number. */
function sumsOf({ name, duck, type }: Column): [what: string, duck: string, click: string][] {
  const [a, b] = [inDuck(name), quoted(name)];
  if (type.startsWith('Decimal')) {
    const digits = Number(/(\d+)\)$/.exec(type)?.[1] ?? 0);
    // In units of the last digit.
    return [
      [
        'sum',
        `replace(sum(${a})::varchar, '.', '')::hugeint`,
        `sumOrNull(toDecimal256(${b}, ${digits})) * toInt256('1${'0'.repeat(digits)}')`,
      ],
    ];
  }
  if (/Int/.test(type)) return [['sum', `sum(${a}::hugeint)`, `sumOrNull(toInt256(${b}))`]];
  if (type === 'Bool') return [['true', `count(*) filter (${a})`, `countIf(${b})`]];
  if (type === 'Date32')
    return [['days', `sum(date_diff('day', date '1970-01-01', ${a}))`, `sumOrNull(toInt64(toInt32(${b})))`]];
  if (type.startsWith('DateTime'))
    return [['microseconds', `sum(epoch_us(${a})::hugeint)`, `sumOrNull(toInt128(toInt64(${b})) * 1000000)`]];
  if (type.startsWith('Float'))
    return [['bits', `sum((${a} * 1048576)::hugeint)`, `sumOrNull(toInt256(round(${b} * 1048576)))`]];
  return [['bytes', `sum(strlen(${copiedAs(name, duck)}))`, `sumOrNull(length(${b}))`]];
}

/** A column as it is copied: what is nested as JSON, and whole numbers that Parquet has no type for as decimals. */
export function copiedAs(name: string, duck: string): string {
  const column = inDuck(name);
  if (duck === 'JSON') return `${column}::varchar`;
  if (duck === 'HUGEINT') return `${column}::decimal(38, 0)`;
  if (/[[(]/.test(duck) && !duck.startsWith('DECIMAL')) return `to_json(${column})::varchar`;
  return column;
}
