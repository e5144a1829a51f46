import { describe, expect, test } from 'vitest';
import { land } from './landing.ts';
import { csv, names, values } from './rows-of-text.ts';

const money =
  'select 项目总投资 as total, 项目总投资_单位 as unit, 实施期内计划投资 as planned, 实施期内计划投资_单位 as planned_unit from sources.applications';

describe('one line of headers', () => {
  for (const [header, unit] of Object.entries({
    项目总投资: '万元',
    '项目总投资(万元)': '万元',
    '项目总投资（元）': '元',
    ' 项目总\n投资 （ 万元 ） ': '万元',
    '总投资\u200b额（人民币元）': '元',
    '*项目总投资（必填）（单位：元）': '元',
    '总投资【万元】：': '万元',
    '总 投 资［元］': '元',
  })) {
    test(JSON.stringify(header), async () => {
      const { files, read } = await land({
        'x.csv': csv([
          [...names, header],
          [...values, '12.5'],
        ]),
      });
      expect(files['x.csv']).toMatchObject({
        status: 'read',
        source: 'applications',
        header: 1,
        counts: [1, 1, 0, 0, 0],
      });
      expect(await read(money)).toEqual([{ total: '12.5', unit, planned: null, planned_unit: '万元' }]);
    });
  }

  test('full-width letters, letter case and any order', async () => {
    const { files } = await land({ 'ＱＵＯＴＡ－2025.CSV': '推荐名额（个）,市　别,批　次\n5,济南市,2025\n' });
    expect(files['ＱＵＯＴＡ－2025.CSV']).toMatchObject({ source: 'quotas', counts: [1, 1, 0, 0, 0] });
  });

  test('brackets that mean something are not taken off', async () => {
    const { files, read } = await land({
      'x.csv': csv([
        [...names, '项目总投资', '项目总投资（其中设备）', '项目编号(元)'],
        [...values, '12.5', '3', '4'],
      ]),
    });
    expect(files['x.csv']?.status).toBe('read');
    expect(await read('select 项目总投资 as total, 其他列 as others from sources.applications')).toEqual([
      { total: '12.5', others: '{"项目总投资（其中设备）":"3","项目编号(元)":"4"}' },
    ]);
  });

  test('columns that nobody knows are kept by name, told, and harmless', async () => {
    const header = [...names, '项目总投资', '__proto__', '备注', '备注', '', ''];
    const { read, checks } = await land({ 'x.csv': csv([header, [...values, '1', 'a', 'b', 'c', 'd', '']]) });
    expect(checks).toEqual([]);
    expect(await read('select 其他列 as others from sources.applications')).toEqual([
      { others: '{"__proto__":"a","备注":"b","备注（第 13 列）":"c","（第 14 列）":"d"}' },
    ]);
    expect(await read('select unknown_columns from sources.files')).toEqual([
      { unknown_columns: '["__proto__","备注","备注（第 13 列）","（第 14 列）"]' },
    ]);
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });
});

describe('titles, units and two lines', () => {
  const wide = [...names, '项目总投资', '实施期内计划投资'];
  const pad = (text: string): string[] => [text, ...wide.slice(1).map(() => '')];

  test('title, blank and unit lines above; the unit is the table’s', async () => {
    const { files, read } = await land({
      'x.csv': csv([
        pad('2025年度项目基本信息表'),
        pad(''),
        pad('填报单位：济南市工信局　　单位：元'),
        wide,
        [...values, '1', '2'],
      ]),
    });
    expect(files['x.csv']).toMatchObject({ header: 4, counts: [1, 1, 0, 0, 0] });
    expect(await read(`${money}`)).toEqual([{ total: '1', unit: '元', planned: '2', planned_unit: '元' }]);
    expect(await read('select source_row from sources.applications')).toEqual([{ source_row: 5 }]);
  });

  test('a column’s own unit beats the table’s', async () => {
    const { read } = await land({
      'x.csv': csv([pad('（单位：元）'), [...names, '项目总投资(万元)', '实施期内计划投资'], [...values, '1', '2']]),
    });
    expect(await read(money)).toEqual([{ total: '1', unit: '万元', planned: '2', planned_unit: '元' }]);
  });

  test('title lines without padding', async () => {
    const { files } = await land({ 'x.csv': `项目基本信息表\n单位：万元\n${csv([wide, [...values, '1', '2']])}` });
    expect(files['x.csv']).toMatchObject({ header: 3, counts: [1, 1, 0, 0, 0] });
  });

  for (const [name, upper, lower] of [
    ['a group over two', [...names, '投资（元）', ''], [...names.map(() => ''), '总投资', '其中：实施期内']],
    [
      'a header over a blank and its part',
      [...names, '项目总投资（元）', ''],
      [...names.map(() => ''), '', '其中：实施期内'],
    ],
    ['names in the lower line', [...names.map(() => ''), '投资（元）', ''], [...names, '总投资', '实施期内']],
  ] as const) {
    test(`${name}, under a title`, async () => {
      const { files, read, checks } = await land({
        'x.csv': csv([pad('项目基本信息表'), upper, lower, [...values, '1', '2'], pad('')]),
      });
      expect(checks).toEqual([]);
      expect(files['x.csv']).toMatchObject({ header: 3, counts: [2, 1, 0, 1, 0] });
      expect(await read(money)).toEqual([{ total: '1', unit: '元', planned: '2', planned_unit: '元' }]);
    });
  }

  test('a title that ends in the unit', async () => {
    const { files, read } = await land({ 'x.csv': csv([pad('项目投资一览表（元）'), wide, [...values, '1', '2']]) });
    expect(files['x.csv']).toMatchObject({ header: 2, counts: [1, 1, 0, 0, 0] });
    expect(await read(money)).toEqual([{ total: '1', unit: '元', planned: '2', planned_unit: '元' }]);
  });

  test('a unit to the right above the header is the whole table’s', async () => {
    const { read } = await land({
      'x.csv': csv([[...wide.slice(1).map(() => ''), '（单位：元）'], wide, [...values, '1', '2']]),
    });
    expect(await read(money)).toEqual([{ total: '1', unit: '元', planned: '2', planned_unit: '元' }]);
  });

  test('units in a line of their own below the headers', async () => {
    const { files, read } = await land({
      'x.csv': csv([wide, [...names.map(() => ''), '（元）', '（万元）'], [...values, '1', '2']]),
    });
    expect(files['x.csv']).toMatchObject({ header: 2, counts: [1, 1, 0, 0, 0] });
    expect(await read(money)).toEqual([{ total: '1', unit: '元', planned: '2', planned_unit: '万元' }]);
  });

  test('two units for one table', async () => {
    const { checks } = await land({ 'x.csv': csv([pad('单位：元'), pad('（万元）'), wide, [...values, '1', '2']]) });
    expect(checks).toEqual([['money_unit', null, 'file']]);
  });

  test('parts are joined to the name of their group', async () => {
    const { files, read } = await land({
      'subsidies.csv': csv([
        ['项目编号', '预算年度', '下达', '', '', '拨付（元）', ''],
        ['', '', '文号', '日期', '金额', '日期', '金额'],
        ['P1', '2026', '鲁财1号', '2026-05-01', '10', '2026-06-01', '20'],
      ]),
    });
    expect(files['subsidies.csv']).toMatchObject({ header: 2, counts: [1, 1, 0, 0, 0] });
    expect(
      await read(
        'select 下达文号, 下达日期, 下达金额, 下达金额_单位, 拨付日期, 拨付金额, 拨付金额_单位, 收回金额 from sources.subsidies'
      )
    ).toEqual([
      {
        下达文号: '鲁财1号',
        下达日期: '2026-05-01',
        下达金额: '10',
        下达金额_单位: '万元',
        拨付日期: '2026-06-01',
        拨付金额: '20',
        拨付金额_单位: '元',
        收回金额: null,
      },
    ]);
  });

  test('a first row of little data is no second line of the header', async () => {
    const { files } = await land({ 'quotas.csv': '批次,市,推荐名额,备注\n,,,待定\n2025,济南市,5,\n' });
    expect(files['quotas.csv']).toMatchObject({ header: 1, counts: [2, 2, 0, 0, 0] });
  });
});
