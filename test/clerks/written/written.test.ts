import { seat } from '#access';
import { readFile, rm } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '#api';
import { readForms } from '#clerks';
import { load } from '#pipeline';
import { followWarehouse } from '#warehouse';
import { folderOf } from '../../pipeline/content.ts';
import { saveAgain } from '../../programs/libreoffice.ts';
import { readByOpenpyxl } from '../../programs/openpyxl.ts';
import { warehouseFolder } from '../../published.ts';
import { ownContent as content } from '../../pipeline/own-content.ts';
import { partsOf } from '../marked/parts.ts';
import { isFull, ofEachKind } from '../../tier.ts';
import { own, readers } from './readers.ts';

const forms = await readForms(content);
const handed = {
  '项目基本信息表.xlsx': await readFile('test/clerks/marked/books/libreoffice.xlsx'),
  '推荐汇总表.csv':
    '推荐汇总表,,,\n批次,推荐市,排序,项目编号\n2025,"  岛青市""（东）""\n第二行",x,SD-2\n2025,济南市,3,00012\n',
  '名额.xls': Buffer.from('d0cf11e0a1b11ae1', 'hex'),
};
const names = [
  ...forms.map(({ name }) => `template ${name}`),
  ...Object.keys(handed).map((name) => `marked ${name}`),
  'receipt',
];
const books: Record<string, Buffer> = {};

/** Everything that the program writes as a workbook, got as people get it. */
beforeAll(async () => {
  const { folder, dispose } = await warehouseFolder();
  const given = await folderOf(handed);
  const { receipt } = await load({ ...content, folder: given, warehouse: folder, asOf: null, program: 'test' });
  const warehouse = await followWarehouse(folder);
  const app = await createApp({
    reader: () => seat,
    warehouse,
    dashboards: async () => new Map(),
    forms: async () => forms,
    build: 'test',
  });
  const get = async (url: string) => {
    const { statusCode, rawPayload } = await app.inject({ url });
    if (statusCode !== 200) throw new Error(`${url}: ${statusCode}`);
    return rawPayload;
  };
  for (const { name } of forms) books[`template ${name}`] = await get(`/api/sources/${name}/template.xlsx`);
  for (const { file, sha256 } of receipt?.files ?? [])
    books[`marked ${file}`] = await get(`/api/loads/${receipt?.version}/files/${sha256}/marked.xlsx`);
  books.receipt = await get(`/api/loads/${receipt?.version}/receipt.xlsx`);
  await app.close();
  warehouse.close();
  await rm(given, { recursive: true });
  await dispose();
});

/** exceljs takes twenty seconds for the columns of a template that have a choice down to their last row. */
const isSlow = (reader: string, name: string) => reader === 'exceljs' && name.startsWith('template');

describe.each(ofEachKind(names, (name) => [name.split(' ')[0]!]))('%s', (name) => {
  test.each(Object.entries(readers).filter(([reader]) => isFull || !isSlow(reader, name)))(
    'opens in %s with the same texts and comments',
    async (_, reader) => {
      const bytes = books[name]!;
      const expected = await own(bytes);
      const read = await reader(bytes);
      expect(read).toEqual(
        expected.map((sheet, i) => (read[i]?.notes ? sheet : { sheet: sheet.sheet, cells: sheet.cells }))
      );
    }
  );

  test('is made of parts that are where they are said to be, each of the type that is said', async () => {
    const parts = await partsOf(books[name]!);
    const types = parts.get('[Content_Types].xml') ?? '';
    const overrides = Array.from(types.matchAll(/PartName="\/([^"]*)"/g), ([, part = '']) => part);
    expect(overrides.filter((part) => !parts.has(part))).toEqual([]);
    expect(new Set(overrides).size).toBe(overrides.length);
    const defaults = Array.from(types.matchAll(/Extension="([^"]*)"/g), ([, extension]) => extension);
    expect(
      [...parts.keys()].filter(
        (part) =>
          part !== '[Content_Types].xml' && !defaults.includes(part.split('.').at(-1)) && !overrides.includes(part)
      )
    ).toEqual([]);
    for (const [part, xml] of parts) {
      if (!part.endsWith('.rels')) continue;
      const base = new URL(part.replace('_rels/', ''), 'file:///');
      for (const [, target = ''] of xml.matchAll(/ Target="([^"]*)"/g)) {
        expect(target, 'a target from the root is not found by every reader').not.toMatch(/^\//);
        expect(parts.has(new URL(target, base).pathname.slice(1)), `${part}: ${target}`).toBe(true);
      }
    }
    for (const part of parts.keys())
      if (/comments|\.vml$/.test(part)) expect(part).toMatch(/^xl\/(comments\d+\.xml|drawings\/vmlDrawing\d+\.vml)$/);
    for (const [part, xml] of parts) if (/comments/.test(part)) expect(xml).not.toMatch(/<author>\s*<\/author>/);
  });
});

test.runIf(isFull)('openpyxl opens all of them without a warning and reads the same', async () => {
  const read = readByOpenpyxl(names.map((name) => books[name]!));
  const expected = await Promise.all(names.map((name) => own(books[name]!)));
  expect(read).toEqual(expected);
});

test.runIf(isFull)('LibreOffice opens all of them; what it saves again reads the same', async () => {
  const again = saveAgain(books);
  for (const name of names) expect(await own(again[name]!), name).toEqual(await own(books[name]!));
});
