import { open } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readWorkbook } from '../../src/xlsx/index.ts';
import { onDisk, readAll, sheetsOf } from './reading.ts';
import { workbook, workbookEntries } from '../province/workbook/package.ts';
import { writeZip } from '../province/workbook/zip.ts';

const text = (place: string, words: string) => `<c r="${place}" t="inlineStr"><is><t>${words}</t></is></c>`;
const row = (number: number, more = '') => `<row r="${number}"${more}>${text(`A${number}`, `第${number}行`)}</row>`;

test('sheets come in the order of the tabs, hidden ones among them, each with its head', async () => {
  const sheets = await sheetsOf(
    workbook({
      sheets: [
        { name: '申报表', data: row(1) + row(3) },
        { name: '旧表', state: 'hidden', data: row(2) },
        { name: '字典', state: 'veryHidden' },
      ],
    })
  );
  expect(
    sheets.map(({ name, isHidden, lastRow, lastColumn, rows }) => [
      name,
      isHidden,
      lastRow,
      lastColumn,
      rows.map((one) => one.row),
    ])
  ).toEqual([
    ['申报表', false, 3, 1, [1, 3]],
    ['旧表', true, 2, 1, [2]],
    ['字典', true, 0, 0, []],
  ]);
});

test('hidden rows and columns are read and reported, up to the last that holds anything', async () => {
  const [sheet] = await sheetsOf(
    workbook({
      sheets: [
        {
          before:
            '<cols><col min="2" max="2" width="9" hidden="1"/><col min="3" max="3" width="0"/><col min="7" max="16384" hidden="1"/></cols>',
          data:
            row(1) +
            row(2, ' hidden="1"') +
            row(3, ' ht="0"') +
            `<row r="4">${text('H4', '右')}</row>` +
            row(5, ' hidden="true"') +
            '<row r="6" hidden="1"/><row r="99" hidden="1"/>',
        },
      ],
    })
  );
  expect(sheet).toMatchObject({
    hiddenRows: [
      { from: 2, to: 3 },
      { from: 5, to: 5 },
    ],
    hiddenColumns: [
      { from: 2, to: 3 },
      { from: 7, to: 8 },
    ],
    lastRow: 5,
    lastColumn: 8,
  });
  expect(sheet!.rows.map((one) => [one.row, one.isHidden ?? false])).toEqual([
    [1, false],
    [2, true],
    [3, true],
    [4, false],
    [5, true],
  ]);
});

test('rows out of order are put in order; rows without numbers follow one another', async () => {
  const [first, second] = await sheetsOf(
    workbook({
      sheets: [
        { data: row(3) + row(1) + row(2) },
        { data: `<row>${text('A1', '甲')}</row><row><c/></row><row><c t="inlineStr"><is><t>丙</t></is></c></row>` },
      ],
    })
  );
  expect(first!.rows.map((one) => one.cells[0]!.text)).toEqual(['第1行', '第2行', '第3行']);
  expect(second!.rows.map((one) => [one.row, one.cells[0]!.text])).toEqual([
    [1, '甲'],
    [3, '丙'],
  ]);
});

test('blank cells count for nothing, wherever they stand', async () => {
  const [sheet] = await sheetsOf(
    workbook({
      sheets: [{ data: `${row(1)}<row r="2"><c r="XFD2" s="0"/></row><row r="1048576"><c r="B1048576"/></row>` }],
    })
  );
  expect(sheet).toMatchObject({ lastRow: 1, lastColumn: 1 });
  expect(sheet!.rows).toHaveLength(1);
});

test('merged ranges come in order of their top, single cells are none', async () => {
  const after =
    '<mergeCells count="3"><mergeCell ref="B5:B9"/><mergeCell ref="C3:C3"/><mergeCell ref="A1:XFD1"/></mergeCells>';
  const [sheet] = await sheetsOf(workbook({ sheets: [{ data: row(1), after }] }));
  expect(sheet!.merges).toEqual([
    { top: 1, left: 1, bottom: 1, right: 16_384 },
    { top: 5, left: 2, bottom: 9, right: 2 },
  ]);
});

test('what is in the file and not looked at is named', async () => {
  const read = await readAll(
    workbook({
      sheets: [{ data: row(1) }],
      parts: Object.fromEntries(
        [
          'xl/media/image1.png',
          'xl/comments1.xml',
          'xl/externalLinks/externalLink1.xml',
          'xl/embeddings/oleObject1.bin',
          'customXml/item1.xml',
        ].map((name) => [name, 'x'])
      ),
    })
  );
  expect(read).toMatchObject({ ignored: expect.arrayContaining(['图片', '批注', '外部链接', '嵌入对象']) });
});

test('comments that say nothing but what the caller wrote are not told, whoever they are by; those of others are', async () => {
  const saying = (...texts: string[]) =>
    workbook({
      sheets: [{ data: row(1) }],
      parts: {
        'xl/comments1.xml': `<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author> </author></authors><commentList>${texts
          .map((text, at) => `<comment ref="A${at + 1}" authorId="0"><text>${text}</text></comment>`)
          .join('')}</commentList></comments>`,
      },
    });
  const ignored = async (bytes: Buffer, ownNote?: string) => (await readAll(bytes, { ownNote })) as object;
  const own = '【[^】]*】[\\s\\S]*?〔完〕';
  const runs = '<r><t>【说】</t></r><r><t xml:space="preserve">看&#10;</t></r><r><t>〔完〕</t></r>';
  expect(await ignored(saying(runs, '<t>【说】看〔完〕</t>'), own)).toMatchObject({ ignored: [] });
  expect(await ignored(saying(runs, '<t>【说】看〔完〕 已改</t>'), own)).toMatchObject({ ignored: ['批注'] });
  expect(await ignored(saying('<t>看</t>'), own)).toMatchObject({ ignored: ['批注'] });
  expect(await ignored(saying(runs))).toMatchObject({ ignored: ['批注'] });
});

test('parts are found by their relations, whatever their names and their letter case', async () => {
  const entries = workbookEntries({ sheets: [{ data: row(1) }] }).map((entry) =>
    entry.name === 'xl/workbook.xml' ? { ...entry, name: 'xl/WORKBOOK.xml' } : entry
  );
  expect(await sheetsOf(writeZip(entries))).toMatchObject([{ rows: [{ row: 1 }] }]);
});

test('UTF-16 is read as UTF-8 is', async () => {
  const xml = `<?xml version="1.0" encoding="UTF-16"?><worksheet><sheetData>${row(1)}</sheetData></worksheet>`;
  const sheet = Buffer.concat([Buffer.from('fffe', 'hex'), Buffer.from(xml, 'utf16le')]);
  const [read] = await sheetsOf(workbook({ parts: { 'xl/worksheets/sheet1.xml': sheet } }));
  expect(read!.rows[0]!.cells[0]!.text).toBe('第1行');
});

test('a sheet may be passed over, read in part, or left', async () => {
  const many = Array.from({ length: 5000 }, (_, at) => row(at + 1)).join('');
  await using file = await open(onDisk(workbook({ sheets: [{ data: many }, { data: many }, { data: row(7) }] })));
  const seen: string[] = [];
  for await (const { name, rows } of (await readWorkbook(file)).sheets) {
    if (name === 'Sheet1') continue;
    for await (const one of rows) {
      seen.push(`${name} ${one.row}`);
      break;
    }
  }
  expect(seen).toEqual(['Sheet2 1', 'Sheet3 7']);
  for await (const sheet of (await readWorkbook(file)).sheets) {
    expect(sheet.name).toBe('Sheet1');
    break;
  }
  (await readWorkbook(file)).close();
});
