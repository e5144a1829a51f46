import { describe, expect, test } from 'vitest';
import { workbook } from '../province/workbook/package.ts';
import { land } from './landing.ts';
import { sheet } from './office-sheet.ts';

describe('several sheets', () => {
  const quotas = [
    ['批次', '市', '推荐名额'],
    [2025, '济南市', 5],
  ];
  const reviews = [
    ['项目编号', '结论'],
    ['SD-1', '揭榜'],
  ];

  test('each that matches a contract is read, by its name or by its headers, the others are named', async () => {
    const { read, defects, files } = await land({
      '推荐名额.xlsx': workbook({
        sheets: [
          sheet('说明', [['请先看这里'], ['一、填写要求']]),
          sheet('名额', quotas),
          sheet('省级评审', reviews),
          sheet('空', [['　']]),
          sheet('统计', [
            ['按市统计', '数量'],
            ['济南市', 1],
          ]),
        ],
      }),
    });
    expect(await read('select source_sheet as sheet, source, status, read from sources.files order by all')).toEqual([
      { sheet: '名额', source: 'quotas', status: 'read', read: 1 },
      { sheet: '省级评审', source: 'reviews', status: 'read', read: 1 },
    ]);
    expect(Object.keys(files)).toEqual(['推荐名额.xlsx']);
    expect(defects.map(({ check, effect }) => [check, effect])).toEqual([
      ['other_sheet', 'mark'],
      ['empty_file', 'mark'],
      ['other_sheet', 'mark'],
    ]);
    expect(await read('select source_sheet as sheet from sources.defects order by all')).toEqual([
      { sheet: '空' },
      { sheet: '统计' },
      { sheet: '说明' },
    ]);
  });

  test('a sheet that nearly matches is refused, and the rest is read', async () => {
    const { read, defects } = await land({
      '名额表.xlsx': workbook({
        sheets: [
          sheet('一', quotas),
          sheet('二', [
            ['批次', '市'],
            [2025, '青岛市'],
          ]),
        ],
      }),
    });
    expect(await read('select source_sheet as sheet, status from sources.files order by all')).toEqual([
      { sheet: '一', status: 'read' },
      { sheet: '二', status: 'refused' },
    ]);
    expect(defects).toMatchObject([{ check: 'missing_column', effect: 'file', column: '推荐名额' }]);
  });

  test('a workbook without any table is refused, sheet by sheet', async () => {
    const { read, checks } = await land({
      '材料.xlsx': workbook({ sheets: [sheet('封面', [['关于申报的函']]), sheet('附件', [['照片']])] }),
    });
    expect(await read('select source_sheet as sheet, status from sources.files order by all')).toEqual([
      { sheet: '封面', status: 'refused' },
      { sheet: '附件', status: 'refused' },
    ]);
    expect(checks).toEqual([
      ['other_sheet', null, 'file'],
      ['other_sheet', null, 'file'],
    ]);
  });
});

test('one stray cell at the very end makes no million blank rows', async () => {
  const { files, checks, read } = await land({
    '名额表.xlsx': workbook({
      sheets: [
        {
          data: '<row r="1"><c r="A1" t="inlineStr"><is><t>批次</t></is></c><c r="B1" t="inlineStr"><is><t>市</t></is></c><c r="C1" t="inlineStr"><is><t>推荐名额</t></is></c></row><row r="2"><c r="A2"><v>2025</v></c><c r="B2" t="inlineStr"><is><t>济南市</t></is></c><c r="C2"><v>5</v></c></row><row r="5"><c r="A5"><v>2025</v></c></row><row r="1048576"><c r="B1048576" t="inlineStr"><is><t>.</t></is></c></row>',
        },
      ],
    }),
  });
  expect(files['名额表.xlsx']?.counts).toEqual([5, 3, 0, 2, 0]);
  expect(checks).toEqual([['far_row', 1048576, 'mark']]);
  expect(await read('select max(source_row) as row from sources.quotas')).toEqual([{ row: 1048576 }]);
});

test('a heading stands over as many columns as it is merged over, no more; where none is merged, as far as it looks', async () => {
  const ids = ['项目编号', '预算年度'];
  const book = (merges: string[]) =>
    workbook({
      sheets: [
        sheet(
          '奖补',
          [
            ['资金表'],
            [...ids, '资金（元）'],
            [null, null, '下达金额', '拨付金额', '收回金额'],
            ['SD-1', 2025, 10, 20, 30],
          ],
          { merges }
        ),
      ],
    });
  const units =
    'select 下达金额_单位 as allocated, 拨付金额_单位 as paid, 收回金额_单位 as recovered from sources.subsidies';
  const { read } = await land({ '奖补资金.xlsx': book(['A1:E1', 'A2:A3', 'B2:B3', 'C2:D2']) });
  expect(await read(units)).toEqual([{ allocated: '元', paid: '元', recovered: '万元' }]);
  const { read: guessed } = await land({ '奖补资金.xlsx': book(['A1:E1', 'A2:A3', 'B2:B3']) });
  expect(await guessed(units)).toEqual([{ allocated: '元', paid: '元', recovered: '元' }]);
});

test.each([
  ['名额.xls', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), /旧格式/],
  ['名额.et', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), /旧格式/],
  [
    '名额.xlsx',
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
    /密码/,
  ],
  ['名额.xls', Buffer.from('<html><table><tr><td>批次</td></tr></table></html>'), /网页（HTML）/],
])('%s is refused with what to do', async (name, bytes, problem) => {
  const { defects, files } = await land({ [name]: bytes });
  expect(files[name]?.status).toBe('refused');
  expect(defects).toMatchObject([
    {
      check: 'workbook',
      effect: 'file',
      problem: expect.stringMatching(problem),
      fix: expect.stringContaining('另存为“Excel 工作簿（*.xlsx）”'),
    },
  ]);
});

test('conditions that may strike out what is read are told with their range', async () => {
  const styles =
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/></cellXfs><dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>';
  const after =
    '<conditionalFormatting sqref="C2:C9"><cfRule type="cellIs" operator="lessThan" dxfId="0" priority="1"><formula>5</formula></cfRule></conditionalFormatting>';
  const quotas = [
    ['批次', '市', '推荐名额'],
    [2025, '济南市', 4],
  ];
  const { defects } = await land({
    '推荐名额.xlsx': workbook({ sheets: [{ ...sheet('名额', quotas), after }], parts: { 'xl/styles.xml': styles } }),
  });
  expect(defects).toMatchObject([
    { check: 'conditional_format', effect: 'mark', problem: expect.stringMatching(/^C2:C9 有条件格式.*会划掉/) },
  ]);
});
