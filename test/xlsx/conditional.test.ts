import { expect, test } from 'vitest';
import { workbook } from '../province/workbook/package.ts';
import { sheetsOf } from './reading.ts';

const data = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="9"><c r="B9"><v>3</v></c></row>';

/** Where the reader tells that a condition changes what is seen, of one rule with this format. */
async function changes(format: string, sqref = 'A1:A9', rule = '<cfRule type="expression" dxfId="1" priority="1"/>') {
  const styles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/></cellXfs><dxfs><dxf><font><b/></font></dxf><dxf>${format}</dxf></dxfs></styleSheet>`;
  const after = `<conditionalFormatting sqref="${sqref}">${rule}</conditionalFormatting>`;
  const [sheet] = await sheetsOf(workbook({ sheets: [{ data, after }], parts: { 'xl/styles.xml': styles } }));
  return sheet!.conditionals;
}
const [all] = [{ top: 1, left: 1, bottom: 9, right: 1 }];

test.each([
  ['<font><strike/><color rgb="FF808080"/></font>', 'struck'],
  ['<font><strike val="1"/></font>', 'struck'],
  ['<font><color rgb="FFFFFFFF"/></font>', 'hidden'],
  ['<font><color theme="0"/></font>', 'hidden'],
  ['<numFmt numFmtId="176" formatCode="0!.0,&quot;万&quot;"/>', 'format'],
  ['<numFmt numFmtId="176" formatCode="0.00,"/>', 'format'],
  ['<numFmt numFmtId="176" formatCode="0%"/>', 'format'],
  ['<numFmt numFmtId="176" formatCode=";;;"/>', 'format'],
  ['<numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;"/>', 'format'],
])('a condition that puts on %s is told: %s', async (format, change) => {
  expect(await changes(format)).toEqual([{ ranges: [all], change }]);
});

test.each([
  '<font><b/><color rgb="FFFF0000"/></font>',
  '<font><strike val="0"/></font>',
  '<font><color rgb="FFFFFFFF"/></font><fill><patternFill><bgColor rgb="FFFF0000"/></patternFill></fill>',
  '<fill><patternFill><bgColor rgb="FFFFC7CE"/></patternFill></fill>',
  '<numFmt numFmtId="4" formatCode="#,##0.00"/>',
])('one that puts on %s changes nothing of what is meant', async (format) => {
  expect(await changes(format)).toEqual([]);
});

test('only where something stands, and only by rules that put on a format', async () => {
  const struck = '<font><strike/></font>';
  expect(await changes(struck, 'A20:A30 Z1')).toEqual([]);
  expect(await changes(struck, 'Z1 B9 A1:A9')).toEqual([
    { ranges: [{ top: 9, left: 2, bottom: 9, right: 2 }, all], change: 'struck' },
  ]);
  expect(await changes(struck, 'A1:A9', '<cfRule type="dataBar" priority="1"/>')).toEqual([]);
  expect(await changes(struck, 'A1:A9', '<cfRule type="expression" dxfId="7" priority="1"/>')).toEqual([]);
  expect(await changes(struck, 'A1:A9', '<cfRule type="expression" dxfId="0" priority="1"/>')).toEqual([]);
});

test.each(['dataBar', 'iconSet'])('a %s that stands in the place of the value is told', async (name) => {
  const rule = (shows: string) => `<cfRule type="${name}" priority="1"><${name}${shows}/></cfRule>`;
  expect(await changes('', 'A1:A9', rule(' showValue="0"'))).toEqual([{ ranges: [all], change: 'hidden' }]);
  expect(await changes('', 'A1:A9', rule(''))).toEqual([]);
});

/** The same of rules in the extensions of a sheet. */
async function extended(rules: string, sqref = 'A1:A9') {
  const [x14, xm] = ['spreadsheetml/2009/9/main', 'excel/2006/main'].map(
    (of) => `http://schemas.microsoft.com/office/${of}`
  );
  const formatting = `<x14:conditionalFormatting xmlns:xm="${xm}">${rules}<xm:sqref>${sqref}</xm:sqref></x14:conditionalFormatting>`;
  const after = `<extLst><ext xmlns:x14="${x14}" uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"><x14:conditionalFormattings>${formatting}${formatting}</x14:conditionalFormattings></ext></extLst>`;
  const [sheet] = await sheetsOf(workbook({ sheets: [{ data, after }] }));
  return sheet!.conditionals;
}
const extendedRule = (inner: string) =>
  `<x14:cfRule type="expression" priority="1"><xm:f>别的表!$A$1=1</xm:f><x14:dxf>${inner}</x14:dxf></x14:cfRule>`;

test.each([
  ['<font><b/><strike/></font>', 'struck'],
  ['<font><color theme="0"/></font>', 'hidden'],
  ['<numFmt numFmtId="176" formatCode="0.00,"/>', 'format'],
  ['<border/><font><strike/></font>', 'struck'],
])('a condition that looks at another sheet and puts on %s is told: %s', async (inner, change) => {
  const told = { ranges: [all], change };
  expect(await extended(extendedRule(inner))).toEqual([told, told]);
  expect(await extended(extendedRule('<font><b/></font>') + extendedRule(inner))).toEqual([told, told]);
  expect(await extended(extendedRule(inner), 'Z20')).toEqual([]);
});

test.each([
  '<font><color rgb="FFFF0000"/></font>',
  '<font><color theme="0"/></font><fill><patternFill><bgColor rgb="FFFF0000"/></patternFill></fill>',
  '<fill><patternFill><bgColor rgb="FFFFC7CE"/></patternFill></fill>',
])('one that puts on %s changes nothing of what is meant, there either', async (inner) => {
  expect(await extended(extendedRule(inner))).toEqual([]);
});

test('a bar of the extensions that stands in the place of the value is told', async () => {
  const bar = (shows: string) =>
    `<x14:cfRule type="dataBar" id="{1}"><x14:dataBar minLength="0"${shows}/></x14:cfRule>`;
  const told = { ranges: [all], change: 'hidden' };
  expect(await extended(bar(' showValue="0"'))).toEqual([told, told]);
  expect(await extended(bar(''))).toEqual([]);
});
