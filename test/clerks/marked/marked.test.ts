import { readFile } from 'node:fs/promises';
import { readXlsx as readByHucre } from 'hucre';
import { describe, expect, test } from 'vitest';
import { land, type Files } from '../../intake/landing.ts';
import { sheetsOf } from '../../xlsx/reading.ts';
import { isFull } from '../../tier.ts';
import { copyOf, mark, markAll } from './marking.ts';
import { packed, partsOf } from './parts.ts';

const book = await readFile('test/clerks/marked/books/libreoffice.xlsx');
const tables = ['applications', 'recommendations'];

/** Every cell that a file lands, and every row that it sets aside, without the file's name. */
async function cellsOf(files: Files) {
  const { read, files: landed } = await land(files);
  const rows = await Promise.all(
    tables.map((table) =>
      read(`select * exclude (source_file, source_sheet) from sources.${table} order by source_row`)
    )
  );
  return {
    rows,
    aside: await read('select source, source_row, what, cells from sources.set_aside order by source_row'),
    counts: Object.values(landed).map(({ counts }) => counts),
  };
}

const text =
  '推荐汇总表,,,\n批次,推荐市,排序,项目编号\n2025,济南市,1,SD-1\n2025,"  岛青市""（东）""\n第二行",x,SD-2\n\n2025,济南市,3,SD-3,多一格\n2025,济南市,_x0041_,00012\n';
const { outcome, copies } = await markAll({
  '项目基本信息表.xlsx': book,
  '推荐汇总表（第2批）.csv': text,
  '省级评审.txt': '项目编号\t结论\nSD-1\t胡写\n',
  '省级评审_2.csv': `项目编号,结论,评审方式\nSD-1,待定,${'长'.repeat(40_000)}\nSD-x,揭榜,会议\n`,
  '名额.xlsx': Buffer.from('d0cf11e0a1b11ae1', 'hex'),
  '名额.csv': '批次,市,推荐名额\n2025,济南市,5\n',
});

describe('the marked copy of a workbook that LibreOffice wrote', async () => {
  const { name, bytes } = copyOf(copies, '项目基本信息表.xlsx');
  const parts = await partsOf(bytes);

  test('is called so that it is known for what it is, and later than the original', () =>
    expect(name).toBe('项目基本信息表-标注.xlsx'));

  test('reads cell by cell as the original', async () => {
    const copy = await cellsOf({ [name]: bytes });
    expect(copy).toEqual(await cellsOf({ [name]: book }));
    expect(copy.rows[0]).toHaveLength(4);
    expect((await land({ [name]: bytes })).defects).toEqual((await land({ [name]: book })).defects);
  });

  test('has every part as it was but for sheets, styles and comments', async () => {
    const original = await partsOf(book);
    const changed = [...original.keys()].filter((part) => parts.get(part) !== original.get(part));
    expect(changed.sort()).toEqual([
      '[Content_Types].xml',
      'xl/_rels/workbook.xml.rels',
      'xl/comments1.xml',
      'xl/drawings/vmlDrawing1.vml',
      'xl/styles.xml',
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
      'xl/worksheets/sheet2.xml',
    ]);
    expect([...parts.keys()].filter((part) => !original.has(part))).toEqual([
      'xl/worksheets/sheet3.xml',
      'xl/comments2.xml',
      'xl/drawings/vmlDrawing2.vml',
      'xl/worksheets/_rels/sheet2.xml.rels',
    ]);
  });

  test('colours the cell and says in a comment what was found, what was expected and how to mend it', async () => {
    const comments = parts.get('xl/comments1.xml') ?? '';
    const note = /<comment ref="K6"[\s\S]*?<\/comment>/.exec(comments)?.[0] ?? '';
    expect(note).toMatch(/发现：“约200”[\s\S]*应为：[\s\S]*怎么改：写成一个确定的数/);
    const [row] = /<row r="6"[\s\S]*?<\/row>/.exec(parts.get('xl/worksheets/sheet1.xml') ?? '') ?? [''];
    const style = Number(/<c r="K6" s="(\d+)"/.exec(row)?.[1]);
    const formats =
      /<cellXfs[\s\S]*<\/cellXfs>/.exec(parts.get('xl/styles.xml') ?? '')?.[0].match(/<xf [\s\S]*?(?:\/>|<\/xf>)/g) ??
      [];
    const fills = (parts.get('xl/styles.xml') ?? '').match(/<fill>[\s\S]*?<\/fill>/g) ?? [];
    expect(fills[Number(/fillId="(\d+)"/.exec(formats[style] ?? '')?.[1])]).toContain('FFFFD9A0');
  });

  test("keeps the clerk's own comment, and the author's name", () => {
    expect(parts.get('xl/comments1.xml')).toMatch(/<comment ref="J6"[\s\S]*?请核对/);
  });

  test('opens with a list of every defect, each with a link to its cell', async () => {
    const [list, second] = await sheetsOf(bytes);
    expect([list?.name, second?.name]).toEqual(['问题清单', '申报']);
    const own = outcome.defects.filter(({ file }) => file === '项目基本信息表.xlsx');
    expect(list?.rows.filter(({ row }) => row > 5)).toHaveLength(own.length);
    expect(parts.get('xl/worksheets/sheet3.xml')).toContain(`location="'申报'!K6"`);
    expect(parts.get('xl/worksheets/sheet1.xml')).not.toMatch(/tabSelected="(1|true)"/);
  });

  test('opens in another reader too', async () => {
    const read = await readByHucre(bytes);
    expect(read.sheets.map((sheet) => sheet.name)).toEqual(['问题清单', '申报', '说明']);
    expect(read.sheets[1]?.rows[4]?.[2]).toBe('SD-1');
  });

  test.runIf(isFull)('marked once more, corrected in part, has no trace of what was cured', async () => {
    const mended = await rewritten(bytes, 'xl/worksheets/sheet1.xml', (xml) =>
      xml.replace(/(<c r="K6" s="\d+") t="s"><v>\d+<\/v>/, '$1><v>210</v>')
    );
    const { bytes: again } = await mark({ '项目基本信息表-标注.xlsx': mended });
    const [list, ...others] = await sheetsOf(again);
    expect([list?.name, ...others.map((sheet) => sheet.name)]).toEqual(['问题清单', '申报', '说明']);
    expect(
      list?.rows.flatMap(({ cells }) => cells.map(({ text }) => text)).filter((text) => text.includes('约200'))
    ).toEqual([]);
    const second = await partsOf(again);
    expect(second.get('xl/comments1.xml')).not.toContain('ref="K6"');
    expect(second.get('xl/comments1.xml')?.match(/ref="J7"/g)).toHaveLength(1);
    expect(second.get('xl/drawings/vmlDrawing1.vml')?.match(/<x:Row>5<\/x:Row>\s*<x:Column>10<\/x:Column>/)).toBeNull();
    expect((await cellsOf({ 'applications.xlsx': again })).rows).toEqual(
      (await cellsOf({ 'applications.xlsx': mended })).rows
    );
  });
});

/** The workbook with one part rewritten. */
async function rewritten(bytes: Uint8Array, part: string, change: (xml: string) => string): Promise<Buffer> {
  const parts = await partsOf(bytes);
  return packed(parts.set(part, change(parts.get(part) ?? '')));
}

describe('the marked copy of a text file', () => {
  const { name, bytes } = copyOf(copies, '推荐汇总表（第2批）.csv');

  test('is a workbook whose cells read as those of the original', async () => {
    const [copy, original] = [await cellsOf({ [name]: bytes }), await cellsOf({ 'recommendations.csv': text })];
    const isJoined = ({ source_row: row }: Record<string, unknown>) => row === 6;
    expect(copy.rows[1]?.filter((row) => !isJoined(row))).toEqual(original.rows[1]);
  });

  test('does not spread out over the columns what could not be laid into them', async () => {
    const { read } = await land({ [name]: bytes });
    expect(
      await read(
        'select 批次 as batch, 推荐市 as city, 项目编号 as id from sources.recommendations where source_row = 6'
      )
    ).toEqual([{ batch: '2025，济南市，3，SD-3，多一格', city: null, id: null }]);
    if (!isFull) return;
    const { copies: again } = await markAll({ '项目基本信息表.xlsx': book, [name]: bytes });
    expect(again[name]).toMatchObject({ name });
  });

  test('has its list first and opens in another reader', async () => {
    const read = await readByHucre(bytes);
    expect(read.sheets.map((sheet) => sheet.name)).toEqual(['问题清单', '推荐汇总表']);
    expect(read.sheets[1]?.rows[3]?.[1]).toBe('  岛青市"（东）"\n第二行');
  });
});

describe('of files handed in together', () => {
  test('a table saved as .txt has a marked copy, too', async () => {
    const { name, bytes } = copyOf(copies, '省级评审.txt');
    expect(name).toBe('省级评审-标注.xlsx');
    const { read } = await land({ [name]: bytes });
    expect(await read('select 项目编号 as id, 结论 as verdict from sources.reviews')).toEqual([
      { id: 'SD-1', verdict: '胡写' },
    ]);
  });

  test('what is too long for a cell of a workbook is said, and not passed off as whole', async () => {
    const { name, bytes } = copyOf(copies, '省级评审_2.csv');
    const { read } = await land({ [name]: bytes });
    expect(await read('select 评审方式[:16] as mode from sources.reviews where source_row = 2')).toEqual([
      { mode: '（原文 40000 字，一格放不' },
    ]);
  });

  test('that of one that cannot be read is the list alone', async () => {
    const sheets = await sheetsOf(copyOf(copies, '名额.xlsx').bytes);
    expect(sheets.map(({ name }) => name)).toEqual(['问题清单']);
    expect(sheets[0]?.rows.at(-1)?.cells.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['整个文件未导入', expect.stringContaining('旧格式')])
    );
  });

  test('one without defects has none', () => expect(copies['名额.csv']).toBe('sound'));
});
