import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plainCalendar } from '#alerts';
import { lastDue, readEvery } from '../../../src/alerts/briefs/every.ts';
import { readSchedules, takeSchedules, type Schedule } from '#alerts/briefs';
import { newOutbox } from '../sender/outbox.ts';

const calendar = {
  ...plainCalendar,
  holidays: new Set(['2026-10-01', '2026-10-02']),
  workdays: new Set(['2026-10-10']),
};
const last = (every: string, at: string) => lastDue(readEvery(every)!, at, calendar);

describe('when it is due', () => {
  test('is the last moment that has come, whenever somebody looks', () => {
    expect(last('每天 09:00', '2026-03-02T08:59:59')).toBe('2026-03-01T09:00:00');
    expect(last('每天 09:00', '2026-03-02T09:00:00')).toBe('2026-03-02T09:00:00');
    expect(last('每周一 09:00', '2026-03-08T23:00:00')).toBe('2026-03-02T09:00:00');
    expect(last('每周日 09:00', '2026-03-08T23:00:00')).toBe('2026-03-08T09:00:00');
    expect(last('每月1日 09:00', '2026-03-31T10:00:00')).toBe('2026-03-01T09:00:00');
    expect(last('每月最后一天 17:00', '2026-03-15T10:00:00')).toBe('2026-02-28T17:00:00');
  });

  test('is no holiday where workdays are meant, and a Saturday that works', () => {
    expect(last('每个工作日 09:00', '2026-10-02T12:00:00')).toBe('2026-09-30T09:00:00');
    expect(last('每个工作日 09:00', '2026-10-10T12:00:00')).toBe('2026-10-10T09:00:00');
  });

  test('is written in few ways, and in no other', () => {
    for (const wrong of [
      '',
      '每月31日 09:00',
      '每月0日 09:00',
      '每周八 09:00',
      '09:00',
      '每天 24:00',
      '0 9 * * *',
      '每天 9:00',
    ])
      expect([wrong, readEvery(wrong)]).toEqual([wrong, null]);
  });
});

const schedule: Schedule = {
  name: '周报',
  account: 'wang',
  channel: '邮件',
  page: '/brief?batch=2025',
  every: readEvery('每周一 09:00')!,
  format: 'pdf',
  sendsEmpty: false,
};

test('each moment is made once, however often and late somebody looks', () => {
  const box = newOutbox();
  const take = (at: string) => takeSchedules(box.store, [schedule], at, calendar);
  // Seen for the first time on a Wednesday: nothing of last Monday.
  expect(take('2026-03-04T10:00:00')).toBe(0);
  expect(take('2026-03-09T08:59:59')).toBe(0);
  expect([take('2026-03-09T09:00:01'), take('2026-03-09T09:00:02'), take('2026-03-10T09:00:00')]).toEqual([1, 0, 0]);
  // Nobody served for three weeks: once, not three times.
  expect([take('2026-04-01T11:00:00'), take('2026-04-01T11:01:00')]).toEqual([1, 0]);
  // A clock that is set back makes nothing again.
  expect(take('2026-03-16T10:00:00')).toBe(0);
  expect(box.rows().map(({ due, items }) => [due, JSON.parse(String(items))])).toEqual([
    ['2026-03-09T09:00:00', [{ alert: 'brief/周报', key: '2026-03-09T09:00:00', what: 'brief' }]],
    ['2026-03-30T09:00:00', [{ alert: 'brief/周报', key: '2026-03-30T09:00:00', what: 'brief' }]],
  ]);
});

test('each account and channel has its own', () => {
  const box = newOutbox();
  const all = [schedule, { ...schedule, account: 'li' }, { ...schedule, channel: '群' }];
  takeSchedules(box.store, all, '2026-03-04T10:00:00', calendar);
  expect(takeSchedules(box.store, all, '2026-03-09T10:00:00', calendar)).toBe(3);
  expect(new Set(box.rows().map(({ id }) => id)).size).toBe(3);
});

test('what is written wrong is refused, with its line, and nothing is made of it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'alerts-schedules-'));
  const head = 'name,account,channel,page,every,format,send_empty,note\n';
  const rows = [
    '周报,wang,邮件,/brief?batch=2025,每周一 09:00,pdf,,',
    '甲,,邮件,/quota,每周一 09:00,pdf,,',
    '乙,wang,没有的,/quota,每周一 09:00,pdf,,',
    '丙,wang,邮件,https://elsewhere.example/,每周一 09:00,pdf,,',
    '丁,wang,邮件,//elsewhere.example,每周一 09:00,pdf,,',
    '戊,wang,邮件,/quota?version=1,每周一 09:00,pdf,,',
    '己,wang,邮件,/quota,每周一,pdf,,',
    '庚,wang,邮件,/quota,每周一 09:00,docx,,',
    '辛,wang,邮件,/quota,每周一 09:00,link,yes,',
    '周报,wang,邮件,/quota,每周一 09:00,link,是,',
  ];
  writeFileSync(join(folder, 'schedules.csv'), `${head}${rows.join('\n')}\n`);
  const { schedules, faults } = await readSchedules(folder, { channels: ['邮件'] });
  expect(schedules.map(({ name, sendsEmpty, format }) => [name, sendsEmpty, format])).toEqual([['周报', false, 'pdf']]);
  expect(faults.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11]);
});
