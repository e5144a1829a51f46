import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type { Outcome } from '#pipeline';
import { waitingDefects } from '#tasks/json-outcome.ts';
import { plot } from './pipeline/plot.ts';

async function printed(
  load: (take: NonNullable<Parameters<Awaited<ReturnType<typeof plot>>['again']>[0]>) => Promise<Outcome>
) {
  const waiting = await waitingDefects();
  const outcome = await load({ perCheck: 0, onDefects: waiting.take });
  const out = new PassThrough();
  const said = text(out);
  await waiting.print(outcome, out);
  out.end();
  return { outcome, said: JSON.parse(await said) as Outcome };
}

test('the outcome of a load is JSON with every defect, though memory never holds them', async () => {
  const rows = 25_000;
  const { again } = await plot({ files: { 'trees.csv': `编号,树高\nA,1\n${'B,高\n'.repeat(rows)}` } });
  const taken: number[] = [];
  const { outcome, said } = await printed(({ onDefects, ...options }) =>
    again({ ...options, onDefects: async (some) => (taken.push(some.length), onDefects!(some)) })
  );
  expect(outcome.defects).toEqual([]);
  expect(Math.max(...taken)).toBeLessThanOrEqual(10_000);
  expect(said.defects).toHaveLength(taken.reduce((sum, each) => sum + each, 0));
  expect(said.defects[rows - 1]).toMatchObject({ check: 'no_height', value: '高', row: rows + 2 });
  expect({ ...said, defects: [] }).toEqual(JSON.parse(JSON.stringify(outcome)));
});

test('what is refused before a file is read is JSON too', async () => {
  const { again } = await plot();
  const { said } = await printed((options) => again({ ...options, folder: '/nowhere/at/all' }));
  expect(said).toMatchObject({ status: 'refused', defects: [], reasons: [expect.stringContaining('找不到文件夹')] });
});
