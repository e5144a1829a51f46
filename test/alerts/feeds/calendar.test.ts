import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { deadlinesIn } from '../../../src/api/routes/feed-entries.ts';
import { plainCalendar } from '#alerts';
import { afterDeadlines, atomOf, calendarOf, toldEntries, type Deadline, type Entry } from '#alerts/feeds';

/** Before all that is due here. */
const early = '2025-02-10T09:00:00';
const entry = (changed: Partial<Entry>): Entry => ({
  key: '2025:submit_by',
  title: '线上填报截止',
  due: '2025-04-24T17:00:00',
  sequence: 0,
  changedAt: '2025-02-10T09:00:00',
  goneAt: null,
  ...changed,
});

/** The events as a second reader reads them. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    const status = component.getFirstPropertyValue('status') as string;
    const alarms = component.getAllSubcomponents('valarm').map((alarm) => {
      const begins = event.startDate.clone();
      begins.isDate = false;
      // As a program of the province reads a day: from its midnight there.
      begins.addDuration(alarm.getFirstPropertyValue('trigger') as ICAL.Duration);
      const says = ['action', 'description'].map((name) => String(alarm.getFirstPropertyValue(name)));
      return [String(begins), ...says];
    });
    return {
      uid: event.uid,
      summary: event.summary,
      note: event.description,
      isDay: event.startDate.isDate,
      at: event.startDate.toJSDate().toISOString(),
      day: event.startDate.toString(),
      sequence: event.sequence,
      status,
      alarms,
    };
  });
}

test('a moment is the moment of the province, wherever it is read; a day is a day', () => {
  const text = calendarOf(
    [entry({}), entry({ key: '2025:paper_by', due: '2025-04-25' }), entry({ key: 'x', due: '2025-12-31T24:00:00' })],
    { title: '截止', at: early }
  );
  const [moment, day, midnight] = read(text);
  expect(moment).toMatchObject({ uid: '2025:submit_by@baijing', isDay: false, at: '2025-04-24T09:00:00.000Z' });
  expect(day).toMatchObject({ isDay: true, day: '2025-04-25' });
  expect(midnight).toMatchObject({ at: '2025-12-31T16:00:00.000Z' });
  expect(text).toContain('DTSTART;TZID=Asia/Shanghai:20250424T170000\r\n');
  expect(text).toContain('DTSTART;VALUE=DATE:20250425\r\n');
});

test('it reminds at nine on the last day of work before, in the words of the deadline; not of what is over or gone', () => {
  const calendar = { ...plainCalendar, holidays: new Set(['2025-05-01', '2025-05-02']) };
  const alarmsOf = (changed: Partial<Entry>, at = early) =>
    read(calendarOf([entry(changed)], { title: '截止', at, calendar }))[0]!.alarms;
  expect(alarmsOf({})).toEqual([['2025-04-23T09:00:00', 'DISPLAY', '线上填报截止']]);
  // Monday, and the first day after a holiday.
  expect(alarmsOf({ due: '2025-04-28T08:30' })[0]?.[0]).toBe('2025-04-25T09:00:00');
  expect(alarmsOf({ due: '2025-05-05T17:00:00' })[0]?.[0]).toBe('2025-04-30T09:00:00');
  expect(alarmsOf({ due: '2025-12-31T24:00:00' })[0]?.[0]).toBe('2025-12-30T09:00:00');
  const ofDay = alarmsOf({ due: '2025-04-25' });
  expect(ofDay).toEqual([['2025-04-24T09:00:00', 'DISPLAY', '线上填报截止']]);
  expect(alarmsOf({ due: '2025-04-25' }, '2025-04-25T23:59:59')).toEqual(ofDay);
  expect(alarmsOf({ due: '2025-04-25' }, '2025-04-26T00:00:00')).toEqual([]);
  expect(alarmsOf({}, '2025-04-24T17:00:00')).toEqual([]);
  expect(alarmsOf({ goneAt: '2025-03-01T09:00:00' })).toEqual([]);
});

test('a reminder stands last in its event, where programs that are strict expect it', () => {
  const text = calendarOf([entry({ note: '说明', link: 'https://b.example/alerts' })], { title: '截止', at: early });
  expect(text).toContain('TRIGGER:-PT32H\r\nEND:VALARM\r\nEND:VEVENT\r\n');
});

test('in summer too: the province has no other time', () => {
  const [moment] = read(calendarOf([entry({ due: '2026-07-01T08:30' })], { title: '截止', at: early }));
  expect(moment!.at).toBe('2026-07-01T00:30:00.000Z');
});

const anyText = fc.string({
  unit: fc.constantFrom('市', '𠮷', ',', ';', '\\', 'n', ':', '"', '=', '\n', 'a', '👨‍👩‍👧', ' '),
  maxLength: 200,
});

test('whatever it is called, a second reader reads the same, of lines of at most 75 bytes', () => {
  fc.assert(
    fc.property(anyText, anyText, (title, note) => {
      const text = calendarOf([entry({ title: `甲${title}乙`, note: `甲${note}乙` })], { title: '截止', at: early });
      const lines = text.split('\r\n');
      expect(lines.at(-1)).toBe('');
      for (const line of lines) {
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(line.isWellFormed()).toBe(true);
        expect(line).not.toMatch(/[\r\n]/);
      }
      const plain = (said: string) =>
        said
          .split('\n')
          .map((each) => each.trim())
          .join('\n');
      const [event] = read(text);
      expect(event!.summary).toBe(plain(`甲${title}乙`));
      expect(event!.note).toBe(plain(`甲${note}乙`));
    })
  );
});

test('no title adds a line or an event', () => {
  const text = calendarOf([entry({ title: '截止\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:x' })], {
    title: '截\r\nX-Y:1',
    at: early,
  });
  expect(read(text)).toHaveLength(1);
  expect(text.match(/^X-Y/m)).toBeNull();
});

test('what moves counts on, what goes is cancelled for thirty days, what comes back counts on', () => {
  const paper: Deadline = { key: 'paper', title: '邮寄', due: '2025-04-25' };
  const at = (day: string, hour = '09') => `2025-${day}T${hour}:00:00`;
  const first = afterDeadlines([], [paper], at('02-10'));
  const same = afterDeadlines(first, [paper], at('02-11'));
  expect(calendarOf(same, { title: '截止', at: early })).toBe(calendarOf(first, { title: '截止', at: early }));
  const moved = afterDeadlines(same, [{ ...paper, due: '2025-04-28' }], at('03-01'));
  const gone = afterDeadlines(moved, [], at('04-21'));
  const still = afterDeadlines(gone, [], at('05-01'));
  expect(still).toEqual(gone);
  expect(read(calendarOf(toldEntries(gone, at('05-21', '08')), { title: '截止', at: early }))).toMatchObject([
    { status: 'CANCELLED', sequence: 2, summary: '（已取消）邮寄', day: '2025-04-28' },
  ]);
  expect(toldEntries(gone, at('05-21'))).toEqual([]);
  const back = afterDeadlines(gone, [paper], at('06-01'));
  expect(read(calendarOf(toldEntries(back, at('06-01')), { title: '截止', at: early }))).toMatchObject([
    { uid: 'paper@baijing', status: 'CONFIRMED', sequence: 3, day: '2025-04-25' },
  ]);
});

test('a feed is sound, whatever stands in it', () => {
  const entries = [
    {
      key: 'over/济南&1',
      title: '<b>济南</b> & "甲"\u0000\ud800',
      text: ']]>\u000b',
      at: '2026-03-02T09:00:00',
      link: 'https://b.example/alerts?a=1&b=2',
    },
  ];
  const text = atomOf(entries, {
    title: '提醒',
    self: 'https://b.example/feeds/x/alerts.atom',
    page: 'https://b.example/alerts',
    id: 'alerts',
  });
  expect(text).toContain('<title>&lt;b&gt;济南&lt;/b&gt; &amp; &quot;甲&quot; \ufffd</title>');
  expect(text).toContain('<updated>2026-03-02T09:00:00+08:00</updated>');
  expect(text).toContain(`<id>tag:baijing.invalid,2000-01-01:alerts/${encodeURIComponent('over/济南&1')}</id>`);
  expect(text).not.toMatch(/[\u0000-\u0008\u000b]/);
});

test('what is over was never called off: it stays, and goes after a while', () => {
  const due: Deadline = { key: 'paper', title: '邮寄', due: '2025-04-25' };
  const first = afterDeadlines([], [due], '2025-04-20T09:00:00');
  expect(afterDeadlines(first, [], '2025-04-25T23:59:59')[0]).toMatchObject({ goneAt: '2025-04-25T23:59:59' });
  const over = afterDeadlines(first, [], '2025-04-26T00:00:00');
  expect(over).toEqual(first);
  expect(toldEntries(over, '2025-07-24T09:00:00')).toHaveLength(1);
  expect(toldEntries(over, '2025-07-26T09:00:00')).toHaveLength(0);
});

test('the same moment of every city stands once in the calendar of who sees them all', () => {
  const of = (city: string, due = '2026-04-24T17:00:00') => ({
    alert: 'notice_deadline',
    key: `2026-1 填报 ${city}`,
    number: 1,
    title: '通知的截止时间快到了',
    message: `${city}有 3 个项目。`,
    status: 'open' as const,
    about: { city, batch: '2026-1' },
    due,
    opened_at: '2026-03-02T09:00:00',
    away_at: null,
    closed_at: null,
  });
  const all = deadlinesIn([of('济南市'), of('青岛市'), of('淄博市', '2026-04-25T17:00:00')], 'https://b.example');
  // A calendar shows a line of each: what is due, and not that something is.
  expect(all.map(({ key, title, note }) => [key, title, note])).toEqual([
    ['notice_deadline:2026-1 填报', '通知的截止时间快到了（2 条）', '济南市有 3 个项目。\n青岛市有 3 个项目。'],
    ['notice_deadline:2026-1 填报 淄博市', '淄博市有 3 个项目。', '淄博市有 3 个项目。'],
  ]);
  const [long] = deadlinesIn([{ ...of('济南市'), message: '长'.repeat(70) }], '');
  expect([long!.title, long!.note]).toEqual([`${'长'.repeat(59)}…`, '长'.repeat(70)]);
  expect(deadlinesIn([of('济南市')], '').map(({ key }) => key)).toEqual(['notice_deadline:2026-1 填报 济南市']);
});
