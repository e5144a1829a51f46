import type { Fault } from '#spec/content';
import { isWorkday, plainCalendar, type Calendar } from '../calendar.ts';
import { readAlertsTable } from './tables.ts';

/** Days off, and days that work though it is a weekend, with the years that are said. */
export async function readWorkdays(folder: string): Promise<{ calendar: Calendar; years: string[]; faults: Fault[] }> {
  const { rows, faults, wrong } = await readAlertsTable(folder, 'workdays', ['day', 'kind', 'note']);
  const [holidays, workdays] = [new Set<string>(), new Set<string>()];
  for (const { line, cells } of rows) {
    const { day = '', kind = '' } = cells;
    const isWeekday = isDay(day) && isWorkday(day, plainCalendar);
    if (!isDay(day)) wrong(line, `day 要写成 2026-10-01 这样的日期（写的是 ${day}）。`);
    else if (holidays.has(day) || workdays.has(day)) wrong(line, `${day} 写了两次。`);
    else if (kind === '休' && isWeekday) holidays.add(day);
    else if (kind === '班' && !isWeekday) workdays.add(day);
    else if (kind !== '休' && kind !== '班') wrong(line, `kind 只写 休 或 班（写的是 ${kind}）。`);
    else wrong(line, kind === '休' ? `${day} 本来就是周末，不用写。` : `${day} 本来就是工作日，不用写。`);
  }
  const years = [...new Set([...holidays, ...workdays].map((day) => day.slice(0, 4)))].sort();
  return { calendar: { ...plainCalendar, holidays, workdays }, years, faults };
}

const isDay = (day: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(day) && new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) === day;
