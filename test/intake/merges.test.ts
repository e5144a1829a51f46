import { describe, expect, test } from 'vitest';
import { workbook } from '../province/workbook/package.ts';
import { land } from './landing.ts';

const sheet = (rows: readonly (readonly string[])[], merges: readonly string[]) =>
  workbook({
    sheets: [
      {
        data: rows
          .map(
            (cells, at) =>
              `<row r="${at + 1}">${cells
                .map((text, column) =>
                  text === ''
                    ? ''
                    : `<c r="${String.fromCharCode(65 + column)}${at + 1}" t="inlineStr"><is><t>${text}</t></is></c>`
                )
                .join('')}</row>`
          )
          .join(''),
        after: `<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`,
      },
    ],
  });

const header = ['项目编号', '预算年度', '下达文号', '下达金额', '拨付金额'];
const subsidies = async (rows: readonly (readonly string[])[], merges: readonly string[]) => {
  const { read, checks, defects } = await land({ '奖补资金.xlsx': sheet([header, ...rows], merges) });
  const landed = await read(
    'select 项目编号 as id, 下达文号 as document, 下达金额 as amount, 拨付金额 as paid from sources.subsidies order by source_row'
  );
  return { landed: landed.map((row) => Object.values(row)), checks, defects };
};

describe('an amount merged over rows', () => {
  test('is nobody’s, and every row says so', async () => {
    const { landed, checks, defects } = await subsidies(
      [
        ['A', '2025', '一号', '300', '1'],
        ['B', '2025', '', '', '2'],
        ['C', '2025', '二号', '', '3'],
      ],
      ['D2:D4', 'C2:C3']
    );
    expect(landed).toEqual([
      ['A', '一号', null, '1'],
      ['B', '一号', null, '2'],
      ['C', '二号', null, '3'],
    ]);
    expect(checks).toEqual([2, 3, 4].map((row) => ['merged_amount', row, 'cell']));
    expect(defects[1]).toMatchObject({ column: '下达金额', value: '300', problem: expect.stringContaining('D2:D4') });
  });

  test('also where a program has written it into each cell beneath, and with other numbers beneath', async () => {
    const { landed, checks } = await subsidies(
      [
        ['A', '2025', '一号', '300', '10'],
        ['B', '2025', '二号', '300', '20'],
        ['C', '2025', '三号', '5', ''],
      ],
      ['D2:D3', 'E2:E3']
    );
    expect(landed).toEqual([
      ['A', '一号', null, null],
      ['B', '二号', null, null],
      ['C', '三号', '5', null],
    ]);
    expect(checks.filter(([, row]) => row === 2)).toEqual([
      ['merged_amount', 2, 'cell'],
      ['merged_amount', 2, 'cell'],
    ]);
  });

  test('is its row’s where the range covers one row of the table and blank ones, or a total', async () => {
    const { landed, checks } = await subsidies(
      [
        ['A', '2025', '一号', '300', '1'],
        ['', '', '', '', ''],
        ['B', '2025', '二号', '400', '2'],
        ['合计', '', '', '700', '3'],
      ],
      ['A2:A3', 'B2:B3', 'C2:C3', 'D2:D3', 'E2:E3']
    );
    expect(landed).toEqual([
      ['A', '一号', '300', '1'],
      ['B', '二号', '400', '2'],
    ]);
    expect(checks).toEqual([]);
  });

  test('counts and ranks as well; a quota that a row needs rejects it', async () => {
    const { files, checks } = await land({
      '推荐名额.xlsx': sheet(
        [
          ['批次', '市', '推荐名额'],
          ['2025', '济南市', '24'],
          ['', '淄博市', ''],
          ['', '青岛市', '12'],
        ],
        ['A2:A4', 'C2:C3']
      ),
    });
    expect(files['推荐名额.xlsx']?.counts).toEqual([3, 3, 0, 0, 0]);
    expect(checks).toEqual([
      ['merged_amount', 2, 'row'],
      ['merged_amount', 3, 'row'],
    ]);
  });

  test('an empty merge says nothing', async () => {
    const { checks } = await subsidies(
      [
        ['A', '2025', '一号', '', '1'],
        ['B', '2025', '二号', '', '2'],
      ],
      ['D2:D3']
    );
    expect(checks).toEqual([]);
  });
});

describe('a cell merged to the right', () => {
  test('over two amounts is neither’s; over texts it is marked', async () => {
    const { landed, checks, defects } = await subsidies(
      [
        ['A', '2025', '一号', '300', ''],
        ['B', '2025', '三百', '', '7'],
      ],
      ['D2:E2', 'C3:D3']
    );
    expect(landed).toEqual([
      ['A', '一号', null, null],
      ['B', '三百', null, '7'],
    ]);
    expect(checks).toEqual([
      ['merged_across', 2, 'cell'],
      ['merged_across', 3, 'mark'],
    ]);
    expect(defects[0]).toMatchObject({ value: '300', problem: expect.stringMatching(/D2:E2.*下达金额.*拨付金额/) });
  });

  test('both ways tells every row once for the range', async () => {
    const { landed } = await subsidies(
      [
        ['A', '2025', '一号', '300', ''],
        ['B', '2025', '二号', '', ''],
      ],
      ['D2:E3']
    );
    expect(landed).toEqual([
      ['A', '一号', null, null],
      ['B', '二号', null, null],
    ]);
  });
});
