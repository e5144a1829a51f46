import { open } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { signNote } from '../../src/intake/generated-sheets.ts';
import { readXlsx } from '../../src/intake/workbook/reader.ts';
import { Unreadable } from '../../src/intake/unreadable.ts';
import { onDisk } from '../xlsx/reading.ts';
import { workbook, type Sheet } from '../province/workbook/package.ts';

const names = ['项目编号', '推荐市', '总投资', '实施期内'];
/** How many of the names stand in these rows. */
const countColumns = (rows: readonly (readonly string[])[]) =>
  names.filter((name) => rows.some((row) => row.includes(name))).length;

const text = (words: string) => `<c t="inlineStr"><is><t>${words}</t></is></c>`;
const rows = (lines: string[][]) =>
  lines.map((cells) => `<row>${cells.map((words) => (words === '' ? '<c/>' : text(words))).join('')}</row>`).join('');

async function read(sheets: Sheet[], parts: Record<string, string> = {}) {
  await using file = await open(onDisk(workbook({ sheets, parts })));
  const read = [];
  for await (const sheet of readXlsx(file, { countColumns }))
    read.push({ ...sheet, rows: (await Array.fromAsync(sheet.rows)).flat() });
  return read;
}

test('a sheet with a title, a header over two lines and merged cities comes as a grid', async () => {
  const [sheet] = await read([
    {
      name: '汇总',
      data: rows([
        ['示例数据'],
        ['项目编号', '推荐市', '投资（万元）'],
        ['', '', '总投资', '实施期内'],
        ['P1', '济南市', '100', '50'],
        ['P2', '', '200', '60'],
        [],
        ['P3', '', '300', '70'],
      ]),
      after:
        '<mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/><mergeCell ref="C2:D2"/><mergeCell ref="B4:B5"/></mergeCells>',
    },
  ]);
  expect(sheet).toMatchObject({ name: '汇总', encoding: null, notes: [] });
  expect(sheet!.rows.map(({ merged: _, ...row }) => row)).toEqual([
    { row: 1, cells: ['示例数据', '', '', ''], spans: new Map([[0, 4]]) },
    { row: 2, cells: ['项目编号', '推荐市', '投资（万元）', ''], spans: new Map([[2, 2]]) },
    { row: 3, cells: ['', '', '总投资', '实施期内'] },
    { row: 4, cells: ['P1', '济南市', '100', '50'] },
    { row: 5, cells: ['P2', '济南市', '200', '60'] },
    { row: 6, cells: ['', '', '', ''] },
    { row: 7, cells: ['P3', '', '300', '70'] },
  ]);
});

test('empty sheets are passed over; what is hidden or ignored is told', async () => {
  const sheets = await read(
    [
      { data: '' },
      {
        name: '旧',
        state: 'hidden',
        before: '<cols><col min="2" max="3" hidden="1"/></cols>',
        data: rows([
          ['项目编号', '推荐市', '总投资'],
          ['P1', '济南市', '1'],
        ]),
      },
    ],
    { 'xl/media/a.png': 'x' }
  );
  expect(sheets.map(({ name, notes }) => [name, notes?.map(({ check, problem }) => `${check} ${problem}`)])).toEqual([
    [
      '旧',
      [
        'hidden_sheet 工作表“旧”是隐藏的，照样读取',
        'hidden_columns 列 B–C 被隐藏，照样读取',
        'ignored_parts 文件里的图片没有读取',
      ],
    ],
  ]);
});

const said = (text: string) =>
  `<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>甲</author></authors><commentList><comment ref="A1" authorId="0"><text><t xml:space="preserve">${text}</t></text></comment></commentList></comments>`;

test('a comment is told of the sheet that it is on', async () => {
  const sheets = await read(
    ['申报', '流程'].map((name) => ({ name, data: rows([['项目编号']]) })),
    {
      'xl/comments7.xml': said('请核对'),
      'xl/worksheets/_rels/sheet1.xml.rels':
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="../comments7.xml"/></Relationships>',
    }
  );
  expect(sheets.map(({ name, notes }) => [name, notes?.map(({ problem }) => problem)])).toEqual([
    ['申报', ['工作表“申报”上的批注没有读取']],
    ['流程', []],
  ]);
});

test('comments that this program wrote itself are not told', async () => {
  const notesOf = async (text: string) =>
    (await read([{ data: rows([['项目编号']]) }], { 'xl/comments1.xml': said(text) })).map(
      ({ notes }) => notes?.length
    );
  expect([await notesOf(signNote('【整行未导入】推荐市\n怎么改：…')), await notesOf('请核对')]).toEqual([[0], [1]]);
});

test('what cannot be read is an Unreadable with what to do', async () => {
  await expect(read([{ data: '<row r="0"/>' }])).rejects.toThrow(Unreadable);
});
