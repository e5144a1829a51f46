import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readForms } from '#clerks';
import { readContracts } from '#intake';
import { ownContent as content } from '../pipeline/own-content.ts';

const linesOf = (path: string) => readFileSync(path, 'utf8').trim().split(/\r?\n/);

test('every table says who hands it in, by what roles are called, and its day is one that batches have', async () => {
  const roles = linesOf('data/access/roles.csv')
    .slice(1)
    .map((line) => line.split(',')[1]!);
  const columns = linesOf('data/reference/batches.csv')[0]!.split(',');
  for (const { name, handedInBy = [], dueBy } of await readContracts(content.pipelines)) {
    expect(handedInBy.length, name).toBeGreaterThan(0);
    for (const role of handedInBy) expect(roles, `${name}: ${role}`).toContain(role);
    if (dueBy !== undefined) expect(columns, name).toEqual(expect.arrayContaining([dueBy, `${dueBy}_clause`]));
  }
});

test('what is due is due by the batches of the notice in force on the day, each with its clause', async () => {
  const dueOf = async (day: string, isSample: boolean) => {
    const forms = await readForms(content, { day, isSample });
    return forms.find(({ name }) => name === 'recommendations')?.until;
  };
  expect(await dueOf('2025-06-30', false)).toEqual([
    { batch: '2025', title: '2025年度', at: '2025-04-25 17:00:00', clause: '三（二）' },
  ]);
  const sample = await dueOf('2026-06-30', true);
  expect(sample?.map(({ batch, at }) => [batch, at])).toEqual([
    ['2026-1', '2026-04-20 18:00:00'],
    ['2026-2', '2026-09-05 18:00:00'],
  ]);
  expect(await dueOf('2025-01-01', false), 'a notice that sets no day').toEqual([]);
});
