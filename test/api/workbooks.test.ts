import { seat } from '#access';
import { cityReader } from '../readers.ts';
import { readFile, rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { createApp } from '#api';
import { readForms, type Moment } from '#clerks';
import { load } from '#pipeline';
import { followWarehouse, type Warehouse } from '#warehouse';
import { folderOf } from '../pipeline/content.ts';
import { ownContent } from '../pipeline/own-content.ts';
import { land } from '../intake/landing.ts';
import { sheetsOf } from '../xlsx/reading.ts';
import { warehouseFolder } from '../published.ts';
import { some } from '../tier.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
let app: FastifyInstance;
let city: FastifyInstance;
let warehouse: Warehouse;
let dispose: () => Promise<void>;
let version = '';
const sha: Record<string, string> = {};

beforeAll(async () => {
  const { folder, dispose: away } = await warehouseFolder();
  const handed = await folderOf({
    '项目基本信息表.xlsx': await readFile('test/clerks/marked/books/libreoffice.xlsx'),
    '名额.csv': '批次,市,推荐名额\n2025,济南市,5\n',
    '推荐汇总表.csv': '批次,推荐市,排序,项目编号\n2025,济南市,x,SD-1\n',
  });
  const outcome = await load({ ...ownContent, folder: handed, warehouse: folder, asOf: null, program: 'test' });
  version = outcome.receipt?.version ?? '';
  for (const { file, sha256 } of outcome.receipt?.files ?? []) sha[file] = sha256;
  warehouse = await followWarehouse(folder);
  const options = {
    warehouse,
    dashboards: async () => new Map(),
    forms: (moment?: Moment) => readForms(ownContent, moment),
    build: 'test',
  };
  app = await createApp({ ...options, reader: () => seat });
  city = await createApp({ ...options, reader: () => cityReader('济南市') });
  dispose = async () => {
    await rm(handed, { recursive: true });
    await away();
  };
});
afterAll(async () => {
  await app.close();
  await city.close();
  warehouse.close();
  await dispose();
});

const get = (url: string) => app.inject({ url });

test('a file with defects comes back marked, under a name of its own', async () => {
  const { statusCode, headers, rawPayload } = await get(
    `/api/loads/${version}/files/${sha['项目基本信息表.xlsx']}/marked.xlsx`
  );
  expect({ statusCode, type: headers['content-type'], length: Number(headers['content-length']) }).toEqual({
    statusCode: 200,
    type: xlsx,
    length: rawPayload.length,
  });
  expect(decodeURIComponent(String(headers['content-disposition']))).toContain('项目基本信息表-标注.xlsx');
  expect((await sheetsOf(rawPayload)).map(({ name }) => name)).toEqual(['问题清单', '申报', '说明']);
});

test('a text file comes back as a workbook', async () => {
  const { rawPayload } = await get(`/api/loads/${version}/files/${sha['推荐汇总表.csv']}/marked.xlsx`);
  expect((await sheetsOf(rawPayload)).map(({ name }) => name)).toEqual(['问题清单', '推荐汇总表']);
});

test.each([
  ['a file without defects', () => `${version}/files/${sha['名额.csv']}`, 'no_defects'],
  ['a file that nobody handed in', () => `${version}/files/${'0'.repeat(64)}`, 'unknown_file'],
  ['a path', () => `${version}/files/..%2Fcurrent`, 'unknown_file'],
  ['a load that never was', () => `20200101T000000-00000000/files/${sha['名额.csv']}`, 'unknown_version'],
])('%s is not there', async (_, path, code) => {
  const { statusCode, ...answer } = await get(`/api/loads/${path()}/marked.xlsx`);
  expect({ statusCode, code: answer.json().error.code }).toEqual({ statusCode: 404, code });
});

test('a city has no way to the originals of others', async () => {
  const answer = await city.inject(`/api/loads/${version}/files/${sha['项目基本信息表.xlsx']}/marked.xlsx`);
  expect([answer.statusCode, answer.json().error.code]).toEqual([403, 'mixed_file']);
});

describe('the receipt', () => {
  test('says who handed in what and when, with hashes and counts, and groups the defects', async () => {
    const { headers, rawPayload } = await get(`/api/loads/${version}/receipt.xlsx`);
    expect(headers['content-type']).toBe(xlsx);
    const [summary, kinds, details] = await sheetsOf(rawPayload);
    const texts = (summary?.rows ?? []).flatMap(({ cells }) => cells.map(({ text }) => text));
    expect(texts).toEqual(
      expect.arrayContaining(['回执号', '交来的人', '导入时间', version, sha['名额.csv'], '项目基本信息表', 'UTF-8'])
    );
    const { total } = (await get(`/api/loads/${version}/defects.json?limit=1`)).json();
    expect(details?.rows).toHaveLength(total + 1);
    const counts = (kinds?.rows ?? [])
      .slice(1)
      .map(({ cells }) => Number(cells.find(({ column }) => column === 3)?.text));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total);
    expect(kinds?.rows.slice(1).every(({ cells }) => !/^[a-z_]+$/.test(cells[0]?.text ?? ''))).toBe(true);
  });

  test('handed in by mistake, is known for what it is', async () => {
    const { rawPayload } = await get(`/api/loads/${version}/receipt.xlsx`);
    const { checks, read } = await land({ '回执.xlsx': rawPayload, '名额.csv': '批次,市,推荐名额\n2025,济南市,5\n' });
    expect(checks.map(([check]) => check)).toContain('own_sheet');
    expect(await read("select distinct source from sources.files where status = 'read'")).toEqual([
      { source: 'quotas' },
    ]);
  });
});

test('every source is told with its columns, and has a template', async () => {
  const sources = (await get('/api/sources')).json() as {
    name: string;
    title: string;
    columns: { header: string; required: boolean }[];
  }[];
  expect(sources).toHaveLength(12);
  for (const { name, title, columns } of some(sources, 3)) {
    const { statusCode, headers, rawPayload } = await get(`/api/sources/${name}/template.xlsx`);
    expect({ statusCode, type: headers['content-type'] }).toEqual({ statusCode: 200, type: xlsx });
    expect((await sheetsOf(rawPayload)).map((sheet) => sheet.name)).toEqual([title, '填写说明']);
    expect(columns.some(({ required }) => required)).toBe(true);
  }
  expect((await get('/api/sources/nothing/template.xlsx')).json().error).toMatchObject({
    code: 'unknown_source',
    details: { allowed: sources.map(({ name }) => name) },
  });
});

test('OpenAPI says which answers are workbooks', async () => {
  const { paths } = (await get('/api/openapi.json')).json();
  expect(Object.keys(paths['/api/loads/{load}/files/{hash}/marked.xlsx'].get.responses['200'].content)).toEqual([xlsx]);
});
