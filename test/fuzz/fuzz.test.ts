import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imbalances } from './balance.ts';
import { compareBook } from './compare-book.ts';
import { sized } from '../tier.ts';
import { compareText } from './compare-text.ts';
import { landAll, type LandedFile, type LandedSheet } from './landed.ts';
import { readRecords } from './rfc4180.ts';
import { fuzz } from './run.ts';
import { lineOf } from './words.ts';

describe('the intake under mutated files', () => {
  it('neither falls over nor hangs, loses nothing and changes no cell', async () => {
    const { figures, failures } = await fuzz({ runs: sized(12, 1000), seed: 20_261_123, batch: sized(3, 10) });
    console.log(figures.map(lineOf).join('\n'));
    expect(failures.map(({ run, name, wrong }) => ({ run, name, wrong }))).toEqual([]);
    for (const { runs, held, rows } of figures) {
      expect(runs).toBeGreaterThanOrEqual(sized(3, 20));
      expect(held['cell by cell']).toBeGreaterThan(sized(0, 3));
      expect(rows).toBeGreaterThan(sized(5, 50));
    }
  });
});

const table = [
  ['项目编号', '验收结论', '核减原因', '自编列'],
  ['P1', '通过', '甲', '一'],
  ['P2', '不通过', '乙', '二'],
  ['P3', '整改', '', '三'],
  ['合计', '', '', ''],
  ['', '', '', ''],
  ['P4', '通过', '丁', '四'],
];

/** Each is a bug that the intake might have. */
const bugs: Readonly<Record<string, (sheet: LandedSheet, file: LandedFile) => void>> = {
  'a row is dropped': ({ rows }) => rows.delete(3),
  'a row is dropped and not counted': (sheet) => {
    sheet.rows.delete(3);
    sheet.read -= 1;
  },
  'a row is counted as blank': (sheet) => {
    sheet.rows.delete(4);
    sheet.blank += 1;
  },
  'the last row is dropped': (sheet) => {
    sheet.rows.delete(7);
    sheet.read -= 1;
  },
  'a total is dropped': (sheet) => {
    sheet.aside.delete(5);
    sheet.totals -= 1;
    sheet.blank += 1;
  },
  'a cell is changed': ({ rows }) => void (row(rows, 2).cells.reduction_reason = '甲 '),
  'a cell is emptied': ({ rows }) => void (row(rows, 3).cells.reduction_reason = null),
  'a cell of an unknown column is dropped': ({ rows }) => void delete row(rows, 4).others.自编列,
  'two cells are swapped': ({ rows }) =>
    void Object.assign(row(rows, 2).cells, { result: '甲', reduction_reason: '通过' }),
  'two rows are swapped': ({ rows }) => {
    const [first, second] = [row(rows, 2), row(rows, 3)];
    rows.set(2, second).set(3, first);
  },
  'a row is invented': (sheet) => {
    sheet.rows.set(9, row(sheet.rows, 2));
    sheet.read += 1;
  },
  'a row is rejected in silence': (sheet) => {
    sheet.rows.delete(3);
    sheet.aside.set(3, { what: 'rejected', cells: ['P2', '不通过', '乙 ', '二'] });
    sheet.rejected += 1;
  },
  'the file is refused in silence': (_, file) => void (file.sheets = []),
  'the file takes six seconds': (_, file) => void (file.seconds = 6),
};
const row = (rows: LandedSheet['rows'], at: number) => rows.get(at) as NonNullable<ReturnType<typeof rows.get>>;

describe.each(['text', 'book'] as const)('the judge of a %s', (format) => {
  let folder: string;
  let bytes: Buffer;
  let landed: LandedFile;
  const judge = async (spoil: (sheet: LandedSheet, file: LandedFile) => void) => {
    const file = structuredClone(landed);
    spoil(file.sheets[0] as LandedSheet, file);
    const { held, wrong } = format === 'text' ? compareText(bytes, file) : await compareBook(bytes, file);
    return { held, wrong: [...imbalances(file), ...wrong] };
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'judge-'));
    bytes =
      format === 'text'
        ? Buffer.from(table.map((cells) => cells.join(',')).join('\n'))
        : Buffer.from(await writeXlsx({ sheets: [{ name: '表', rows: table }] }));
    const path = format === 'text' ? '验收结果表.csv' : '验收结果表.xlsx';
    const diskPath = join(folder, path);
    await writeFile(diskPath, bytes);
    landed = (await landAll([{ path, diskPath, extension: path.slice(6), bytes, run: 0 }])).get(path) as LandedFile;
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('finds nothing wrong with what is right', async () => {
    expect(await judge(() => {})).toEqual({ held: 'cell by cell', wrong: [] });
  });
  it.each(Object.entries(bugs))('sees it when %s', async (_, spoil) => {
    expect((await judge(spoil)).wrong).not.toEqual([]);
  });
});

describe('the judge of a text with broken quotation marks', () => {
  it('sees it when a word is lost', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'judge-'));
    const bytes = Buffer.from('项目编号,验收结论,核减原因\nP1,通过,"付款凭证不全\nP2,通过,发票\n');
    const diskPath = join(folder, '验收结果表.csv');
    await writeFile(diskPath, bytes);
    const file = (await landAll([{ path: '验收结果表.csv', diskPath, extension: 'csv', bytes, run: 0 }])).get(
      '验收结果表.csv'
    ) as LandedFile;
    await rm(folder, { recursive: true });
    expect(compareText(bytes, file)).toEqual({ held: 'word by word', wrong: [] });
    file.sheets[0]?.aside.clear();
    expect(compareText(bytes, file).wrong).toContain('the word 付款凭证不全 is lost');
  });
});

it('a whole run turns red where the intake drops one row of a file', async () => {
  const { failures } = await fuzz({
    runs: 10,
    seed: 3,
    batch: 10,
    loadEvery: 1e9,
    sabotage: ({ sheets }) => sheets.forEach(({ rows }) => rows.delete(Math.max(...rows.keys()))),
  });
  expect(failures.length).toBeGreaterThan(0);
});

it.each([
  [
    'a,b\nc,d',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
    true,
  ],
  ['a,\r\n\r\n"b\n,""c"""\r', [['a', ''], [''], ['b\n,"c"']], true],
  ['""', [['']], true],
  ['', [], true],
  ['a"b,c\n', [['a"b', 'c']], false],
  ['"a"b,c', [['ab', 'c']], false],
  ['"a,b\nc', [['a,b\nc']], false],
])('the second reader of texts reads %j by the grammar', (text, records, isWellFormed) => {
  expect(readRecords(text, ',')).toEqual({ records, isWellFormed });
});
