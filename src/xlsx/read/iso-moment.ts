import type { XlsxCell } from './workbook.ts';
import { momentAs } from './moment-cell.ts';
import type { MomentSection } from './moment-section.ts';
import { clockText, dayText } from './serial.ts';

type Read = Pick<XlsxCell, 'kind' | 'text' | 'findings'>;

const iso =
  /^(?:(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?(?:(?:^|T| )([01]\d|2[0-4]):([0-5]\d)(?::([0-5]\d(?:\.\d+)?))?(Z|[+-]\d\d:?\d\d)?)?$/i;

/**
 * A day or a time written in full (cells of type d), to the second. No zone is ever applied: midnight of any zone is
 * that day, another time with a zone is a finding. Null where it is none.
 */
export function readIsoMoment(raw: string, section: MomentSection | null): Read | null {
  const match = raw === '' ? null : iso.exec(raw.trim());
  if (!match) return null;
  const [, year, month, date, hours, minutes = '0', part = '0', zone] = match;
  const seconds = Math.round(Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(part));
  if (year === undefined) return hours === undefined ? null : { kind: 'time', text: clockText(seconds) };
  const start = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
  if (start.getUTCDate() !== Number(date) || seconds > 86_400) return null;
  const day = new Date(start.getTime() + (seconds === 86_400 ? 86_400_000 : 0));
  const moment = {
    day: { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, date: day.getUTCDate() },
    seconds: seconds % 86_400,
  };
  const read = section
    ? momentAs(moment, section)
    : hours === undefined
      ? { kind: 'day' as const, text: dayText(moment.day) }
      : { kind: 'time' as const, text: `${dayText(moment.day)} ${clockText(moment.seconds)}` };
  if (zone === undefined || /^\+08:?00$/.test(zone) || moment.seconds === 0) return read;
  const problem = `单元格存储的时刻 ${raw} 带时区 ${zone}，按写的时刻读取，没有换算`;
  const fix = '请核对日期和时刻，按北京时间重新填写，如 2025-04-24 17:00';
  return { ...read, findings: [...(read.findings ?? []), { check: 'zoned_time', effect: 'mark', problem, fix }] };
}
