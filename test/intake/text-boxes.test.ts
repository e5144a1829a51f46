import { expect, test } from 'vitest';
import { workbook } from '../province/workbook/package.ts';
import { land } from './landing.ts';
import { sheet } from './office-sheet.ts';

const paid = [
  ['项目编号', '预算年度', '下达金额'],
  ['SD-1', 2025, 1234567.89],
];

/** A workbook with a box over its table that says this, a paragraph each. */
function boxed(...paragraphs: string[]) {
  const body = paragraphs.map((text) => `<a:p><a:r><a:t>${text}</a:t></a:r></a:p>`).join('');
  const drawing = `<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:sp><xdr:txBody>${body}</xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>`;
  const relations =
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" Target="../drawings/drawing1.xml"/></Relationships>';
  return workbook({
    sheets: [sheet('Sheet1', paid)],
    parts: { 'xl/drawings/drawing1.xml': drawing, 'xl/worksheets/_rels/sheet1.xml.rels': relations },
  });
}
const landed = async (...paragraphs: string[]) => {
  const { read, defects } = await land({ '奖补资金.xlsx': boxed(...paragraphs) });
  const [row] = await read('select "下达金额_单位" as unit from sources.subsidies');
  return { unit: row?.unit, checks: defects.map(({ check }) => check).sort(), defects };
};

test.each([[['单位：元']], [['金额单位：元']], [['2025年度奖补资金', '单位：元（列至角分）']]])(
  'the unit in a box over the table is the unit of the table: %j',
  async (paragraphs) => {
    const { unit, checks } = await landed(...paragraphs);
    expect(unit).toBe('元');
    expect(checks).toContain('unit_elsewhere');
  }
);

test('a unit in a box that nobody knows is told, and so is whatever else stands there', async () => {
  expect((await landed('单位：美元')).checks).toContain('money_unit');
  const { unit, defects } = await landed('请各市于4月底前报送');
  expect(unit).toBe('万元');
  expect(defects.map(({ problem }) => problem).join()).toContain('“请各市于4月底前报送”');
});
