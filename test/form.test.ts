import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { formsIn, reportForms, writeForms, type WriteOptions } from '#tasks/form.ts';
import { readLine } from '#commands/index.ts';
import { Misuse } from '#environment/misuse.ts';
import { run } from './command.ts';

const warehouse = inject('sampleWarehouse');
let folder = '';
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'form-'))));
afterAll(() => rm(folder, { recursive: true }));

const asked = (name: string, more: Partial<WriteOptions> = {}): WriteOptions => ({
  folder: 'data/forms',
  warehouse,
  version: null,
  filters: {},
  name,
  out: folder,
  base: null,
  each: null,
  ...more,
});

test('the command writes a form where it is told and says how many rows it has; what it may not, in words, exit 1', async () => {
  const out = join(folder, 'x.xlsx');
  const command = ['form', '推荐汇总表', '--city', '济南市', '--batch', '2025', '--out', out, '--warehouse', warehouse];
  const written = await run(...command);
  expect(written).toMatchObject({ code: 0, stdout: `已出表 ${out}（名单 35 行）\n` });
  const bytes = await readFile(out);
  expect(await run(...command)).toMatchObject({ code: 1, stderr: `出错了：文件已经有了，没有覆盖：${out}\n` });
  expect(await readFile(out)).toEqual(bytes);
});

test('the forms are listed with what each must be told', async () => {
  const lines = reportForms(await formsIn(asked('')));
  expect(lines).toContain(
    '推荐汇总表　依据：通知附件 4“推荐汇总表”，三（二）推荐流程　要选定：推荐市（--city）、批次（--batch）'
  );
  expect(lines.at(-1)).toContain('共 9 种');
});

test.each<[string, Partial<WriteOptions>, string]>([
  ['推荐汇总', {}, '没有这种表：“推荐汇总”，最接近的是 推荐汇总表。'],
  ['推荐汇总表', { filters: { city: ['济南'] } }, '最接近的是 济南市。'],
  ['推荐汇总表', { filters: { city: ['济南市'] } }, '“推荐汇总表”要选定一个批次。'],
  ['公示名单', { filters: { batch: ['2025'] } }, '没有可填的：'],
  [
    '公布名单',
    { filters: { batch: ['2025'] }, version: '20200101T000000-00000000' },
    '没有版本 20200101T000000-00000000',
  ],
  [
    '公布名单',
    { filters: { batch: ['2025'] }, out: '/no/such/folder/x.xlsx' },
    '没有这个文件夹：/no/such/folder/x.xlsx',
  ],
  ['公布名单', { filters: { batch: ['2025'] }, each: 'rank' }, '没有可以逐个出表的 rank。'],
  ['督办单', { each: 'county' }, '要先选定推荐市：有同名的。'],
  ['公布名单', { warehouse: '/no/such/warehouse' }, '里还没有发布过版本'],
])('%s with %j is refused: %s, and no file is left', async (name, more, says) => {
  const before = await readdir(folder);
  await expect(writeForms(asked(name, more))).rejects.toThrow(says);
  expect(await readdir(folder)).toEqual(before);
});

test('one file for each city of which there is anything, each with its own rows', async () => {
  const own = await mkdtemp(join(folder, 'each-'));
  const written = await writeForms(asked('督办单', { each: 'city', out: own }));
  const files = await readdir(own);
  expect(written.map(({ file }) => file.slice(own.length + 1)).sort()).toEqual(files.sort());
  expect(files.some((file) => file.startsWith('督办单_济南市_截至2026-06-30_'))).toBe(true);
  expect(written.every(({ rows }) => rows.督办! > 0)).toBe(true);
});

test('a file that cannot be written whole is not left behind', async () => {
  const own = await mkdtemp(join(folder, 'broken-'));
  const templates = await mkdtemp(join(folder, 'templates-'));
  await writeFile(join(templates, '坏的.xlsx'), 'PK');
  await expect(writeForms(asked('坏的', { folder: templates, out: own }))).rejects.toThrow(
    'data/forms/坏的.xlsx 写得不对：打不开'
  );
  expect(await readdir(own)).toEqual([]);
});

test.each([
  [['a', 'b'], '多出了 b'],
  [['a', '--town', 'x'], '没有选项 --town'],
  [['a', '--base', 'office:3000'], '--base 要写成 http://127.0.0.1:3000 这样的网址（写的是 office:3000）'],
])('form %j is wrong usage: %s', (args, words) => {
  expect(() => readLine(['form', ...args])).toThrow(new Misuse(words));
});
