import type { XlsxCell } from './workbook.ts';
import type { MomentFormat } from './format.ts';
import { decimalText } from './decimal.ts';
import { clockText, dayText, readSerial } from './serial.ts';

type Read = Pick<XlsxCell, 'kind' | 'text' | 'findings'>;

/** A number under a format of days or times. A format that shows only the month keeps it a month: 2025年4月. */
export function readMoment(value: number, format: MomentFormat, is1904: boolean): Read {
  if (format.isDuration && value >= 0 && value < 1e5)
    return { kind: 'time', text: clockText(Math.round(value * 86_400)) };
  const moment = readSerial(value, is1904);
  if (!moment) {
    const problem = `日期序号 ${decimalText(value)} 不是一个日期`;
    return {
      kind: 'unreadable',
      text: decimalText(value),
      findings: [{ check: 'no_such_day', effect: 'cell', problem, fix: '重新填写日期，如 2025-04-24' }],
    };
  }
  const { day, seconds } = moment;
  if (!day) return { kind: 'time', text: clockText(seconds) };
  if (format.hasTime) return { kind: 'time', text: `${dayText(day)} ${clockText(seconds)}` };
  if (format.hasYear && !format.hasDay && day.date === 1) {
    if (format.hasMonth) return { kind: 'day', text: `${day.year}年${day.month}月` };
    if (day.month === 1) return { kind: 'day', text: String(day.year) };
  }
  if (seconds === 0) return { kind: 'day', text: dayText(day) };
  const problem = `单元格只显示日期，实际还存有时刻 ${clockText(seconds)}`;
  const fix = '按显示的日期读取；若时刻有用，请把单元格格式改为带时刻的，如 2025-04-24 17:00';
  return { kind: 'day', text: dayText(day), findings: [{ check: 'hidden_time', effect: 'mark', problem, fix }] };
}

const iso = /^(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.0+)?)?)?$/;

/** A day written in full (cells of type d), without a zone; null where it is none. */
export function readIsoMoment(raw: string): Read | null {
  const match = iso.exec(raw);
  if (!match) return null;
  const [, day, , date, hours, minutes, seconds = '00'] = match;
  if (new Date(`${day}T00:00:00Z`).getUTCDate() !== Number(date)) return null;
  return hours === undefined
    ? { kind: 'day', text: day! }
    : { kind: 'time', text: `${day} ${hours}:${minutes}:${seconds}` };
}
