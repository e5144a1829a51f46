import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inNaturalOrder } from '../../src/intake/index.ts';
import { gb18030, utf16le } from './bytes.ts';
import { land } from './landing.ts';

const quota = '批次,市,推荐名额\n2025,济南市,5\n';

test('natural order', () => {
  const ordered = [
    '1批/quotas-10.csv',
    '2批/a.csv',
    '10批/a.csv',
    'A.csv',
    'a1.csv',
    'a2/x.csv',
    'a-2.csv',
    'a-10.csv',
    'ａ-11.csv',
    'B.csv',
    '表1.csv',
    '表02.csv',
    '表10.csv',
  ];
  for (const shift of [0, 3, 7]) {
    expect([...ordered.slice(shift), ...ordered.slice(0, shift)].reverse().sort(inNaturalOrder)).toEqual(ordered);
  }
});

test('Chinese numerals are numbers', () => {
  const ordered = [
    '一',
    '二',
    '三',
    '四',
    '五',
    '六',
    '七',
    '八',
    '九',
    '十',
    '十一',
    '十九',
    '二十',
    '二十三',
    '九十九',
    '一百零三',
    '二〇二五',
  ].map((numeral) => `表（第${numeral}次报送）.csv`);
  expect(ordered.toReversed().sort(inNaturalOrder)).toEqual(ordered);
  expect(['第2批/a.csv', '第一批/a.csv', '第三批/a.csv'].sort(inNaturalOrder)).toEqual([
    '第一批/a.csv',
    '第2批/a.csv',
    '第三批/a.csv',
  ]);
});

test('files are read in natural order, whatever folder they lie in', async () => {
  const { read } = await land({
    'quotas-10.csv': quota,
    'quotas-2.csv': quota,
    'quotas.csv': quota,
    '01/quotas.csv': quota,
  });
  expect(await read('select source_file, file_order from sources.files order by file_order')).toEqual([
    { source_file: '01/quotas.csv', file_order: 1 },
    { source_file: 'quotas.csv', file_order: 2 },
    { source_file: 'quotas-2.csv', file_order: 3 },
    { source_file: 'quotas-10.csv', file_order: 4 },
  ]);
  expect(
    await read(
      'select distinct f.file_order = q.file_order as same from sources.files f join sources.quotas q using (source_file)'
    )
  ).toEqual([{ same: true }]);
});

test('whatever lies in a folder is named with what became of it, but what programs leave there', async () => {
  const { files, checks, defects } = await land({
    'quotas.csv': quota,
    '.quotas.csv': quota,
    '~$quotas.xlsx': 'x',
    '~$big.xlsx': 'x'.repeat(2000),
    '.cache/quotas.csv': quota,
    '.git/quotas.csv': quota,
    '._quotas.csv': 'x',
    '.~lock.quotas.csv#': 'x',
    'README.md': '# x',
    '说明.TXT': '各市：请于 4 月 25 日前报送。',
    'Thumbs.db': 'x',
    '奖补.xlsx': 'x',
    '名额.xls': 'x',
    '材料.zip': 'x',
    '通知.pdf': 'x',
    无扩展名: quota,
  });
  expect(
    Object.entries(files)
      .filter(([, { status }]) => status === 'read')
      .map(([file]) => file)
  ).toEqual(['quotas.csv']);
  expect(Object.keys(files).sort()).toEqual(
    ['quotas.csv', '名额.xls', '奖补.xlsx', '无扩展名', '材料.zip', '通知.pdf'].sort()
  );
  expect(defects.map(({ file, check, effect }) => [file, check, effect]).sort()).toEqual(
    [
      ['.cache', 'hidden_file', 'mark'],
      ['.quotas.csv', 'hidden_file', 'mark'],
      ['~$big.xlsx', 'hidden_file', 'mark'],
      ['README.md', 'not_a_table', 'mark'],
      ['说明.TXT', 'not_a_table', 'mark'],
      ['无扩展名', 'format', 'file'],
      ['材料.zip', 'format', 'file'],
      ['通知.pdf', 'format', 'file'],
      ['名额.xls', 'workbook', 'file'],
      ['奖补.xlsx', 'workbook', 'file'],
    ].sort()
  );
  expect(checks.length).toBe(10);
  expect(defects.find(({ file }) => file === '通知.pdf')?.problem).toMatch(/认不出.*\.pdf/);
});

test('a table saved as .txt is read, by its name or by its header; a text that nearly is one is refused', async () => {
  const { files, defects } = await land({
    '名额分配_Unicode.txt': utf16le(quota.replaceAll(',', '\t')),
    '导出.txt': gb18030(quota),
    '推荐名额说明.txt': '今年的名额另行通知。',
    '清单.txt': '批次\t市\n2025\t济南市\n',
  });
  expect(
    Object.entries(files)
      .map(([file, { status, source }]) => [file, status, source])
      .sort()
  ).toEqual(
    [
      ['名额分配_Unicode.txt', 'read', 'quotas'],
      ['导出.txt', 'read', 'quotas'],
      ['推荐名额说明.txt', 'refused', 'quotas'],
      ['清单.txt', 'refused', null],
    ].sort()
  );
  expect(defects.map(({ file, check }) => [file, check])).toEqual([
    ['推荐名额说明.txt', 'missing_column'],
    ['清单.txt', 'unknown_source'],
  ]);
});

test('links are not followed, and said', async () => {
  const { files, defects } = await land(
    { 'a/quotas.csv': quota },
    {
      prepare: async (folder) => {
        await writeFile(join(folder, 'a/.away.csv'), quota);
        await symlink(join(folder, 'a/.away.csv'), join(folder, 'quotas-2.csv'));
        await mkdir(join(folder, '.elsewhere'));
        await writeFile(join(folder, '.elsewhere/quotas-3.csv'), quota);
        await symlink(join(folder, '.elsewhere'), join(folder, 'b'));
      },
    }
  );
  expect(Object.keys(files)).toEqual(['a/quotas.csv']);
  expect(defects).toEqual([
    expect.objectContaining({ file: '.elsewhere', check: 'hidden_file', effect: 'mark' }),
    expect.objectContaining({ file: 'a/.away.csv', check: 'hidden_file', effect: 'mark' }),
    expect.objectContaining({ file: 'b', check: 'link', effect: 'file' }),
    expect.objectContaining({ file: 'quotas-2.csv', check: 'link', effect: 'file' }),
  ]);
});

test('an empty folder makes the tables of every source, empty', async () => {
  const { files, read } = await land({});
  expect(files).toEqual({});
  const tables = await read(
    `select table_name as name from information_schema.tables where table_schema = 'sources' order by name`
  );
  expect(tables.map(({ name }) => name)).toEqual([
    'acceptances',
    'applications',
    'blank_rows',
    'cells',
    'check_coverage',
    'checks',
    'contracts',
    'data_security',
    'defects',
    'events',
    'factors',
    'files',
    'organisation_changes',
    'owned',
    'prior_support',
    'quotas',
    'recommendations',
    'reviews',
    'set_aside',
    'subsidies',
    'totals',
  ]);
  expect(await read('select count(*)::integer as n from sources.cells')).toEqual([{ n: 0 }]);
});

test('a file is known by the hash of its bytes', async () => {
  const { read } = await land({ 'quotas.csv': quota });
  expect(await read('select sha256, bytes::integer as bytes from sources.files')).toEqual([
    { sha256: createHash('sha256').update(quota).digest('hex'), bytes: Buffer.byteLength(quota) },
  ]);
});

test('a tenth source is one file in pipelines/sources', async () => {
  const { read, files } = await land(
    { 'visits.csv': '企业,走访日期\n甲公司,2025-03-01\n' },
    {
      pipelines: 'test/intake/tenth',
    }
  );
  expect(files['visits.csv']).toMatchObject({ source: 'visits', counts: [1, 1, 0, 0, 0] });
  expect(await read('select 企业, 走访日期, source_row from sources.visits')).toEqual([
    { 企业: '甲公司', 走访日期: '2025-03-01', source_row: 2 },
  ]);
});
