import { expect, test } from 'vitest';
import { workbook } from '../province/workbook/package.ts';
import { land } from './landing.ts';

const text = (ref: string, words: string) => `<c r="${ref}" t="inlineStr"><is><t>${words}</t></is></c>`;

test('an amount whose format shows a counter is told; a count with the same format is not', async () => {
  const heads = ['项目编号', '验收结论', '核定实际投入', '约定指标数'];
  const data = `<row r="1">${heads.map((head, at) => text(`${'ABCD'[at]}1`, head)).join('')}</row><row r="2">${text('A2', 'X01')}${text('B2', '通过')}<c r="C2" s="1"><v>478</v></c><c r="D2" s="1"><v>12</v></c></row>`;
  const { defects, checks, read } = await land({
    '验收结果表.xlsx': workbook({ sheets: [{ data }], formats: ['0"套"'] }),
  });
  expect(checks).toEqual([['shown_counted', 2, 'mark']]);
  expect(defects[0]).toMatchObject({ column: '核定实际投入', problem: expect.stringMatching(/478套.*478/) });
  expect(await read('select 核定实际投入 as amount, 约定指标数 as targets from sources.acceptances')).toEqual([
    { amount: '478', targets: '12' },
  ]);
});

test('an amount or a count in two colours, or with a small number behind it, is told; a name is not', async () => {
  const run = (words: string, look: string) => `<r><rPr>${look}</rPr><t>${words}</t></r>`;
  const two = (ref: string, look: string) =>
    `<c r="${ref}" t="inlineStr"><is><r><t>47</t></r>${run('8', look)}</is></c>`;
  const heads = ['项目编号', '验收结论', '核定实际投入', '约定指标数', '申报实际投入'];
  const row = (n: number, look: string) =>
    `<row r="${n}">${text(`A${n}`, `X0${n}`)}${text(`B${n}`, '通过')}${['C', 'D', 'E'].map((at) => two(at + n, look)).join('')}</row>`;
  const data = `<row r="1">${heads.map((head, at) => text(`${'ABCDE'[at]}1`, head)).join('')}</row>${row(2, '<color rgb="FFFF0000"/>')}${row(3, '<sz val="6"/>')}${row(4, '<b/>')}`;
  const { defects } = await land({ '验收结果表.xlsx': workbook({ sheets: [{ data }] }) });
  expect(defects.map(({ check, row: at, column, effect }) => [check, at, column, effect])).toEqual([
    ['uneven_text', 2, '核定实际投入', 'mark'],
    ['uneven_text', 2, '约定指标数', 'mark'],
    ['uneven_text', 2, '申报实际投入', 'mark'],
    ['uneven_text', 3, '核定实际投入', 'mark'],
    ['uneven_text', 3, '约定指标数', 'mark'],
    ['uneven_text', 3, '申报实际投入', 'mark'],
  ]);
});

test('a small number behind an id, a day or a text is told as that of a footnote; a small unit is not', async () => {
  const noted = (ref: string, words: string, behind: string, size = 6) =>
    `<c r="${ref}" t="inlineStr"><is><r><rPr><sz val="11"/></rPr><t>${words}</t></r><r><rPr><sz val="${size}"/></rPr><t>${behind}</t></r></is></c>`;
  const heads = ['项目编号', '预算年度', '下达文号', '下达日期', '下达金额'];
  const header = `<row r="1">${heads.map((head, at) => text(`${'ABCDE'[at]}1`, head)).join('')}</row>`;
  const row = (n: number, behind: string, size?: number) =>
    `<row r="${n}">${['SL2025-0001', '2025', '一号', '2025-06-1', '300'].map((words, at) => noted('ABCDE'[at]! + n, words, at === 1 ? '' : behind, size)).join('')}</row>`;
  const data = `${header}${row(2, '1')}${row(3, '1', 10)}${row(4, ' ')}`;
  const { defects } = await land({ '奖补资金.xlsx': workbook({ sheets: [{ data }] }) });
  expect(defects.map(({ check, row: at, column, effect }) => [check, at, column, effect])).toEqual(
    ['项目编号', '下达文号', '下达日期', '下达金额'].map((column) => ['uneven_text', 2, column, 'mark'])
  );
});
