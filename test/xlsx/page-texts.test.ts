import { expect, test } from 'vitest';
import { sheetsOf } from './reading.ts';
import { workbook } from '../province/workbook/package.ts';

const data = '<row r="1"><c r="A1"><v>1</v></c></row>';
const textsOf = async (inner: string) =>
  (await sheetsOf(workbook({ sheets: [{ data, after: `<headerFooter>${inner}</headerFooter>` }] })))[0]!.pageTexts;

test.for<[string, string[]]>([
  ['<oddHeader>&amp;C项目汇总表&amp;R单位：元</oddHeader>', ['项目汇总表', '单位：元']],
  ['<oddHeader>&amp;L&amp;"宋体,常规"&amp;12金额单位：&amp;B万元&amp;B</oddHeader>', ['金额单位：万元']],
  ['<oddHeader>&amp;R&amp;K01+000单位:元&amp;KFF0000（列至角分）</oddHeader>', ['单位:元（列至角分）']],
  ['<oddHeader>研发&amp;&amp;生产</oddHeader>', ['研发&生产']],
  ['<oddFooter>第 &amp;P 页，共 &amp;N 页</oddFooter>', ['第  页，共  页']],
  ['<firstHeader>&amp;L甲</firstHeader><evenFooter>&amp;R乙</evenFooter>', ['甲', '乙']],
  ['<oddHeader>&amp;G</oddHeader><oddFooter/>', []],
])('%s prints %s', async ([inner, texts]) => {
  expect(await textsOf(inner)).toEqual(texts);
});

test('the rows that are printed on each page are known, of the sheet that they are of', async () => {
  const bytes = workbook({
    sheets: [
      { name: '甲', data },
      { name: '乙', data },
    ],
    parts: {
      'xl/workbook.xml': `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="甲" sheetId="1" r:id="rId1"/><sheet name="乙" sheetId="2" r:id="rId2"/></sheets><definedNames><definedName name="其他" localSheetId="0">甲!$9:$9</definedName><definedName name="_xlnm.Print_Titles" localSheetId="1">乙!$A:$B,乙!$1:$3</definedName></definedNames></workbook>`,
    },
  });
  expect((await sheetsOf(bytes)).map(({ printTitles }) => printTitles)).toEqual([null, { from: 1, to: 3 }]);
});
