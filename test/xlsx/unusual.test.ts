import { describe, expect, test } from 'vitest';
import { cellsOf, readHere } from './reading.ts';
import { workbook } from '../province/workbook/package.ts';

/** A number under a format, as text, and what is found of it. */
async function seen(format: string, value: number): Promise<string> {
  const [cell] = await cellsOf(`<c r="A1" s="1"><v>${value}</v></c>`, { formats: [format] });
  return [cell!.text, ...(cell!.findings ?? []).map(({ effect, check }) => `${effect} ${check}`)].join(' ');
}

describe('words of formats', () => {
  for (const [format, value, text] of [
    ['0"萬"', 500, '500万'],
    ['0.0"億"', 5, '5亿'],
    ['0"仟元"', 500, '500千元'],
    ['0"佰万"', 5, '5百万'],
    ['0"+"', 500, '500+ mark shown_otherwise'],
    ['0"万+"', 500, '500万+ mark shown_otherwise'],
    ['0"/年"', 500, '500/年 mark shown_otherwise'],
    ['0"/100"', 88, '88/100'],
    ['"+"0', 500, '500'],
  ] as const)
    test(format, async () => expect(await seen(format, value)).toBe(text));
});

describe('days', () => {
  for (const [format, value, text] of [
    ['"2025年"m"月"d"日"', 45717, '2025-03-01'],
    ['"2024年"m"月"d"日"', 45717, '2025-03-01 mark hidden_year'],
    ['yyyy-mm-dd', 1, '1900-01-01 mark no_such_day'],
    ['yyyy-mm-dd', 300, '1900-10-26 mark no_such_day'],
    ['yyyy-mm-dd', 367, '1901-01-01'],
    ['h:mm', 0.5, '12:00:00'],
  ] as const)
    test(`${format} of ${value}`, async () => expect(await seen(format, value)).toBe(text));
});

test('columns and rows that are but a line on the screen are hidden', async () => {
  const row = (n: number, more = '') => `<row r="${n}"${more}><c r="A${n}"><v>1</v></c><c r="B${n}"><v>2</v></c></row>`;
  const [sheet] = await readHere(
    workbook({
      sheets: [
        {
          before: '<cols><col min="1" max="1" width="0.1"/><col min="2" max="2" width="0.9"/></cols>',
          data: row(1, ' ht="0.75"') + row(2, ' ht="5"') + row(3),
        },
      ],
    })
  );
  expect([sheet!.hiddenColumns, sheet!.hiddenRows]).toEqual([[{ from: 1, to: 1 }], [{ from: 1, to: 1 }]]);
});

test('letters hardly off white, or of the colour of their cell, are not seen', async () => {
  const styles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts><font/><font><color rgb="FFFDFDFD"/></font><font><color rgb="FFFFFF00"/></font></fonts><fills><fill><patternFill/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/></patternFill></fill></fills><cellXfs><xf numFmtId="0"/><xf numFmtId="0" fontId="1"/><xf numFmtId="0" fontId="2" fillId="1"/><xf numFmtId="0" fontId="2"/><xf numFmtId="0" fontId="1" fillId="1"/></cellXfs></styleSheet>`;
  const cells = await cellsOf([0, 1, 2, 3, 4].map((style) => `<c s="${style}"><v>500</v></c>`).join(''), {
    parts: { 'xl/styles.xml': styles },
  });
  expect(cells.map(({ findings }) => findings?.[0]?.check ?? null)).toEqual([
    null,
    'hidden_text',
    'hidden_text',
    null,
    null,
  ]);
});
