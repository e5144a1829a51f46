import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Build } from '#warehouse';
import { readModels } from '../../../src/pipeline/stages/models.ts';
import { application, events, handIn } from '../../pipelines/hand-in.ts';
import { buildFrom } from '../province.ts';

let bare: Build;
let full: Build;
beforeAll(async () => {
  [bare, full] = await Promise.all([
    buildFrom(handIn({ applications: [application('P1', { '项目总投资(万元)': '半' })] }), { upTo: 'warnings' }),
    buildFrom(handIn({ applications: [application('P1')], events: events('P1', '提交 2025-04-20 10:00') }), {
      upTo: 'staging',
    }),
  ]);
});
afterAll(() => {
  bare.close();
  full.close();
});

const stagesOfDefects = ['checks', 'links', 'warnings'] as const;

test('a check that is asked only where a table has rows finds nothing where it has none', async () => {
  const asked = (await Promise.all(stagesOfDefects.map((stage) => readModels('pipelines', stage))))
    .flat()
    .filter(({ header }) => header.only_with !== undefined);
  expect(asked.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['not_own', 'total_does_not_foot', 'rows_left'])
  );
  for (const { file, header, sql } of asked) {
    expect([file, await bare.read(file, `from ${header.only_with}`)]).toEqual([file, []]);
    expect([file, await bare.read(file, `from (\n${sql}\n)`)]).toEqual([file, []]);
  }
});

test('what was not asked stands as if it had been: other checks find what they find', async () => {
  expect(await bare.read('found', `select "check" from checks.defects where value = '半'`)).toEqual([
    { check: 'unreadable_money' },
  ]);
});

test('a source of which nothing was handed in is staged with the columns that it has otherwise', async () => {
  const columns = (build: Build) => build.read('columns', 'describe staging.events');
  expect(await bare.read('rows', 'from staging.events')).toEqual([]);
  expect((await full.read('rows', 'from staging.events')).length).toBe(1);
  expect(await columns(bare)).toEqual(await columns(full));
});
