import { expect, inject, it } from 'vitest';
import { sharedServer } from '../shared-server.ts';
import { pagesReport, spreadOf } from './pages-report.ts';
import { benchPages } from './pages.ts';

it('measures a page and its floor in turn, and says the ratio first', async () => {
  const { address } = await sharedServer(inject('sampleDoor'));
  const runs = await benchPages({ address, rounds: 1, paths: ['/quota'], over: ['fast'] });
  expect(runs.map(({ page, isPointedAt }) => [page, isPointedAt])).toEqual([
    ['floor /quota', false],
    ['/quota', false],
    ['/quota', true],
  ]);
  for (const { page, visit } of runs) {
    const { drawn, bytes, firstFilter, laterFilter } = visit;
    for (const each of [drawn, bytes, firstFilter, laterFilter]) expect(each, page).toBeGreaterThan(0);
  }
  expect(pagesReport(runs)).toMatch(/\| drawn × floor \|[\s\S]*\n\| \/quota \| fast \| \d+\.\d\d \|/);
});

it('tells of an odd and an even number of runs the middle one, the least and the most', () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2, least: 1, most: 4 });
});
