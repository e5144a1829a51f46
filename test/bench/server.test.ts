import { expect, inject, test } from 'vitest';
import { benchServer } from './server.ts';
import { cases, tableOf } from './server-cases.ts';

test('the server is measured beside its floors', async () => {
  const { lines, bursts } = await benchServer(inject('sampleWarehouse'), { rounds: 1, seconds: 0.1, connections: 2 });
  expect(lines.map(({ name }) => name)).toEqual(cases.map(({ name }) => name));
  for (const { ratio, rate } of lines) expect([ratio > 0, rate > 0]).toEqual([true, true]);
  expect(tableOf(lines).split('\n')).toHaveLength(cases.length + 2);
  // Whoever opens a page gets it, however many open it.
  for (const { path, statuses } of bursts) expect([path, statuses]).toEqual([path, { 200: 200 }]);
});
