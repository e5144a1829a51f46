import { describe, expect, test } from 'vitest';
import { workbook } from '../province/workbook/package.ts';
import { land } from './landing.ts';
import { sheet, type Cell } from './office-sheet.ts';

const header = ['项目编号', '预算年度', '下达文号', '下达金额'];
const paid = (id: string, amount: Cell = 300): Cell[] => [id, 2025, '一号', amount];
const book = (...sheets: ReturnType<typeof sheet>[]) => ({ '奖补资金.xlsx': workbook({ sheets }) });
const amounts = 'select 下达金额 as amount from sources.subsidies order by source_row';

describe('a sheet kept for something else is read, and told', () => {
  const landed = (...names: string[]) =>
    land(book(sheet('奖补', [header, paid('A')]), ...names.map((name, at) => sheet(name, [header, paid(`B${at}`)]))));

  test('样表, 参考 and their like', async () => {
    const names = ['样表', '参考', '备份', '2024年（旧）', '未通过初审项目', '测试'];
    const { checks, read } = await landed(...names);
    expect(checks).toEqual(names.map(() => ['doubtful_sheet', null, 'mark']));
    const told = await read('select source_sheet as sheet from sources.defects');
    expect(told.map(({ sheet }) => sheet).sort()).toEqual(names.toSorted());
  });

  test('not what only looks like them', async () => {
    expect((await landed('Sheet1', '济南市', '2025年', '新项目', '参考价')).checks).toEqual([]);
  });
});

describe('a row of which a column of its own says that it may not count', () => {
  for (const [column, says] of [
    ['备注', '重复，请删除'],
    ['备注', '重复申报'],
    ['状态', '已撤销'],
    ['备注', '此项已作废'],
    ['備註', '该单位已注销'],
    ['删除标记', '1'],
    ['作废标志', '是'],
  ] as const)
    test(`${column} ${says}`, async () => {
      const { checks } = await land(
        book(
          sheet('奖补', [
            [...header, column],
            [...paid('A'), says],
            [...paid('B'), ''],
          ])
        )
      );
      expect(checks).toEqual([['doubtful_row', 2, 'mark']]);
    });

  for (const [column, says] of [
    ['备注', '已核对，无重复'],
    ['备注', '删除了一处笔误，金额不变，经市局核对后重新报送'],
    ['状态', '正常'],
    ['删除标记', '0'],
  ] as const)
    test(`not ${column} ${says}`, async () => {
      const { checks } = await land(
        book(
          sheet('奖补', [
            [...header, column],
            [...paid('A'), says],
          ])
        )
      );
      expect(checks).toEqual([]);
    });
});

describe('the unit that a row names', () => {
  for (const [column, says, effect] of [
    ['单位', '元', 'mark'],
    ['金额单位', '人民币元', 'mark'],
    ['备注', '金额单位：元', 'mark'],
    ['币种', '美元', 'cell'],
    ['计量单位', '千元', 'cell'],
    ['单位', '万元', null],
    ['单位', '个', null],
    ['币种', '人民币', null],
    ['备注', '其中500万元为市级配套', null],
  ] as const)
    test(`${column} ${says}`, async () => {
      const { checks } = await land(
        book(
          sheet('奖补', [
            [...header, column],
            [...paid('A'), says],
          ])
        )
      );
      expect(checks).toEqual(effect ? [['unlike_unit', 2, effect]] : []);
    });

  test('an amount with its own is sure', async () => {
    const { checks } = await land(
      book(
        sheet('奖补', [
          [...header, '单位'],
          [...paid('A', '300万元'), '元'],
        ])
      )
    );
    expect(checks).toEqual([]);
  });
});

test('a total that names the unit tells it of the table', async () => {
  const { checks, read } = await land(
    book(sheet('奖补', [header, paid('A', 300000), ['合计（元）', null, null, 300000]]))
  );
  expect(checks).toEqual([['unit_elsewhere', null, 'mark']]);
  expect(await read('select 下达金额_单位 as unit from sources.subsidies')).toEqual([{ unit: '元' }]);
});

describe('a header merged over columns without headers of their own', () => {
  const under = async (...rows: Cell[][]) => {
    const { checks, read } = await land(book(sheet('奖补', [[...header, null], ...rows], { merges: ['D1:E1'] })));
    return { checks, amounts: (await read(amounts)).map(({ amount }) => amount) };
  };

  test('two values are nobody’s', async () =>
    expect(await under([...paid('A'), 400], [...paid('B'), null])).toEqual({
      checks: [['merged_across', 2, 'cell']],
      amounts: [null, '300'],
    }));
  test('one in the second column is told', async () =>
    expect(await under([...paid('A', null), 400])).toEqual({
      checks: [['merged_across', 2, 'cell']],
      amounts: [null],
    }));
  test('the same twice is one', async () =>
    expect(await under([...paid('A'), 300])).toEqual({ checks: [], amounts: ['300'] }));
});

describe('what a form brings along', () => {
  test('rows that are numbered and not filled in are blank', async () => {
    const numbered = [['序号', ...header], [1, ...paid('A')], [2], [3], [4]] as Cell[][];
    const { files, checks } = await land(book(sheet('奖补', numbered)));
    expect([files['奖补资金.xlsx']!.counts, checks]).toEqual([[4, 1, 0, 3, 0], []]);
  });

  for (const line of [
    ['必填', '必填', '选填', '必填'],
    ['文本', '数字', '文本', '数字'],
    ['请填写编号', '请选择年度', '', '请输入金额'],
  ])
    test(`a line of hints: ${line.join(' ')}`, async () => {
      const { files, checks } = await land(book(sheet('奖补', [header, line, paid('A')])));
      expect([files['奖补资金.xlsx']!.counts, checks]).toEqual([[2, 1, 1, 0, 0], []]);
    });

  test('a heading of a part that ends in a colon, wherever it stands', async () => {
    const { checks } = await land(book(sheet('奖补', [header, paid('A'), [null, null, '暂缓项目：'], paid('B')])));
    expect(checks).toEqual([['other_section', 4, 'row']]);
  });
});
