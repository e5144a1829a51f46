import { toNumber, parseExact, type ColumnInfo } from '#spec';
import type { TemplateMark } from '#xlsx';

/** How many of the decimals of yuan a unit of money takes away. */
const money: Readonly<Record<string, number>> = { 元: 0, 万元: 4, 亿元: 8 };

export const isMoney = ({ unit, format }: ColumnInfo): boolean => unit === '元' || format === 'yuan';
const isShare = ({ format, unit }: ColumnInfo): boolean => format === 'percent' || unit === '%';

/** What is wrong with the unit that a mark says, or does not say; null where nothing is. */
export function wrongUnit(info: ColumnInfo, unit: string | null, { mark, format, cell }: TemplateMark): string | null {
  if (info.type !== 'number') return unit === null ? null : `“${info.title}”不是数，不写单位（写的是 ${unit}）。`;
  if (isMoney(info)) {
    if (unit === null)
      return `金额要写单位，如 {{${mark.replace(/[|｜].*$/, '')}（万元）}}；可以写 ${Object.keys(money).join('、')}。`;
    return unit in money
      ? null
      : `“${info.title}”是金额，单位可以写 ${Object.keys(money).join('、')}（写的是 ${unit}）。`;
  }
  if (isShare(info) && (unit === '%' || unit === null))
    return unit === null && cell !== null && !isPercent(format)
      ? `“${info.title}”是比例，请把这一格设成百分比格式，或写成 {{…（%）}}。`
      : null;
  return unit === null || unit === info.unit
    ? null
    : `“${info.title}”的单位是${info.unit ?? '没有的'}（写的是 ${unit}）。`;
}

export const isPercent = (format: string): boolean => bare(format).includes('%');
export const isDay = (format: string): boolean =>
  format !== 'General' && format !== '@' && /[yd年日]/i.test(bare(format));
const bare = (format: string): string => format.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '');

/** A number in the unit that its cell is in, exactly: 12345.67 元 are 1.234567 万元. */
export function inUnit(value: number, info: ColumnInfo, unit: string | null, format: string): number {
  if (isMoney(info)) return shifted(value, money[unit ?? ''] ?? 0);
  return isShare(info) && !isPercent(format) ? shifted(value, -2) : value;
}

/** A number with its point so many places to the left. */
function shifted(value: number, places: number): number {
  if (!/^-?\d+(\.\d+)?$/.test(String(value))) return value / 10 ** places;
  const exact = parseExact(String(value));
  if (exact.decimals + places >= 0) return toNumber({ ...exact, decimals: exact.decimals + places });
  return toNumber({ digits: exact.digits * 10n ** BigInt(-places - exact.decimals), decimals: 0 });
}

const firstSerial = Date.UTC(1899, 11, 30);

/** A day as programs for spreadsheets count it. */
export const serialOf = (day: string): number =>
  (Date.parse(`${day.slice(0, 10)}T00:00:00Z`) - firstSerial) / 86_400_000;
