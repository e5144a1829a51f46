import { expect, test } from 'vitest';
import { buildFrom, rowsOf } from '../pipeline/province.ts';
import { workbook } from '../province/workbook/package.ts';
import { application, csv, type Line } from './hand-in.ts';
import { isFull } from '../tier.ts';

const good = (id: string, changed: Line = {}) =>
  application(id, { 统一社会信用代码: '91350100M000100Y43', ...changed });
const paid = (amount: string, changed: Line = {}): Line => ({
  项目编号: 'P1',
  预算年度: '2026',
  '下达金额(万元)': amount,
  ...changed,
});

async function droppedFrom(files: Record<string, string>): Promise<string[]> {
  const build = await buildFrom(files, { upTo: 'resolved' });
  const dropped = await rowsOf(build, 'from resolved.dropped order by source_file, source_row');
  build.close();
  return dropped.map((row) => `${row.source_file} ${row.source_row} ${row.why}`);
}

test('the row of a later file supersedes the earlier one, files in natural order', async () => {
  expect(
    await droppedFrom({
      'applications-2.csv': csv([good('P1'), good('P2')]),
      'applications-10.csv': csv([good('P1', { 项目名称: '改' }), good('P3')]),
      'applications-9.csv': csv([good(' Ｐ１')]),
    })
  ).toEqual(['applications-2.csv 2 superseded', 'applications-9.csv 2 superseded']);
});

test.runIf(isFull)('a key of two columns is compared as it reads', async () => {
  const quota = (批次: string, 市: string, 推荐名额: string) => ({ 批次, 市, 推荐名额 });
  expect(
    await droppedFrom({
      'quotas-1.csv': csv([quota('2025', '济南', '3'), quota('2024-1', '济南', '3'), quota('2025', '青岛', '3')]),
      'quotas-2.csv': csv([quota('2025年度', '济南市工信局', '5')]),
    })
  ).toEqual(['quotas-1.csv 2 superseded']);
});

test('a row that is refused supersedes nothing, and is refused rather than superseded', async () => {
  expect(
    await droppedFrom({
      'applications-1.csv': csv([good('P1'), good('P2', { 推荐市: '岛青市' }), good('P3')]),
      'applications-2.csv': csv([good('P1', { 推荐市: '岛青市' }), good('P2'), good('P3'), good('P3')]),
    })
  ).toEqual([
    'applications-1.csv 3 rejected',
    'applications-2.csv 2 rejected',
    'applications-2.csv 4 rejected',
    'applications-2.csv 5 rejected',
  ]);
});

test('without a key only a row that is the same in every cell supersedes, from a later file', async () => {
  expect(
    await droppedFrom({
      'applications.csv': csv([good('P1')]),
      'subsidies-1.csv': csv([
        paid('100'),
        paid('100'),
        paid('200'),
        paid('约1'),
        paid('约2'),
        paid('300', { 下达日期: '2026-05-01' }),
      ]),
      'subsidies-2.csv': csv([
        paid('1,000,000.00元'),
        paid('约1'),
        paid('300', { 下达日期: '2026年5月1日' }),
        paid('200', { 下达文号: '甲' }),
      ]),
    })
  ).toEqual([
    'subsidies-1.csv 2 superseded',
    'subsidies-1.csv 3 superseded',
    'subsidies-1.csv 5 superseded',
    'subsidies-1.csv 7 superseded',
  ]);
});

test.runIf(isFull)('rows of two sources are never compared', async () => {
  expect(
    await droppedFrom({
      'applications.csv': csv([good('P1')]),
      'reviews.csv': csv([{ 项目编号: 'P1', 结论: '揭榜' }]),
      'z-acceptances.csv': csv([{ 项目编号: 'P1', 验收结论: '通过' }]),
    })
  ).toEqual([]);
});

test.runIf(isFull)('a row with many defects is dropped once, and its defects are all there', async () => {
  const build = await buildFrom(
    {
      'applications.csv': csv([good('P1', { 推荐市: '甲', 批次: '2030', 统一社会信用代码: '9.13E+17', 揭榜任务: '' })]),
    },
    { upTo: 'resolved' }
  );
  expect(await rowsOf(build, 'from resolved.dropped')).toEqual([
    { source: 'applications', source_file: 'applications.csv', source_sheet: '', source_row: 2, why: 'rejected' },
  ]);
  expect(await rowsOf(build, 'select "check" from resolved.defects order by all')).toEqual(
    ['missing_value', 'unknown_batch', 'unknown_city', 'unreadable_code'].map((check) => ({ check }))
  );
  build.close();
});

test('a cell that its row needs and that a workbook holds broken refuses the row, once, and those who speak of it say so', async () => {
  const text = (at: string, value = '') => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const line = Object.entries(good('P1'));
  const headers = line.map(([header], i) => text(`${letters[i]}1`, header)).join('');
  const cells = line
    .map(([header, value], i) =>
      header === '统一社会信用代码'
        ? `<c r="${letters[i]}2"><v>913701000123456789</v></c>`
        : header === '项目总投资(万元)'
          ? text(`${letters[i]}2`, '约300')
          : text(`${letters[i]}2`, value)
    )
    .join('');
  const book = workbook({ sheets: [{ name: '表', data: `<row r="1">${headers}</row><row r="2">${cells}</row>` }] });
  const build = await buildFrom(
    { 'applications.xlsx': book, 'reviews.csv': csv([{ 项目编号: 'P1', 结论: '揭榜' }]) },
    { upTo: 'resolved' }
  );
  const told = await rowsOf(
    build,
    'select source_file as file, "check", "column", effect, problem from (from sources.defects union all by name from resolved.defects) order by file, "check"'
  );
  const dropped = await rowsOf(
    build,
    'select source_file as file, source_row as row, why from resolved.dropped order by file'
  );
  build.close();
  expect(told).toEqual([
    {
      file: 'applications.xlsx',
      check: 'precision_lost',
      column: '统一社会信用代码',
      effect: 'row',
      problem: expect.stringContaining('超过 15 位') as string,
    },
    {
      file: 'applications.xlsx',
      check: 'unreadable_money',
      column: '项目总投资',
      effect: 'cell',
      problem: expect.stringContaining('约数') as string,
    },
    {
      file: 'reviews.csv',
      check: 'unknown_project',
      column: '项目编号',
      effect: 'row',
      problem: expect.stringContaining('applications.xlsx 第 2 行：数字') as string,
    },
  ]);
  expect(dropped).toEqual([
    { file: 'applications.xlsx', row: 2, why: 'rejected' },
    { file: 'reviews.csv', row: 2, why: 'rejected' },
  ]);
});

const letters = 'ABCDEFGHIJKLMNOP';
