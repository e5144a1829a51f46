import { expect, test } from 'vitest';
import { civilDay, civilTime, shownTime } from '#spec';

test('a time that says its zone is told on the clock of Shandong, and that it is', () => {
  expect(shownTime('2026-11-23T12:00:00+08:00')).toBe('2026-11-23 12:00:00（北京时间）');
  expect(shownTime('2026-11-23T20:00:00Z')).toBe('2026-11-24 04:00:00（北京时间）');
  expect(shownTime('2026-11-23T20:00:00.123-05:00')).toBe('2026-11-24 09:00:00（北京时间）');
});

test('of a time without a zone none is said', () => {
  expect(shownTime('2026-11-23 12:00:00')).toBe('2026-11-23 12:00:00');
  expect(shownTime('2026-11-23T12:00:00')).toBe('2026-11-23 12:00:00');
});

test('the civil day and time are those of Shandong', () => {
  const late = new Date('2026-11-23T16:30:00Z');
  expect([civilDay(late), civilTime(late)]).toEqual(['2026-11-24', '2026-11-24 00:30:00']);
});
