import type { CellFinding, XlsxCell } from './workbook.ts';
import { decimalText } from './decimal.ts';
import { shownMoment, type MomentSection } from './moment-section.ts';
import { clockText, dayText, readSerial, type Moment } from './serial.ts';

type Read = Pick<XlsxCell, 'kind' | 'text' | 'findings'>;

/** A number under a format of days or times. A format that shows only the month keeps it a month: 2025年4月. */
export function readMoment(value: number, section: MomentSection, is1904: boolean): Read {
  if (section.isDuration && value >= 0 && value < 1e5)
    return { kind: 'time', text: clockText(Math.round(value * 86_400)) };
  const moment = readSerial(value, is1904);
  if (moment) return withSmall(value, is1904, momentAs(moment, section));
  const problem = `日期序号 ${decimalText(value)} 不是一个日期`;
  return {
    kind: 'unreadable',
    text: decimalText(value),
    findings: [{ check: 'no_such_day', effect: 'cell', problem, fix: '重新填写日期，如 2025-04-24' }],
  };
}

/** A small number in a cell of days: hardly anybody means the year that days are counted from. */
function withSmall(value: number, is1904: boolean, read: Read): Read {
  if (is1904 || value < 1 || value >= 367 || read.findings) return read;
  const problem = `单元格显示“${read.text}”，实际存储的数是 ${decimalText(value)}，像是填进日期格式里的一个数`;
  const fix = '是日期的请填写完整，如 2025-04-24；不是的请把单元格格式改为“常规”';
  return { ...read, findings: [{ check: 'no_such_day', effect: 'mark', problem, fix }] };
}

/** A moment as its format shows it; what is stored and not seen, as the year of 3月1日, is a finding. */
export function momentAs(moment: Moment, section: MomentSection): Read {
  const { day, seconds } = moment;
  if (!day) return { kind: 'time', text: clockText(seconds) };
  const { hasYear, hasMonth, hasDay, hasTime } = section;
  if (!hasTime && hasYear && !hasDay && day.date === 1) {
    if (hasMonth) return { kind: 'day', text: `${day.year}年${day.month}月` };
    if (day.month === 1) return { kind: 'day', text: String(day.year) };
  }
  const read: Read = hasTime
    ? { kind: 'time', text: `${dayText(day)} ${clockText(seconds)}` }
    : { kind: 'day', text: dayText(day) };
  const finding = unseen(moment, section, read.text);
  return finding ? { ...read, findings: [finding] } : read;
}

function unseen(moment: Moment, section: MomentSection, stored: string): CellFinding | null {
  const both = `单元格显示“${shownMoment(moment, section)}”，实际存储的是 ${stored}`;
  const fix = '核对后改填完整的日期，如 2025-04-24';
  const { hasYear, hasMonth, hasDay, hasTime } = section;
  if (section.isForeign) return { check: 'hidden_year', effect: 'mark', problem: `${both}，两种历法不一致`, fix };
  // A year that the format itself writes is seen, whatever is stored.
  const written = hasYear ? null : /(?<!\d)\d{4}(?=\D)/.exec(shownMoment(moment, section))?.[0];
  if (!hasYear && written !== String(moment.day?.year)) {
    const problem = `${both}，${written === undefined ? '年份看不见' : '年份不一致'}`;
    return { check: 'hidden_year', effect: 'mark', problem, fix };
  }
  if (!hasMonth || !hasDay) return { check: 'hidden_day', effect: 'mark', problem: `${both}，月日看不全`, fix };
  if (hasTime || moment.seconds === 0) return null;
  return {
    check: 'hidden_time',
    effect: 'mark',
    problem: `单元格只显示日期，实际还存有时刻 ${clockText(moment.seconds)}`,
    fix: '按显示的日期读取；若时刻有用，请把单元格格式改为带时刻的，如 2025-04-24 17:00',
  };
}
