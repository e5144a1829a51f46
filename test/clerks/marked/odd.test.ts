import { open } from 'node:fs/promises';
import { readXlsx as readByHucre } from 'hucre';
import { describe, expect, test } from 'vitest';
import { codes, type Effect } from '#spec';
import { runMarking } from '../../../src/clerks/marked/run.ts';
import { sheetsOf } from '../../xlsx/reading.ts';
import { workbook, type Parts } from '../../province/workbook/package.ts';
import { onDisk } from './marking.ts';
import { partsOf } from './parts.ts';

type Cell = { row: number; column: number; effect: Effect; text: string | null };

async function marked(parts: Parts, cells: Cell[], sheet = 'Sheet1'): Promise<Buffer> {
  let bytes = Buffer.alloc(0);
  await onDisk(workbook(parts), async (path) => {
    const file = await open(path);
    const copy = await runMarking(file, {
      kind: 'workbook',
      file: 'a.xlsx',
      version: 'v',
      extension: 'xlsx',
      headers: [],
      title: 'a',
      sheets: [{ sheet, cells, joined: [] }],
      effects: codes.effect,
      defects: [],
      total: 0,
      rows: null,
    });
    bytes = Buffer.concat(await Array.fromAsync(copy!.createReadStream({ start: 0 }) as AsyncIterable<Buffer>));
    await file.close();
  });
  return bytes;
}

/**
 * The texts of the sheets but for the list, and that nothing of them has changed but that notes were put beside some;
 * and what another reader says of it.
 */
async function kept(parts: Parts, bytes: Buffer): Promise<void> {
  const before = await sheetsOf(workbook(parts));
  const [list, ...after] = await sheetsOf(bytes);
  expect(list?.name).toMatch(/^问题清单/);
  expect(after.map(({ isCommented: _notes, ...sheet }) => sheet)).toEqual(
    before.map(({ isCommented: _notes, ...sheet }) => sheet)
  );
  expect((await readByHucre(bytes)).sheets.length).toBe(before.length + 1);
}

const text = (place: string, words: string, style = '') =>
  `<c r="${place}"${style} t="inlineStr"><is><t>${words}</t></is></c>`;
const at = (row: number, column: number, effect: Effect = 'cell', said: string | null = '说明') => ({
  row,
  column,
  effect,
  text: said,
});

describe('marking odd workbooks changes nothing but looks', () => {
  const cases: Record<string, [Parts, Cell[]]> = {
    'cells and rows that are not there': [
      { sheets: [{ data: `<row r="2" spans="1:2"><c r="B2"><v>1</v></c></row><row r="5"/>` }] },
      [at(1, 2), at(2, 1), at(2, 4), at(3, 1), at(5, 3), at(9, 1)],
    ],
    'rows and cells without places': [
      { sheets: [{ data: '<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>' }] },
      [at(1, 2), at(2, 1), at(2, 2)],
    ],
    'a prefix for the own namespace': [
      {
        parts: {
          'xl/worksheets/sheet1.xml':
            '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData><x:extLst/></x:worksheet>',
        },
      },
      [at(1, 1), at(1, 2), at(2, 1)],
    ],
    'no styles': [
      {
        sheets: [{ data: '<row r="1"><c r="A1"><v>1</v></c></row>' }],
        parts: {
          'xl/styles.xml': null,
          'xl/_rels/workbook.xml.rels':
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        },
      },
      [at(1, 1)],
    ],
    'text that looks like tags': [
      {
        sheets: [
          {
            data: `<row r="1">${text('A1', '&lt;c r="A1" s="9"&gt;')}<!-- <c r="B1"> --><c r="B1" t="str"><v><![CDATA[<row r="7"><c>]]></v></c></row>`,
          },
        ],
      },
      [at(1, 1), at(1, 2)],
    ],
    'dates under styles of their own': [
      {
        formats: ['yyyy"年"m"月"d"日"', '0.00"万元"'],
        sheets: [{ data: '<row r="1"><c r="A1" s="1"><v>45771</v></c><c r="B1" s="2"><v>12.5</v></c></row>' }],
      },
      [at(1, 1, 'mark'), at(1, 2, 'row')],
    ],
    'what stands behind the cells': [
      {
        sheets: [
          {
            data: '<row r="1"><c r="A1"><v>1</v></c></row>',
            after: '<mergeCells><mergeCell ref="A1:B2"/></mergeCells><tableParts count="0"/>',
          },
        ],
      },
      [at(2, 2)],
    ],
    'a list of defects of its own': [
      {
        sheets: [
          { name: 'Sheet1', data: '<row r="1"><c r="A1"><v>1</v></c></row>' },
          { name: '问题清单', data: `<row r="1">${text('A1', '市里自己的清单')}</row>` },
        ],
      },
      [at(1, 1)],
    ],
    'UTF-16': [
      {
        parts: {
          'xl/worksheets/sheet1.xml': Buffer.from(
            '\ufeff<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>济南市</t></is></c></row></sheetData></worksheet>',
            'utf16le'
          ),
        },
      },
      [at(1, 1)],
    ],
  };
  test.each(Object.entries(cases))('%s', async (_, [parts, cells]) => kept(parts, await marked(parts, cells)));
});

test('a defect of a cell beneath a merge stands on its corner; two of one cell are one comment, the worse colour', async () => {
  const parts = {
    sheets: [
      { data: '<row r="1"><c r="A1"><v>1</v></c></row>', after: '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>' },
    ],
  };
  const found = await partsOf(await marked(parts, [at(2, 2, 'row', '甲'), at(1, 1, 'mark', '乙')]));
  expect(found.get('xl/comments1.xml')?.match(/<comment /g)).toHaveLength(1);
  expect(found.get('xl/comments1.xml')).toMatch(/ref="A1"[\s\S]*甲[\s\S]*乙/);
  expect(found.get('xl/worksheets/sheet1.xml')).not.toContain('r="B2"');
});

test('names that belong to one sheet still do', async () => {
  const names =
    '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">Sheet1!$A$1</definedName></definedNames>';
  const parts: Parts = { sheets: [{ data: '<row r="1"><c r="A1"><v>1</v></c></row>' }] };
  const plain = await partsOf(workbook(parts));
  const main = (plain.get('xl/workbook.xml') ?? '').replace('</sheets>', `</sheets>${names}`);
  const found = await partsOf(await marked({ ...parts, parts: { 'xl/workbook.xml': main } }, [at(1, 1)]));
  expect(found.get('xl/workbook.xml')).toMatch(/<sheets><sheet name="问题清单"[\s\S]*localSheetId="1"/);
});

test('a workbook that is none ends in nothing rather than in an error', async () => {
  await onDisk(Buffer.from('not a zip'), async (path) => {
    const file = await open(path);
    expect(
      await runMarking(file, {
        kind: 'workbook',
        file: 'a.xlsx',
        version: 'v',
        extension: 'xlsx',
        headers: [],
        title: 'a',
        sheets: [],
        effects: codes.effect,
        defects: [],
        total: 0,
        rows: null,
      })
    ).toBeNull();
    await file.close();
  });
});
