/**
 * Days are counted from 1970-01-01, moments in seconds from its midnight; local time of the province, no zone anywhere.
 */
export const DAY = 86_400;
export const HOUR = 3_600;
export const MINUTE = 60;

/** `2025-04-24` → a day. */
export function day(text: string): number {
  const milliseconds = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(milliseconds)) throw new Error(`not a day: ${text}`);
  return milliseconds / (DAY * 1000);
}

/** `2025-04-24 17:00:00` → a moment. */
export function moment(text: string): number {
  const milliseconds = Date.parse(`${text.replace(' ', 'T')}Z`);
  if (Number.isNaN(milliseconds)) throw new Error(`not a moment: ${text}`);
  return milliseconds / 1000;
}

/** A moment on that day, `17:00` or `17:00:05`. */
export function at(on: number, clock: string): number {
  return moment(`${dayText(on)} ${clock.length === 5 ? `${clock}:00` : clock}`);
}

export function dayOf(time: number): number {
  return Math.floor(time / DAY);
}

/** 2025-04-24 */
export function dayText(on: number): string {
  return new Date(on * DAY * 1000).toISOString().slice(0, 10);
}

/** 2025-04-24 17:00:00 */
export function momentText(time: number): string {
  return new Date(time * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** The day itself, or the next on which offices work: not at weekends, nor in the first days of May and October. */
export function workday(on: number): number {
  const weekday = (on + 4) % 7;
  const [month, date] = [dayText(on).slice(5, 7), Number(dayText(on).slice(8))];
  const isHoliday = (month === '05' && date <= 5) || (month === '10' && date <= 7);
  return weekday === 6 || weekday === 0 || isHoliday ? workday(on + 1) : on;
}

/** The same day of the month, months later, less one day: a period of whole months from its first day to its last. */
export function lastDayAfter(start: number, months: number): number {
  const from = new Date(start * DAY * 1000);
  return Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, from.getUTCDate()) / (DAY * 1000) - 1;
}
