import { expect, test } from 'vitest';
import type { SessionAnswer } from '#spec';
import { leadsOn, menuOf } from '../../src/routes/menu.ts';

const dashboards = [
  { name: 'overview', title: '总览' },
  { name: 'quota', title: '名额' },
  { name: 'cities', title: '各市' },
  { name: 'stays', title: '停留', within: 'quota' },
];
const office = (stage: string, capabilities: readonly string[], scope = {}) =>
  ({ mode: 'office', stage, capabilities, scope }) as unknown as SessionAnswer;
const seat = { mode: 'seat', capabilities: ['sums', 'rows', 'seal'], scope: {} } as unknown as SessionAnswer;
const paths = (session: SessionAnswer | null, isAcross = false) =>
  menuOf({ session, dashboards, isAcross }).map(({ path }) => path);

test('a menu has what its reader has, and no page of others', () => {
  expect(paths(office('password', ['sums', 'rows']))).toEqual([]);
  expect(paths(office('open', ['accounts', 'versions', 'record']))).toEqual(['/accounts', '/versions', '/record']);
  expect(paths(office('open', ['sums']))).toEqual(['/', '/quota', '/cities']);
  const city = paths(office('open', ['sums', 'rows', 'upload'], { city: ['济南市'] }));
  expect(city).toContain(`/cities/${encodeURIComponent('济南市')}`);
  expect(city).toContain('/data/upload');
  expect(city).not.toContain('/record');
  expect(paths(seat)).toEqual(expect.arrayContaining(['/compliance', '/papers', '/revisions']));
  expect(paths(seat, true).filter((path) => ['/projects', '/data', '/brief'].includes(path))).toEqual(['/projects']);
});

test('an address leads on where its reader has the page', () => {
  const leads = (path: string, session: SessionAnswer) => leadsOn(path, { session, dashboards, isAcross: false });
  const city = office('open', ['sums', 'rows'], { city: ['济南市'] });
  for (const path of ['/', '/data/guide', '/stays', '/explain?metric=a', '/begin', '/cities'])
    expect([path, leads(path, city)]).toEqual([path, true]);
  for (const path of ['/record', '/versions', '/packages', '/papers'])
    expect([path, leads(path, city)]).toEqual([path, false]);
  expect(leads('/packages', office('open', ['package']))).toBe(true);
  const together = (path: string) => leadsOn(path, { session: seat, dashboards, isAcross: true });
  expect(['/begin', '/verify', '/changes', '/data', '/guide', '/quota', '/'].filter(together)).toEqual([
    '/guide',
    '/quota',
    '/',
  ]);
});
