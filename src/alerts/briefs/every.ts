import { isWorkday, type Calendar } from '../calendar.ts';
import type { Civil } from '../incident.ts';

/** When something is made again and again, at a time of the day. */
export type Every =
  | { on: 'day' | 'workday'; time: string }
  /** From 1, Monday, to 7. */
  | { on: 'week'; weekday: number; time: string }
  /** From 1 to 28; 0: the last day of a month. */
  | { on: 'month'; day: number; time: string };

const weekdays = '一二三四五六日';

/** `每天 09:00`, `每个工作日 09:00`, `每周一 09:00`, `每月1日 09:00`, `每月最后一天 09:00`; null: none of them. */
export function readEvery(text: string): Every | null {
  const [, on = '', time = ''] =
    /^每(天|个工作日|周[一二三四五六日]|月\d{1,2}日|月最后一天)\s*([01]\d:[0-5]\d|2[0-3]:[0-5]\d)$/.exec(text.trim()) ??
    [];
  if (on === '') return null;
  if (on === '天') return { on: 'day', time };
  if (on === '个工作日') return { on: 'workday', time };
  if (on === '月最后一天') return { on: 'month', day: 0, time };
  if (on.startsWith('周')) return { on: 'week', weekday: weekdays.indexOf(on.slice(1)) + 1, time };
  const day = Number(on.slice(1, -1));
  // A day that some months lack would be skipped in them.
  return day >= 1 && day <= 28 ? { on: 'month', day, time } : null;
}

const dayLength = 86_400_000;
/** From a day of one month to the same of the one before last there are no more. */
const mostDays = 70;

/** The last moment at or before another at which something was to be made; null: none within two months. */
export function lastDue(every: Every, at: Civil, calendar: Calendar): Civil | null {
  const today = Date.parse(`${at.slice(0, 10)}T00:00:00Z`);
  for (let back = 0; back < mostDays; back += 1) {
    const day = new Date(today - back * dayLength).toISOString().slice(0, 10);
    const moment = `${day}T${every.time}:00`;
    if (moment <= at && isDayOf(every, day, calendar)) return moment;
  }
  return null;
}

function isDayOf(every: Every, day: string, calendar: Calendar): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  if (every.on === 'week') return (date.getUTCDay() || 7) === every.weekday;
  if (every.on !== 'month') return every.on === 'day' || isWorkday(day, calendar);
  const next = new Date(date.getTime() + dayLength);
  return every.day === 0 ? next.getUTCDate() === 1 : date.getUTCDate() === every.day;
}
