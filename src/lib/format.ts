import { formats, type ColumnInfo, type Format, type Value } from '#spec';

/** How the numbers of one column are written: divided, with so many decimals, in this unit. */
export interface Scale {
  divisor: number;
  digits: number;
  unit: string;
  /** What stands with each number, before or after it: 1:9.6, 85.0%. */
  mark?: { before?: string; after?: string };
}

/** What is to be known of a number to write it. One whose format is not said is a decimal. */
export interface Shown {
  unit: string | null;
  format?: Format | null;
}

/** A number without a unit. */
export const plain = { unit: null } as const;
export const yuan = { unit: formats.yuan, format: 'yuan' } as const;
export const percent = { unit: formats.percent, format: 'percent' } as const;

/** What stands for the unknown. Never 0. */
export const unknown = '—';

const wan: Scale = { divisor: 1e4, digits: 2, unit: '万元' };
const yi: Scale = { divisor: 1e8, digits: 2, unit: '亿元' };

/**
 * The one scale of a column, so that its numbers can be compared by length: money in 亿元 where half of it is of that
 * size, so that one number, perhaps in the wrong unit, does not turn all others into 0.02.
 */
export function scaleOf({ unit, format }: Shown, values: readonly Value[] = []): Scale {
  if (format === 'yuan') {
    const { middle, largest } = sizesOf(values);
    if (largest >= 1e9 && middle >= 1e8) return yi;
    return largest >= 1e7 && middle >= 1e6 ? { ...wan, digits: 0 } : wan;
  }
  if (format === 'percent') return { divisor: 0.01, digits: 1, unit: '', mark: { after: '%' } };
  if (format === 'ratio') return { divisor: 1, digits: 1, unit: '', mark: { before: '1:' } };
  if (format === 'factor') return { divisor: 1, digits: 1, unit: unit ?? formats.factor };
  const whole = values.every((value) => typeof value !== 'number' || Number.isInteger(value));
  return { divisor: 1, digits: whole ? 0 : 2, unit: unit ?? '' };
}

/** Of the numbers that are neither unknown nor 0, the lower of the two in the middle, and the largest. */
function sizesOf(values: readonly Value[]): { middle: number; largest: number } {
  const sizes = values
    .flatMap((value) => (typeof value === 'number' && value !== 0 ? [Math.abs(value)] : []))
    .sort((a, b) => a - b);
  return { middle: sizes[Math.floor((sizes.length - 1) / 2)] ?? 0, largest: sizes.at(-1) ?? 0 };
}

/** A number within a column, whose head says the unit. A ratio carries its own mark: 85.0%, 1:9.6. */
export function inColumn(value: Value, scale: Scale): string {
  if (value === null) return unknown;
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'object') return JSON.stringify(value);
  if (typeof value === 'string') return value;
  const { before = '', after = '' } = scale.mark ?? {};
  return `${before}${number(value / scale.divisor, scale.digits)}${after}`;
}

/** A number by itself and its unit apart, for large print: 1.23 and 亿元. */
export function apart(value: Value, shown: Shown): { text: string; unit: string } {
  const scale =
    shown.format === 'yuan' && typeof value === 'number'
      ? Math.abs(value) >= 1e8
        ? yi
        : wan
      : scaleOf(shown, [value]);
  return { text: inColumn(value, scale), unit: typeof value === 'number' ? scale.unit : '' };
}

/** A number by itself, with its unit: 85.0%, 1:9.6, 1.3 倍, 1.23 亿元, 12 个. */
export function withUnit(value: Value, shown: Shown): string {
  const { text, unit } = apart(value, shown);
  return unit ? `${text} ${unit}` : text;
}

/**
 * The two parts of a quotient, with as many decimals as it takes
 * that who divides what is written comes to what is shown.
 */
export function quotientText(
  [above, below]: readonly [Value, Value],
  [ofAbove, ofBelow]: readonly [Shown, Shown],
  { value, ...shown }: Shown & { value: Value }
): string {
  const [first, second] = [withUnit(above, ofAbove), withUnit(below, ofBelow)];
  const isOfMoney = ofAbove.format === 'yuan' && ofBelow.format === 'yuan';
  if (!isOfMoney || typeof above !== 'number' || typeof below !== 'number' || typeof value !== 'number')
    return `${first} ÷ ${second}`;
  const scale = Math.max(Math.abs(above), Math.abs(below)) >= 1e8 ? yi : wan;
  const said = withUnit(value, shown);
  for (let { digits } = scale; digits < 8; digits++) {
    const [a, b] = [above, below].map((each) => Number((each / scale.divisor).toFixed(digits))) as [number, number];
    if (b !== 0 && withUnit(a / b, shown) === said) {
      const [one, other] = [a, b].map((each) => number(each, digits));
      return `${one} ${scale.unit} ÷ ${other} ${scale.unit}`;
    }
  }
  return `${first} ÷ ${second}`;
}

/**
 * How a number has changed: +3 个, −1.20 万元; of two rates in 百分点, of two ratios 1:8.2 and 1:8.1 by −0.1; with as
 * many decimals as tell that it did, a few yuan as yuan.
 */
export function difference(before: number, after: number, shown: Shown): string {
  const change = after - before;
  const sign = change > 0 ? '+' : '';
  if (shown.format === 'percent') return `${sign}${telling(change * 100)} 个百分点`;
  if (shown.format === 'ratio') return `${sign}${telling(change)}`;
  if (shown.format === 'yuan' && Math.abs(change) < 50) return `${sign}${number(change, 2)} 元`;
  return `${sign}${withUnit(change, shown)}`;
}

/** A change with one decimal, or with so many that it is not written as none. */
const telling = (change: number): string =>
  number(change, [1, 2, 3].find((each) => Math.abs(change) >= 0.5 * 10 ** -each) ?? 4);

/** The head of a column: its title, and the unit that its numbers are in where that is not plain counting. */
export function headOf({ title, unit }: ColumnInfo, scale: Scale): string {
  return unit === null || ['', formats.count].includes(scale.unit) ? title : `${title}（${scale.unit}）`;
}

/** A number on an axis, as short as it can be: 500万, 2亿, 1,000. */
export function tick(value: number, { format }: Shown): string {
  if (format === 'percent') return `${number(value * 100, 0)}%`;
  if (format !== 'yuan') return number(value, 0, 2);
  if (Math.abs(value) >= 1e8) return `${number(value / 1e8, 0, 1)}亿`;
  return value === 0 ? '0' : `${number(value / 1e4, 0, 2)}万`;
}

/** One for each number of decimals: to make one takes eighty times as long as to use it. */
const written = new Map<string, Intl.NumberFormat>();

function number(value: number, least: number, most = least): string {
  const key = `${least}-${most}`;
  const known = written.get(key) ?? formatOf(least, most);
  written.set(key, known);
  return known.format(value);
}

const formatOf = (least: number, most: number): Intl.NumberFormat =>
  new Intl.NumberFormat('zh-CN', {
    minimumFractionDigits: least,
    maximumFractionDigits: most,
    signDisplay: 'negative',
  });
