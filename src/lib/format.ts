import type { ColumnInfo, Value } from '#spec';

/** How the numbers of one column are written: divided, with so many decimals, in this unit. */
export interface Scale {
  divisor: number;
  digits: number;
  unit: string;
}

/** What stands for the unknown. Never 0. */
export const unknown = '—';

const wan: Scale = { divisor: 1e4, digits: 2, unit: '万元' };
const yi: Scale = { divisor: 1e8, digits: 2, unit: '亿元' };

/** The one scale of a column, so that its numbers can be compared by length: chosen by the largest of them. */
export function scaleOf(unit: string | null, values: readonly Value[] = []): Scale {
  const largest = Math.max(0, ...values.map((value) => (typeof value === 'number' ? Math.abs(value) : 0)));
  if (unit === '元') {
    if (largest >= 1e9) return yi;
    return largest >= 1e7 ? { ...wan, digits: 0 } : wan;
  }
  if (unit === '%') return { divisor: 0.01, digits: 1, unit: '%' };
  if (unit === '倍') return { divisor: 1, digits: 1, unit: '倍' };
  const whole = values.every((value) => typeof value !== 'number' || Number.isInteger(value));
  return { divisor: 1, digits: whole ? 0 : 2, unit: unit ?? '' };
}

/** A number within a column, whose head says the unit. A ratio carries its own mark: 85.0%, 1:9.6. */
export function inColumn(value: Value, scale: Scale): string {
  if (value === null) return unknown;
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'object') return JSON.stringify(value);
  if (typeof value === 'string') return value;
  const digits = number(value / scale.divisor, scale.digits);
  if (scale.unit === '%') return `${digits}%`;
  return scale.unit === '倍' ? `1:${digits}` : digits;
}

/** A number by itself and its unit apart, for large print: 1.23 and 亿元. */
export function apart(value: Value, unit: string | null): { text: string; unit: string } {
  const scale =
    unit === '元' && typeof value === 'number' ? (Math.abs(value) >= 1e8 ? yi : wan) : scaleOf(unit, [value]);
  const own = value === null || typeof value !== 'number' || scale.unit === '%' || scale.unit === '倍';
  return { text: inColumn(value, scale), unit: own ? '' : scale.unit };
}

/** A number by itself, with its unit: 85.0%, 1:9.6, 1.23 亿元, 12 个. */
export function said(value: Value, unit: string | null): string {
  const { text, unit: shown } = apart(value, unit);
  return shown ? `${text} ${shown}` : text;
}

/** The head of a column: its title, and the unit that its numbers are in where that is not plain counting. */
export function headOf({ title, unit }: ColumnInfo, scale: Scale): string {
  return ['', '%', '倍', '个'].includes(unit === null ? '' : scale.unit) ? title : `${title}（${scale.unit}）`;
}

/** A number on an axis, as short as it can be: 500万, 2亿, 1,000. */
export function tick(value: number, unit: string | null): string {
  if (unit === '%') return `${number(value * 100, 0)}%`;
  if (unit !== '元') return number(value, 0, 2);
  if (Math.abs(value) >= 1e8) return `${number(value / 1e8, 0, 1)}亿`;
  return value === 0 ? '0' : `${number(value / 1e4, 0, 2)}万`;
}

function number(value: number, least: number, most = least): string {
  return new Intl.NumberFormat('zh-CN', {
    minimumFractionDigits: least,
    maximumFractionDigits: most,
    signDisplay: 'negative',
  }).format(value);
}
