import { open } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { fillBook, openArchive, readTemplate, type Filled, type Repeat, type Template } from '#xlsx';
import { grownFormula, movedFormula } from '../../src/xlsx/fill/references.ts';
import { growthOf } from '../../src/xlsx/fill/growth.ts';
import { packed, partsOf } from '../clerks/marked/parts.ts';
import { onDisk } from './reading.ts';

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="' + office + '"';
const relations = (...list: string[]) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join('')}</Relationships>`;
const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;

/** The parts of a workbook: a list in row 5, a foot in rows 6 and 7, and all that may stand around rows. */
function book(sheet: string, more: Readonly<Record<string, string>> = {}, names = ''): Map<string, string> {
  return new Map(
    Object.entries({
      '[Content_Types].xml':
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>',
      '_rels/.rels': relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')),
      'xl/workbook.xml': `<workbook ${main}><bookViews><workbookView activeTab="1"/></bookViews><sheets><sheet name="名单" sheetId="1" r:id="rId1"/><sheet name="汇 总" sheetId="2" state="hidden" r:id="rId2"/></sheets><definedNames>${names}</definedNames></workbook>`,
      'xl/_rels/workbook.xml.rels': relations(
        relation('rId1', 'worksheet', 'worksheets/sheet1.xml'),
        relation('rId2', 'worksheet', 'worksheets/sheet2.xml'),
        relation('rId3', 'styles', 'styles.xml'),
        relation('rId4', 'sharedStrings', 'sharedStrings.xml'),
        relation('rId5', 'calcChain', 'calcChain.xml')
      ),
      'xl/styles.xml': `<styleSheet ${main}><fonts count="1"><font><sz val="12"/></font></fonts><cellXfs count="2"><xf numFmtId="0" fontId="0"/><xf numFmtId="4" fontId="0"><alignment wrapText="1"/></xf></cellXfs></styleSheet>`,
      'xl/sharedStrings.xml': `<sst ${main}><si><t>{{名单.名称}}</t></si><si><r><rPr><b/></rPr><t>截至{{截</t></r><r><rPr><i/></rPr><t>至日}}的</t></r><r><t>数</t></r></si><si><t>合计</t></si></sst>`,
      'xl/calcChain.xml': `<calcChain ${main}><c r="C6" i="1"/></calcChain>`,
      'xl/worksheets/sheet1.xml': sheet,
      'xl/worksheets/sheet2.xml': `<worksheet ${main}><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>SUM(名单!C5:C5)</f><v>0</v></c></row></sheetData></worksheet>`,
      ...more,
    })
  );
}

const rows = `<row r="3" spans="1:4"><c r="A3" t="s"><v>1</v></c></row><row r="5" spans="1:4" ht="20" customHeight="1" s="1" customFormat="1"><c r="A5" s="1" t="s"><v>0</v></c><c r="B5" s="1"/><c r="C5" s="1" t="inlineStr"><is><t>{{名单.金额}}</t></is></c><c r="D5"><f>C5/C$7+SUM(C$5:C5)</f><v>9</v></c></row><row r="6"><c r="A6" t="s"><v>2</v></c><c r="C6"><f>SUM(C5:C5)</f><v>0</v></c></row><row r="7" ht="30"><c r="C7"><v>8</v></c></row>`;
const around = `<mergeCells count="4"><mergeCell ref="A1:D1"/><mergeCell ref="A5:B5"/><mergeCell ref="A4:A6"/><mergeCell ref="A7:B8"/></mergeCells><conditionalFormatting sqref="C5 C5:D5 C6"><cfRule type="expression" priority="1"><formula>$C5&gt;$C$7</formula></cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="list" sqref="B5:B6"><formula1>$D$7:$D$9</formula1></dataValidation></dataValidations><pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/><headerFooter><oddFooter>&amp;L{{截至日}}&amp;R第&amp;P页</oddFooter></headerFooter><rowBreaks count="1"><brk id="6" max="16383"/></rowBreaks>`;
const sheetXml = (inner = rows, after = around) =>
  `<worksheet ${main}><dimension ref="A1:D8"/><sheetData>${inner}</sheetData>${after}</worksheet>`;

const list: readonly Filled[] = [
  { value: '0012', text: '' },
  { value: '=1+1', text: '' },
  { value: '两\n行 很长的名字'.repeat(9), text: '' },
];
const amounts = [0.1, 0.2, 1234.567891];

async function fill(
  parts: Map<string, string>,
  repeats: readonly Repeat[] = [{ top: 5, bottom: 5, copies: 3 }]
): Promise<Map<string, string>> {
  return withTemplate(parts, async (template) => {
    const chunks = await Array.fromAsync(
      fillBook(template, {
        sheets: new Map([
          [
            '名单',
            {
              repeats,
              page: () => 'A&B',
              fill: (mark, { copy }) =>
                mark === '名单.名称'
                  ? list[copy]!
                  : mark === '名单.金额'
                    ? { value: amounts[copy]!, text: '', link: { url: `http://h/explain?a=1&n=${copy}`, tip: '溯源' } }
                    : { value: '2026-06-30', text: '2026-06-30', color: 'yellow' },
            },
          ],
        ]),
      })
    );
    return partsOf(Buffer.concat(chunks));
  });
}

async function withTemplate<T>(parts: Map<string, string>, work: (template: Template) => Promise<T>): Promise<T> {
  const file = await open(onDisk(packed(parts)));
  try {
    return await work(await readTemplate(await openArchive(file.fd)));
  } finally {
    await file.close();
  }
}

describe('references in formulas', () => {
  const growths = new Map([['s', growthOf([{ top: 5, bottom: 5, copies: 3 }])]]);
  const at = (row: number, copy = 0, sheet = 'S') => ({ sheet, row, copy });
  test.each([
    // A foot below the list: what it adds grows, what stands below moves.
    ['SUM(C5:C5)', at(6), 'SUM(C5:C7)'],
    ['SUM($C$4:$C$5)', at(6), 'SUM($C$4:$C$7)'],
    ['C4+C5+C6', at(9), 'C4+C5+C8'],
    ['SUM(C:C)+SUM($1:$4)+SUM(5:5)', at(6), 'SUM(C:C)+SUM($1:$4)+SUM(5:7)'],
    // In the list: relative follows, fixed stays, a fixed range over all of it is all of it.
    ['B5*2', at(5, 2), 'B7*2'],
    ['B5/SUM(B$5:B$5)', at(5, 1), 'B6/SUM(B$5:B$7)'],
    ['SUM(B$5:B5)', at(5, 2), 'SUM(B$5:B7)'],
    ['B5/B$6', at(5, 1), 'B6/B$8'],
    // What only looks like a reference.
    ['LOG10(C6)+1E6+"C6"&TEXT(A1,"C6")', at(6), 'LOG10(C8)+1E6+"C6"&TEXT(A1,"C6")'],
    ['表1[[#This Row],[C6]]+C6_名', at(6), '表1[[#This Row],[C6]]+C6_名'],
    // Of other sheets and other workbooks.
    ["'S'!C6+其他!C6+[1]S!C6+'[1]S'!C6", at(1, 0, '其他'), "'S'!C8+其他!C6+[1]S!C6+'[1]S'!C6"],
  ])('%s → at %j', (formula, place, expected) => expect(grownFormula(formula, place, growths)).toBe(expected));

  test.each([
    ['A1+$A$1+A$1+$A1', 2, 1, 'B3+$A$1+B$1+$A3'],
    ['SUM(A1:B2)', 1, 0, 'SUM(A2:B3)'],
  ])('%s, shared, %i rows down and %i columns to the right', (formula, down, right, expected) =>
    expect(movedFormula(formula, down, right)).toBe(expected)
  );
});

describe('a list that grows', () => {
  test('repeats its row with style, height and merged cells; what stands below moves', async () => {
    const xml = (await fill(book(sheetXml()))).get('xl/worksheets/sheet1.xml')!;
    expect(Array.from(xml.matchAll(/<row r="(\d+)"/g), ([, row]) => row)).toEqual(['3', '5', '6', '7', '8', '9']);
    expect(xml).toContain('<row r="6" ht="20" customHeight="1" s="1" customFormat="1">');
    expect(xml).toContain('<row r="9" ht="30">');
    expect(xml).toContain(
      '<mergeCells count="6"><mergeCell ref="A1:D1"/><mergeCell ref="A5:B5"/><mergeCell ref="A6:B6"/><mergeCell ref="A7:B7"/><mergeCell ref="A4:A8"/><mergeCell ref="A9:B10"/></mergeCells>'
    );
    expect(xml).toContain('<c r="B7" s="1"/>');
    expect(xml).toContain('<dimension ref="A1:D10"/>');
    expect(xml).toContain('<brk id="8" max="16383"/>');
  });

  test('conditions, lists to choose from and their formulas follow', async () => {
    const xml = (await fill(book(sheetXml()))).get('xl/worksheets/sheet1.xml')!;
    expect(xml).toContain('sqref="C5:C7 C5:D7 C8"');
    expect(xml).toContain('<formula>$C5&gt;$C$9</formula>');
    expect(xml).toContain('<dataValidation type="list" sqref="B5:B8"><formula1>$D$9:$D$11</formula1>');
  });

  test('formulas follow, on other sheets too; a sum has its value, what has none is worked out when opened', async () => {
    const parts = await fill(book(sheetXml()));
    const xml = parts.get('xl/worksheets/sheet1.xml')!;
    expect(xml).toContain('<c r="C8"><f>SUM(C5:C7)</f><v>1234.867891</v></c>');
    expect(xml).toContain('<c r="D6"><f>C6/C$9+SUM(C$5:C6)</f></c>');
    expect(parts.get('xl/worksheets/sheet2.xml')).toContain('<f>SUM(名单!C5:C7)</f></c>');
    expect(parts.get('xl/workbook.xml')).toContain('<calcPr fullCalcOnLoad="1"/></workbook>');
    expect([...parts.keys()]).not.toContain('xl/calcChain.xml');
    expect(parts.get('[Content_Types].xml')).not.toContain('calcChain');
    expect(parts.get('xl/_rels/workbook.xml.rels')).not.toContain('calcChain');
  });

  test('conditions of a later Excel, in an extension, follow too', async () => {
    const later = `<extLst><ext uri="{78C0D931}"><x14:conditionalFormattings xmlns:x14="y"><x14:conditionalFormatting xmlns:xm="z"><x14:cfRule type="expression"><xm:f>$C$7&gt;名单!$C$5</xm:f></x14:cfRule><xm:sqref>C5:C5 D7</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>`;
    const xml = (await fill(book(sheetXml(rows, around + later)))).get('xl/worksheets/sheet1.xml')!;
    expect(xml).toContain('<xm:f>$C$9&gt;名单!$C$5</xm:f>');
    expect(xml).toContain('<xm:sqref>C5:C7 D9</xm:sqref>');
  });

  test('a sheet whose elements have a prefix becomes the same', async () => {
    const prefixed = (xml: string) => xml.replace(/<(\/?)(?=\w)/g, '<$1x:').replace('xmlns=', 'xmlns:x=');
    const [plain, other] = [await fill(book(sheetXml())), await fill(book(prefixed(sheetXml())))];
    const sheet = 'xl/worksheets/sheet1.xml';
    expect(
      other
        .get(sheet)!
        .replace(/<(\/?)x:/g, '<$1')
        .replace('xmlns:x=', 'xmlns=')
    ).toBe(plain.get(sheet));
  });

  test('names, the printed area and the titles of pages follow', async () => {
    const names = `<definedName name="_xlnm.Print_Area" localSheetId="0">名单!$A$1:$D$8</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">名单!$1:$4</definedName><definedName name="金额">名单!$C$5:$C$5</definedName><definedName name="率">0.1</definedName>`;
    expect((await fill(book(sheetXml(), {}, names))).get('xl/workbook.xml')).toContain(
      names.replace('$D$8', '$D$10').replace('$C$5:$C$5', '$C$5:$C$7')
    );
  });

  test('a shared formula becomes one of each row', async () => {
    const shared = rows
      .replace('<f>C5/C$7+SUM(C$5:C5)</f>', '<f t="shared" ref="D5:D7" si="0">C5*2</f>')
      .replace('<c r="C7"><v>8</v></c>', '<c r="C7"><v>8</v></c><c r="D7"><f t="shared" si="0"/><v>1</v></c>');
    const xml = (await fill(book(sheetXml(shared)))).get('xl/worksheets/sheet1.xml')!;
    expect(Array.from(xml.matchAll(/<f>([^<]*\*2)<\/f>/g), ([, formula]) => formula)).toEqual([
      'C5*2',
      'C6*2',
      'C7*2',
      'C9*2',
    ]);
    expect(xml).not.toContain('shared');
  });

  test('several rows of one entry are repeated together; ranges over a part of them are one for each', async () => {
    const two = rows.replace('<row r="6">', '<row r="6"><c r="B6" t="inlineStr"><is><t>备注</t></is></c>');
    const xml = (await fill(book(sheetXml(two)), [{ top: 5, bottom: 6, copies: 2 }])).get('xl/worksheets/sheet1.xml')!;
    expect(Array.from(xml.matchAll(/<row r="(\d+)"/g), ([, row]) => row)).toEqual(['3', '5', '6', '7', '8', '9']);
    expect(xml).toContain('sqref="C5 C7 C5:D5 C7:D7 C6 C8"');
    expect(xml).toContain('<f>SUM(C7:C7)</f>');
  });

  test('pictures, tables and comments below it move, pictures keep their size', async () => {
    const drawing = `<xdr:wsDr xmlns:xdr="x"><xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>6</xdr:row></xdr:from><xdr:to><xdr:col>2</xdr:col><xdr:row>9</xdr:row></xdr:to></xdr:twoCellAnchor><xdr:oneCellAnchor><xdr:from><xdr:row>1</xdr:row></xdr:from></xdr:oneCellAnchor></xdr:wsDr>`;
    const parts = await fill(
      book(sheetXml(), {
        'xl/worksheets/_rels/sheet1.xml.rels': relations(
          relation('rId1', 'drawing', '../drawings/drawing1.xml'),
          relation('rId2', 'table', '../tables/table1.xml'),
          relation('rId3', 'comments', '../comments1.xml'),
          relation('rId4', 'vmlDrawing', '../drawings/vmlDrawing1.vml')
        ),
        'xl/drawings/drawing1.xml': drawing,
        'xl/drawings/vmlDrawing1.vml': '<xml><x:Anchor>1, 2, 6, 1, 3, 4, 9, 2</x:Anchor><x:Row>6</x:Row></xml>',
        'xl/tables/table1.xml': `<table ${main} ref="A4:D5"><autoFilter ref="A4:D5"/></table>`,
        'xl/comments1.xml': `<comments ${main}><commentList><comment ref="C7"/></commentList></comments>`,
      })
    );
    expect(parts.get('xl/drawings/drawing1.xml')).toBe(
      drawing.replace('<xdr:row>6<', '<xdr:row>8<').replace('<xdr:row>9<', '<xdr:row>11<')
    );
    expect(parts.get('xl/drawings/vmlDrawing1.vml')).toBe(
      '<xml><x:Anchor>1, 2, 8, 1, 3, 4, 11, 2</x:Anchor><x:Row>8</x:Row></xml>'
    );
    expect(parts.get('xl/tables/table1.xml')).toContain('ref="A4:D7"><autoFilter ref="A4:D7"/>');
    expect(parts.get('xl/comments1.xml')).toContain('ref="C9"');
  });
});

describe('what is filled in', () => {
  test('texts are texts, whatever they look like; numbers are numbers in the style of the cell', async () => {
    const xml = (await fill(book(sheetXml()))).get('xl/worksheets/sheet1.xml')!;
    expect(xml).toContain('<c r="A5" s="1" t="inlineStr"><is><t xml:space="preserve">0012</t></is></c>');
    expect(xml).toContain('<is><t xml:space="preserve">=1+1</t></is>');
    expect(xml).toContain('<t xml:space="preserve">两&#10;行');
    expect(xml).toContain('<c r="C7" s="1"><v>1234.567891</v></c>');
  });

  test('a mark cut into pieces by its looks is one, in the look in which it begins', async () => {
    const xml = (await fill(book(sheetXml()))).get('xl/worksheets/sheet1.xml')!;
    expect(xml).toContain(
      '<is><r><rPr><b/></rPr><t xml:space="preserve">截至2026-06-30</t></r><r><rPr><i/></rPr><t xml:space="preserve">的</t></r><r><t xml:space="preserve">数</t></r></is>'
    );
  });

  test('a shared string that another sheet shows too is left as it is there', async () => {
    const before = book(sheetXml());
    const parts = await fill(before);
    expect(parts.get('xl/sharedStrings.xml')).toBe(before.get('xl/sharedStrings.xml'));
  });

  test('a row is as high as its wrapped text; the foot of the page is filled, & is no code', async () => {
    const xml = (await fill(book(sheetXml()))).get('xl/worksheets/sheet1.xml')!;
    expect(Number(/<row r="7" ht="([\d.]+)"/.exec(xml)?.[1])).toBeGreaterThan(60);
    expect(xml).toContain('<oddFooter>&amp;LA&amp;&amp;B&amp;R第&amp;P页</oddFooter>');
  });

  test('links stand where the schema wants them and lead out through relations', async () => {
    const parts = await fill(book(sheetXml()));
    expect(parts.get('xl/worksheets/sheet1.xml')).toMatch(
      /<\/dataValidations><hyperlinks>.*ref="C7".*<\/hyperlinks><pageMargins/
    );
    expect(parts.get('xl/worksheets/_rels/sheet1.xml.rels')).toContain(
      'Target="http://h/explain?a=1&amp;n=2" TargetMode="External"'
    );
  });

  test('an unknown is marked by colour in a style of its own', async () => {
    const parts = await fill(book(sheetXml()));
    const [, style] = /<c r="A3" t="inlineStr" s="(\d+)"|<c r="A3" s="(\d+)"/.exec(
      parts.get('xl/worksheets/sheet1.xml')!
    )!;
    expect(Number(style ?? 2)).toBeGreaterThan(1);
    expect(parts.get('xl/styles.xml')).toContain('FFFFF2A8');
  });
});

test('marks are found in cells and feet of pages, and where nobody would fill them', async () => {
  const parts = book(
    sheetXml(
      rows
        .replace('<v>8</v>', '<f>A1&amp;"{{a}}"</f>')
        .replace('ht="30">', 'ht="30"><c r="A7" t="inlineStr"><is><t>{{半个}</t></is></c>')
    )
  );
  await withTemplate(parts, async ({ sheets: [sheet] }) => {
    expect(sheet!.marks.map(({ mark, cell, isSole, format }) => [mark, cell, isSole, format])).toEqual([
      ['截至日', 'A3', false, 'General'],
      ['名单.名称', 'A5', true, '#,##0.00'],
      ['名单.金额', 'C5', true, '#,##0.00'],
      ['截至日', null, false, ''],
    ]);
    expect(sheet!.stray).toEqual([
      { cell: 'A7', where: 'brace', text: '{{半个}' },
      { cell: 'C7', where: 'formula', text: 'A1&"{{a}}"' },
    ]);
  });
});
