import { isWorkday, plainCalendar, type Calendar } from '../calendar.ts';
import { momentOf } from '../civil.ts';
import type { Civil } from '../incident.ts';
import { bytesOf, oneLine } from '../text.ts';
import { endOf, type Entry } from './deadlines.ts';

/**
 * Deadlines as calendars read them (RFC 5545): the same entries are the same bytes. Of what is to come `at` this moment
 * they remind at nine on the last day of work before it; none of a reminder of what is over or gone, which programs
 * would show as missed.
 */
export function calendarOf(
  entries: readonly Entry[],
  { title, at, calendar = plainCalendar }: { title: string; at: Civil; calendar?: Calendar }
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Baijing//Deadlines//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${textOf(title)}`,
    'X-WR-TIMEZONE:Asia/Shanghai',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...zone,
    ...entries.flatMap((entry) => eventOf(entry, at, calendar)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

/** The clock of the province: no summer time. */
const zone = [
  'BEGIN:VTIMEZONE',
  'TZID:Asia/Shanghai',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0800',
  'TZOFFSETTO:+0800',
  'TZNAME:CST',
  'END:STANDARD',
  'END:VTIMEZONE',
];

function eventOf(entry: Entry, at: Civil, calendar: Calendar): string[] {
  const { key, title, due, note, link, sequence, changedAt, goneAt } = entry;
  const changed = `${digits(new Date(momentOf(changedAt)).toISOString().slice(0, 19))}Z`;
  const isGone = goneAt !== null;
  return [
    'BEGIN:VEVENT',
    `UID:${textOf(`${key}@baijing`)}`,
    `DTSTAMP:${changed}`,
    `LAST-MODIFIED:${changed}`,
    `SEQUENCE:${sequence}`,
    `STATUS:${isGone ? 'CANCELLED' : 'CONFIRMED'}`,
    ...startOf(due),
    `SUMMARY:${textOf(isGone ? `（已取消）${title}` : title)}`,
    ...(note ? [`DESCRIPTION:${textOf(note)}`] : []),
    ...(link ? [`URL:${oneLine(link)}`] : []),
    'TRANSP:TRANSPARENT',
    ...(isGone || endOf(due) <= momentOf(at) ? [] : alarmOf(title, due, calendar)),
    'END:VEVENT',
  ];
}

/**
 * Behind all else of an event, without which some programs find none; in words, which it must have; before its begin,
 * since some know no other. From a day on, which has no zone, it is counted as from its midnight where it is read.
 */
function alarmOf(title: string, due: string, calendar: Calendar): string[] {
  let day = due.slice(0, 10);
  for (let tried = 0; tried < 30; tried += 1) {
    day = new Date(Date.parse(`${day}T00:00:00Z`) - dayLength).toISOString().slice(0, 10);
    if (isWorkday(day, calendar)) break;
  }
  const begins = due.includes('T') ? momentOf(due) : momentOf(`${due}T00:00:00`);
  const minutes = Math.round((begins - momentOf(`${day}T${calendar.digest}:00`)) / 60_000);
  return [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${textOf(title)}`,
    `TRIGGER:-PT${Math.floor(minutes / 60)}H${minutes % 60 === 0 ? '' : `${minutes % 60}M`}`,
    'END:VALARM',
  ];
}

const dayLength = 86_400_000;

/** A day is a day, with no hour that a zone could move; 24 o'clock is the next one's 0. */
function startOf(due: string): string[] {
  if (!due.includes('T')) return [`DTSTART;VALUE=DATE:${digits(due)}`];
  const whole = due.length === 16 ? `${due}:00` : due;
  const [day = '', time = ''] = whole.split('T');
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return [`DTSTART;TZID=Asia/Shanghai:${time.startsWith('24:') ? `${digits(next)}T000000` : digits(whole)}`];
}

const digits = (moment: string): string => moment.replaceAll(/[-:]/g, '');

/** Marks that end a value are written out; a line ends as `\n`. */
const textOf = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map(oneLine)
    .join('\n')
    .replaceAll(/[\\;,]/g, (mark) => `\\${mark}`)
    .replaceAll('\n', '\\n');

/** Lines of at most 75 bytes, none of them with a half character. */
function fold(line: string): string {
  const lines: string[] = [];
  let held = '';
  let bytes = 0;
  for (const character of line) {
    const more = bytesOf(character);
    if (bytes + more > 75) {
      lines.push(held);
      held = ' ';
      bytes = 1;
    }
    held += character;
    bytes += more;
  }
  return [...lines, held].join('\r\n');
}
