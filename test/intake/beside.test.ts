import { describe, expect, test } from 'vitest';
import { numbersColumns } from '../../src/intake/header/numbering.ts';
import { workbook } from '../province/workbook/package.ts';
import { land } from './landing.ts';

const header = '序号,批次,推荐市,排序,项目编号';
const row = (n: number) => `${n},2025,济南市,${n},SL${n}`;
const table = (...lines: string[]) => ({ '推荐汇总表.csv': [header, ...lines].join('\n') });

describe('what is not data below a header', () => {
  for (const line of [
    '共 1 条记录',
    '共1条',
    '总记录数：3,,,,',
    '(1 行受影响)',
    '(3 rows affected)',
    '(7 rows)',
    '3 rows selected.',
    '已选择 3 行。',
    '以下空白,,,,',
    ',,（以下无正文）,,',
    '—— 完 ——',
    '第1页 共3页',
    '导出时间：2025-04-20 10:00:00',
    '-----,-----,-----,-----,-----',
    '一,二,三'.replaceAll(/[一二三]/g, (digit) => ({ 一: '(1)', 二: '(2)', 三: '(3)' })[digit]!) + ',(4),(5)',
    '栏次,1,2,3,4',
    'A,B,C,D,E',
    '甲,乙,1,2,3=1+2',
    '①,②,③,④,⑤',
    '一、推荐项目,,,,',
    '\x1a',
  ])
    test(JSON.stringify(line), async () => {
      const { files, checks } = await land(table(row(1), line, row(2)));
      const [read, landed, totals, blank] = files['推荐汇总表.csv']!.counts;
      expect({ landed, aside: totals + blank, read, checks }).toEqual({ landed: 2, aside: 1, read: 3, checks: [] });
    });

  test('rows of data that look a little like numbering are data', () => {
    for (const cells of [
      ['1', '2025', '3'],
      ['2', '3', '4'],
      ['1', '2', 'x'],
      ['1', '2'],
      ['1', '1', '1'],
      ['C', 'A', 'B'],
    ])
      expect(numbersColumns(cells), cells.join()).toBe(false);
  });
});

describe('examples', () => {
  for (const line of [
    '示例,2025,济南市,1,SL0',
    '例,2025,济南市,1,SL0',
    '例：,2025,济南市,1,SL0',
    '（填写示例）,2025,济南市,1,SL0',
    '1,2025,济南市,1,SL0（填写示例）',
    '样例1,2025,济南市,1,SL0',
    '（例）X09,2025,济南市,1,SL0',
    '1（示例）,2025,济南市,1,SL0',
    ',,,1,SL09（例）',
  ])
    test(`${line} is set aside and told`, async () => {
      const { files, checks } = await land(table(line, row(1)));
      expect(files['推荐汇总表.csv']?.counts).toEqual([2, 1, 1, 0, 0]);
      expect(checks).toEqual([['example_row', 2, 'mark']]);
    });

  for (const id of ['SL2025-XXXX', 'SL2025-×××', 'SL-****'])
    test(`${id} is no id`, async () => {
      const { files, checks } = await land(table(`1,2025,济南市,1,${id}`, row(1)));
      expect(files['推荐汇总表.csv']?.counts).toEqual([2, 1, 0, 0, 1]);
      expect(checks).toEqual([['example_id', 2, 'row']]);
    });

  test('a sheet and a file that show how to fill in are named, not read; 示例数据 is a name like any other', async () => {
    const data = [header, row(1)]
      .map(
        (line, at) =>
          `<row r="${at + 1}">${line
            .split(',')
            .map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`)
            .join('')}</row>`
      )
      .join('');
    const { files, defects } = await land({
      '推荐汇总表_甲.xlsx': workbook({
        sheets: [
          { name: '推荐汇总表', data },
          { name: '填写示例', data },
        ],
      }),
      '推荐汇总表_填写示例.csv': `${header}\n${row(1)}`,
      '推荐汇总表_示例数据.csv': `${header}\n${row(1)}`,
    });
    expect(defects.map(({ file, check, effect }) => [file, check, effect])).toEqual([
      ['推荐汇总表_填写示例.csv', 'example_sheet', 'file'],
      ['推荐汇总表_甲.xlsx', 'example_sheet', 'mark'],
    ]);
    expect(files['推荐汇总表_示例数据.csv']?.status).toBe('read');
  });
});

describe('parts that do not count', () => {
  for (const line of [
    '二、不予推荐项目,,,,',
    '二、不予推荐项目',
    '二,不予推荐项目,,,',
    '（二）备选项目',
    '未推荐项目：',
    '2.放弃申报的项目',
  ])
    test(`below ${line}`, async () => {
      const { files, checks } = await land(table('一、推荐项目', row(1), line, row(2), row(3)));
      expect(files['推荐汇总表.csv']?.counts).toEqual([5, 1, 2, 0, 2]);
      expect(checks).toEqual([
        ['other_section', 5, 'row'],
        ['other_section', 6, 'row'],
      ]);
    });

  test('a row that lacks its id is no line over others', async () => {
    const { files, checks } = await land({
      'recommendations.csv': `排序,项目名称,批次,推荐市,项目编号\n1,济南云平台,,,\n,备用电源改造项目,,,\n2,济南云平台,2025,济南市,SL2\n`,
    });
    expect(files['recommendations.csv']?.counts).toEqual([3, 3, 0, 0, 0]);
    expect(checks).toEqual([]);
  });

  for (const line of ['二、不占名额项目', '二、不限名额的项目', '二、链式转型', '备注：未推荐的项目另附'])
    test(`not ${line}`, async () => {
      const { files, checks } = await land(table('一、推荐项目', row(1), line, row(2)));
      expect(files['推荐汇总表.csv']?.counts.slice(0, 2)).toEqual([4, 2]);
      expect(checks).toEqual([]);
    });

  test('a part that counts again ends it', async () => {
    const { files } = await land(table('一、不予推荐项目', row(1), '二、推荐项目', row(2)));
    expect(files['推荐汇总表.csv']?.counts).toEqual([4, 1, 2, 0, 1]);
  });

  test('a table whose rows say their result needs no line for it', async () => {
    const { files } = await land({ 'reviews.csv': '项目编号,结论\n二、不予揭榜项目,\nSL1,不予揭榜\n' });
    expect(files['reviews.csv']?.counts).toEqual([2, 1, 1, 0, 0]);
  });

  test('a column that the contract does not know may say it, too', async () => {
    const { checks } = await land({
      '推荐汇总表.csv': `${header},推荐意见,是否推荐\n${row(1)},同意推荐,是\n${row(2)},不予推荐,\n${row(3)},,否\n`,
    });
    expect(checks).toEqual([
      ['other_section', 3, 'row'],
      ['other_section', 4, 'row'],
    ]);
  });

  for (const [head, no, yes] of [
    ['是否删除', '是', '否'],
    ['is_deleted', '1', '0'],
    ['del_flag', '2', '0'],
    ['isDeleted', 'TRUE', 'FALSE'],
    ['deleted_at', '2025-04-01 10:00:00', 'NULL'],
    ['is_valid', '0', '1'],
    ['数据状态', '已删除', '正常'],
    ['备注', '测试数据', '测试通过'],
  ])
    test(`a row that a system only marks as deleted is read and told: ${head} ${no}`, async () => {
      const { files, checks } = await land({
        '推荐汇总表.csv': `${header},${head}\n${row(1)},${yes}\n${row(2)},${no}\n`,
      });
      expect(files['推荐汇总表.csv']?.counts.slice(0, 2)).toEqual([2, 2]);
      expect(checks).toEqual([['doubtful_row', 3, 'mark']]);
    });

  test('a file, a sheet or a title of what is not recommended', async () => {
    const { defects } = await land({
      '推荐汇总表_不予推荐.csv': `${header}\n${row(1)}`,
      '推荐汇总表_退回后修改.csv': `${header}\n${row(2)}`,
      '推荐汇总表_济南.csv': `2025年济南市不予推荐项目汇总表\n${header}\n${row(3)}`,
    });
    expect(defects.map(({ file, check, effect }) => [file, check, effect])).toEqual([
      ['推荐汇总表_不予推荐.csv', 'other_part', 'file'],
      ['推荐汇总表_济南.csv', 'other_part', 'file'],
    ]);
  });
});

describe('a header again', () => {
  test('the same, or in other words, is no row', async () => {
    const { files, checks } = await land(table(row(1), header, row(2), '序号,项目批次,地市,推荐排序,项目编码', row(3)));
    expect(files['推荐汇总表.csv']?.counts).toEqual([5, 3, 2, 0, 0]);
    expect(checks).toEqual([]);
  });

  test('below one of other columns nothing is read', async () => {
    const { files, checks } = await land(table(row(1), '序号,项目编号,批次,推荐市,排序', '2,SL2,2025,济南市,2'));
    expect(files['推荐汇总表.csv']?.counts).toEqual([3, 1, 1, 0, 1]);
    expect(checks).toEqual([['other_header', 4, 'row']]);
  });
});
