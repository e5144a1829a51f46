import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { faultsOfForms, formNames } from '#forms';
import { sayFault, type Refusal } from '#spec';
import { packed, partsOf } from '../clerks/marked/parts.ts';
import { changedForms, closeVersions, fillForm, filtersFor, openVersion, ownForms, rowsOf } from './filling.ts';

const warehouse = inject('sampleWarehouse');
const names = await formNames(ownForms);
const template = (name: string) => readFile(join(ownForms, `${name}.xlsx`));

const faults = async (folder: string) =>
  (await faultsOfForms(folder, (await openVersion(warehouse)).catalog)).map(sayFault);
afterAll(closeVersions);

/** The text of a sheet's cells by place; of a number its value. */
function cellsOf(sheet: string): Map<string, string> {
  return new Map(
    Array.from(sheet.matchAll(/<c r="([A-Z]+\d+)"[^>]*?(?:\/>|>([\s\S]*?)<\/c>)/g), ([, place = '', inner = '']) => [
      place,
      inner.replace(/<f[^>]*>[^<]*<\/f>/g, '').replace(/<[^>]*>/g, ''),
    ])
  );
}

describe('the forms that come with the program', () => {
  test('are written right', async () => expect(await faults(ownForms)).toEqual([]));

  test.each(names.filter((name) => name !== '公示名单'))(
    '%s is filled: no mark is left, its account says what of',
    async (name) => {
      const { bytes, fileName } = await fillForm(warehouse, name, { filters: filtersFor(name) });
      expect(fileName.startsWith(name)).toBe(true);
      const parts = await partsOf(bytes);
      const sheets = [...parts.keys()].filter((part) => part.startsWith('xl/worksheets/sheet'));
      for (const sheet of sheets) expect(parts.get(sheet)).not.toMatch(/\{\{|｛｛/);
      const account = [...cellsOf(parts.get(sheets.at(-1)!)!).values()];
      expect(account[0]).toBe('出表说明（系统生成，导入时不读这张表）');
      expect(account).toEqual(expect.arrayContaining(['示例数据', '数据版本', '2026-06-30']));
      expect(parts.get('xl/workbook.xml')).toContain('name="出表说明"');
      expect(parts.get('xl/workbook.xml')).not.toContain('出表设置');
    }
  );

  test('a sheet that nothing is of, but what was replaced, is byte for byte the template', async () => {
    const [before, after] = [
      await partsOf(await template('公布名单')),
      await partsOf((await fillForm(warehouse, '公布名单', { filters: filtersFor('') })).bytes),
    ];
    for (const part of ['xl/sharedStrings.xml', 'xl/theme/theme1.xml', 'docProps/core.xml'])
      expect(after.get(part)).toBe(before.get(part));
  });
});

test('what a list leaves out is said: on the paper by how many, in the account by its conditions', async () => {
  const { bytes } = await fillForm(warehouse, '督办单', { filters: filtersFor('督办单') });
  const parts = await partsOf(bytes);
  const own = `from marts.matters where city = '济南市'`;
  const [counted] = await rowsOf(
    warehouse,
    `select count(*)::integer as matters, count_if(late = 1 and actor <> '省')::integer as taken,
      count_if(late = 1 and actor = '省')::integer as province, count_if(late <> 1)::integer as pending ${own}`
  );
  const { matters, taken, province, pending } = counted as Record<string, number>;
  expect([taken, province, pending].every((each) => each! > 0)).toBe(true);
  const paper = [...cellsOf(parts.get('xl/worksheets/sheet1.xml')!).values()].join('');
  expect(paper).toContain(`共 ${taken} 项。`);
  expect(paper).toContain(`逾期、等省里办的 ${province} 项；还没有到期、没有期限和期限未知的 ${pending} 项`);
  const account = [...cellsOf(parts.get('xl/worksheets/sheet2.xml')!).values()];
  expect(account).toContain(
    `“督办”取自“督办事项”，条件：缓急=逾期；谁来办≠省：${taken} 行。同样的筛选下，不合条件的 ${matters! - taken!} 行没有列。`
  );
});

describe('the numbers of a form', () => {
  test('lead to their 溯源 with version and filters, by the address of the server', async () => {
    const { bytes } = await fillForm(warehouse, '资金分配拨付汇总表', { base: 'http://office:3000/' });
    const parts = await partsOf(bytes);
    const [sheet, relations] = [
      parts.get('xl/worksheets/sheet1.xml')!,
      parts.get('xl/worksheets/_rels/sheet1.xml.rels')!,
    ];
    const id = /<hyperlink ref="E4" [^>]*r:id="([^"]*)"/.exec(sheet)?.[1];
    const target = new RegExp(`Id="${id}"[^>]*Target="([^"]*)" TargetMode="External"`).exec(relations)?.[1] ?? '';
    expect(target).toMatch(
      /^http:\/\/office:3000\/explain\?metric=subsidy_allocated&amp;city=%E6%B5%8E%E5%8D%97%E5%B8%82&amp;version=\d/
    );
  });

  test('without an address lead to their line in the account, which says it', async () => {
    const parts = await partsOf((await fillForm(warehouse, '推荐汇总表', { filters: filtersFor('推荐汇总表') })).bytes);
    const [, row] = /<hyperlink ref="J4" location="'出表说明'!A(\d+)"/.exec(parts.get('xl/worksheets/sheet1.xml')!)!;
    const account = cellsOf(parts.get('xl/worksheets/sheet2.xml')!);
    expect([account.get(`A${row}`), account.get(`B${row}`)]).toEqual(['推荐汇总表!J4', '总投资']);
    expect(account.get(`D${row}`)).toMatch(/^\/explain\?metric=total_investment&amp;of=filings&amp;only=project_id%3A/);
  });

  test('add up in the foot as they stand above it', async () => {
    const { bytes } = await fillForm(warehouse, '推荐汇总表', { filters: filtersFor('推荐汇总表') });
    const sheet = (await partsOf(bytes)).get('xl/worksheets/sheet1.xml')!;
    const cells = cellsOf(sheet);
    const [, foot, last] = /<c r="J(\d+)"[^>]*><f>SUM\(J4:J(\d+)\)<\/f><v>/.exec(sheet)!;
    expect(Number(last)).toBe(Number(foot) - 1);
    const micros = (row: number) => Math.round(Number(cells.get(`J${row}`)) * 1e6);
    const sum = Array.from({ length: Number(foot) - 4 }, (_, at) => micros(4 + at)).reduce((a, b) => a + b);
    expect(micros(Number(foot))).toBe(sum);
  });

  test('that are unknown are words and marked, and counted in the account; never 0', async () => {
    const { bytes } = await fillForm(warehouse, '资金分配拨付汇总表', { filters: { batch: ['2026-1'] } });
    const parts = await partsOf(bytes);
    const sheet = parts.get('xl/worksheets/sheet1.xml')!;
    expect(cellsOf(sheet).get('E4')).toBe('未知');
    const style = Number(/<c r="E4" s="(\d+)"/.exec(sheet)?.[1]);
    expect(style).toBeGreaterThanOrEqual(
      Number(
        /<cellXfs count="(\d+)"/.exec((await partsOf(await template('资金分配拨付汇总表'))).get('xl/styles.xml')!)?.[1]
      )
    );
    expect([...cellsOf(parts.get('xl/worksheets/sheet3.xml')!).values()].join('\n')).toMatch(
      /已下达奖补 16 个.*不是 0/
    );
  });
});

describe('what is asked for', () => {
  const refused = async (name: string, filters: Record<string, string[]>): Promise<string> =>
    fillForm(warehouse, name, { filters }).then(
      () => '',
      (error: Refusal) => `${error.code}: ${error.message}`
    );
  test.each([
    ['推荐汇总', {}, 'unknown_form: 没有这种表：“推荐汇总”，最接近的是 推荐汇总表。'],
    ['推荐汇总表', { city: ['济南市'] }, 'missing_filter: “推荐汇总表”要选定一个批次。'],
    ['推荐汇总表', { batch: ['2025', '2024-1'], city: ['济南市'] }, 'missing_filter: “推荐汇总表”要选定一个批次。'],
    ['公示名单', { batch: ['2025'] }, 'nothing_to_fill: 没有可填的：按现在的筛选，清单“名单”一行也没有'],
  ])('%s with %j is refused: %s', async (name, filters, says) => expect(await refused(name, filters)).toContain(says));

  test('a reader of one city gets its rows and none else, whatever is asked', async () => {
    const { bytes, rows } = await fillForm(warehouse, '公布名单', {
      filters: { batch: ['2025'] },
      scope: { city: ['烟台市'] },
    });
    const cells = cellsOf((await partsOf(bytes)).get('xl/worksheets/sheet1.xml')!);
    const cities = Array.from(cells).flatMap(([place, text]) =>
      /^G(\d+)$/.exec(place) && text.endsWith('市') && text !== '推荐市' ? [text] : []
    );
    expect(new Set(cities)).toEqual(new Set(['烟台市']));
    expect(cities).toHaveLength(rows.名单!);
    expect(await refused('公布名单', { batch: ['2025'], city: ['烟台市'] })).toBe('');
    await expect(
      fillForm(warehouse, '公布名单', { filters: { batch: ['2025'], city: ['济南市'] }, scope: { city: ['烟台市'] } })
    ).rejects.toThrow('没有可填的');
  });
});

test('what a template says wrong is told with file, sheet and cell, and the nearest name', async () => {
  const parts = await partsOf(await template('推荐汇总表'));
  const strings = parts.get('xl/sharedStrings.xml')!;
  const change = (text: string) =>
    text
      .replace('{{名单.项目编号}}', '{{名单.项目编码}}')
      .replace('{{名单.总投资（万元）|空}}', '{{名单.总投资|空}}')
      .replace('{{名单.申报单位}}', '{{名蛋.申报单位}}')
      .replace('{{名单.企业性质}}', '{{名单.企业性质}')
      .replace('市推荐有效=1', '市推荐有数=1')
      .replace('推荐排序、项目编号', '推荐排名')
      .replace('申报和推荐', '申报和推荐')
      .replace('数据版本 {{版本}}', '数据版本');
  parts.set('xl/sharedStrings.xml', change(strings));
  const sheet = parts.get('xl/worksheets/sheet1.xml')!;
  parts.set('xl/worksheets/sheet1.xml', sheet.replace('　版本 {{版本}}', ''));
  const said = await faults(await changedForms({ 推荐汇总表: packed(parts) }));
  const file = 'data/forms/推荐汇总表.xlsx：';
  for (const [place, says] of [
    ['工作表“推荐汇总表”B4', '清单“名单”里没有“项目编码”，最接近的是 项目编号。'],
    ['工作表“推荐汇总表”J4', '金额要写单位，如 {{名单.总投资（万元）}}'],
    ['工作表“推荐汇总表”D4', '没有清单“名蛋”，最接近的是 名单。'],
    ['工作表“推荐汇总表”G4', '花括号没有配成对'],
    ['工作表“出表设置”A7', '条件里没有这一列：“市推荐有数”，最接近的是 市推荐有效。'],
    ['工作表“出表设置”A7', '排序里没有这一列：“推荐排名”'],
    ['', '没有写明版本'],
  ] as const)
    expect(
      said.filter((each) => each.startsWith(`${file}${place}`) && each.includes(says)),
      says
    ).toHaveLength(1);
});
