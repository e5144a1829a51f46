import { join } from 'node:path';
import { expect, test } from 'vitest';
import { load } from '#pipeline';
import { openFile, readCurrent } from '#warehouse';
import { folderOf, trees, type Files } from '../content.ts';

async function plot() {
  const root = await folderOf(trees);
  const warehouse = join(root, 'warehouse');
  const options = {
    warehouse,
    asOf: null,
    pipelines: join(root, 'pipelines'),
    reference: join(root, 'reference'),
    program: '1.0.0',
  };
  return {
    warehouse,
    hand: async (files: Files, more: { dryRun?: boolean; by?: string } = {}) =>
      load({ ...options, ...more, folder: await folderOf(files) }),
  };
}

async function compared(warehouse: string) {
  const current = await readCurrent(warehouse);
  const file = await openFile(current!.path, current!.version);
  const rows = await (
    await file.read('test', 'select state, touched, file, row, "column", value from loads.compared order by position')
  ).rows();
  file.close();
  return rows;
}

test('what was cured, remains and is new, also where rows have moved and one wrong value became another', async () => {
  const { warehouse, hand } = await plot();
  const first = await hand({ 'trees.csv': '编号,树高\nA,高\nB,矮\nC,3\n', 'other-trees.csv': '编号,树高\nX,？\n' });
  expect(first.receipt?.compared).toBeNull();
  const second = await hand({
    'trees.csv': '编号,树高\nC,三\nNEW,1\nB,很矮\nA,1.5\n',
    'other-trees.csv': '编号,树高\nX,？\n',
  });
  expect(second.receipt?.compared).toEqual({ version: first.receipt?.version, cured: 1, remaining: 2, fresh: 1 });
  expect(await compared(warehouse)).toEqual([
    { state: 'cured', touched: true, file: 'trees.csv', row: 2, column: '树高', value: '高' },
    { state: 'remaining', touched: false, file: 'other-trees.csv', row: 2, column: '树高', value: '？' },
    { state: 'fresh', touched: true, file: 'trees.csv', row: 2, column: '树高', value: '三' },
    { state: 'remaining', touched: true, file: 'trees.csv', row: 4, column: '树高', value: '很矮' },
  ]);
});

test('a row that names nothing is known by its value; of three that are alike one may be cured', async () => {
  const { hand } = await plot();
  await hand({ 'trees.csv': '编号,树高\nA,1\n,高\n,高\n,高\n,矮\n' });
  const { receipt } = await hand({ 'trees.csv': '编号,树高\nA,1\n,高\nB,2\n,矮\n,高\n' });
  expect(receipt?.compared).toMatchObject({ cured: 2, remaining: 6, fresh: 0 });
});

test('a file that is not handed in again cures nothing; its marked copy and another folder do', async () => {
  const { hand } = await plot();
  const bad = '编号,树高\nA,高\n';
  await hand({ '济南/trees.csv': bad, 'trees-2.csv': '编号,树高\nB,矮\n', 'trees-3.csv': '编号,树高\nC,3\n' });
  const gone = await hand({ '青岛/trees.csv': '编号,树高\nA,1\n', 'trees-3.csv': '编号,树高\nC,3\n' });
  expect(gone.receipt?.compared).toMatchObject({ cured: 1, remaining: 0, fresh: 0 });
  await hand({ 'trees.csv': bad, 'trees-3.csv': '编号,树高\nC,3\n' });
  const marked = await hand({ 'trees（标注）.csv': '编号,树高\nA,1\n', 'trees-3.csv': '编号,树高\nC,3\n' });
  expect(marked.receipt?.compared).toMatchObject({ cured: 1, remaining: 0, fresh: 0 });
});

test('a dry run takes no number of a receipt', async () => {
  const { hand } = await plot();
  await hand({ 'trees.csv': '编号,树高\nA,1\nB,2\nC,3\n' });
  const { status, receipt } = await hand({ 'trees.csv': '编号,树高\nA,1\n' }, { dryRun: true });
  expect([status, receipt?.number]).toEqual(['dry-run', '']);
});

test('receipts are numbered within the year and say who handed in', async () => {
  const { warehouse, hand } = await plot();
  const { receipt } = await hand({ 'trees.csv': '编号,树高\nA,1\n' });
  expect(receipt?.number).toBe(`${new Date().getFullYear()}-0001`);
  expect(receipt).toMatchObject({ by: null, upload: null, rebuildOf: null });
  expect((await hand({ 'trees.csv': '编号,树高\nA,2\n' })).receipt?.number).toMatch(/-0002$/);
  expect((await readCurrent(warehouse))?.receipt.number).toMatch(/-0002$/);
});
