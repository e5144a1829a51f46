import type { Civil } from './incident.ts';

/** When an office works. Days that are not named are workdays from Monday to Friday. */
export interface Calendar {
  /** 08:30: from here on it is open. */
  opens: string;
  /** 17:30: at this very moment it is closed. */
  closes: string;
  /** 09:00: when what waits to be told together leaves. */
  digest: string;
  /** Weekdays on which nobody works. */
  holidays: ReadonlySet<string>;
  /** Saturdays and Sundays on which everybody does (调休). */
  workdays: ReadonlySet<string>;
}

export const plainCalendar: Calendar = {
  opens: '08:30',
  closes: '17:30',
  digest: '09:00',
  holidays: new Set(),
  workdays: new Set(),
};

const dayLength = 86_400_000;

/** The clock of the province has had no summer time since 1991: it is always eight hours ahead. */
export const civilOf = (milliseconds: number): Civil => isoOf(milliseconds + 8 * 3_600_000);

/** A moment or a day as a moment, to the second: 2026-03-02T09:00 is 2026-03-02T09:00:00. */
export const toSecond = (moment: string): Civil => isoOf(asUtc(moment));

export const addHours = (at: Civil, hours: number): Civil => isoOf(asUtc(at) + hours * 3_600_000);

export const dayOf = (at: Civil): string => at.slice(0, 10);

/** Civil days from one to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((asUtc(dayOf(to)) - asUtc(dayOf(from))) / dayLength);

export function isWorkday(day: string, { holidays, workdays }: Calendar): boolean {
  if (workdays.has(day)) return true;
  const weekday = new Date(asUtc(day)).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.has(day);
}

/** How many days of work there are after a day, up to another and with it. */
export function workdaysBetween(from: string, to: string, calendar: Calendar): number {
  let count = 0;
  for (let day = addDay(dayOf(from)); day <= dayOf(to); day = addDay(day)) if (isWorkday(day, calendar)) count += 1;
  return count;
}

/** The first moment from here on at which the office is open. */
export function nextOpening(at: Civil, calendar: Calendar): Civil {
  const time = at.slice(11);
  if (isWorkday(dayOf(at), calendar) && time >= calendar.opens && time < calendar.closes) return at;
  const from = time < calendar.opens ? dayOf(at) : addDay(dayOf(at));
  return toSecond(`${nextWorkday(from, calendar)}T${calendar.opens}`);
}

/** The first moment from here on at which what is told together leaves. */
export function nextDigest(at: Civil, calendar: Calendar): Civil {
  const from = at <= toSecond(`${dayOf(at)}T${calendar.digest}`) ? dayOf(at) : addDay(dayOf(at));
  return toSecond(`${nextWorkday(from, calendar)}T${calendar.digest}`);
}

/** Civil days that are left until a deadline, or that it is over. A day alone is in time to its end. */
export function daysLeft(now: Civil, due: string): number | 'overdue' {
  const end = due.length === 10 ? `${due}T23:59:59` : toSecond(due);
  return toSecond(now) > end ? 'overdue' : daysBetween(now, due);
}

function nextWorkday(from: string, calendar: Calendar): string {
  let day = from;
  // A year of nothing but holidays is a mistake of who wrote it, and no reason to stand still.
  for (let tried = 0; tried < 400 && !isWorkday(day, calendar); tried += 1) day = addDay(day);
  return day;
}

const addDay = (day: string): string => isoOf(asUtc(day) + dayLength).slice(0, 10);
const isoOf = (milliseconds: number): Civil => new Date(milliseconds).toISOString().slice(0, 19);

function asUtc(moment: string): number {
  const time = Date.parse(`${moment.length === 10 ? `${moment}T00:00` : moment.replace(' ', 'T')}Z`);
  if (Number.isNaN(time)) throw new Error(`not a moment: ${moment}`);
  return time;
}
