import { describe, expect, test } from 'vitest';
import type { Source } from '#spec';
import { readContracts } from '../../src/intake/index.ts';
import { toContract } from '../../src/intake/contracts.ts';
import { land } from './landing.ts';

const contracts = await readContracts('pipelines');

test('the thirteen sources of the contract are there', () => {
  expect(contracts.map(({ name, title }) => `${name} ${title}`)).toEqual([
    'acceptances 验收结果表',
    'applications 项目基本信息表',
    'check_coverage 核查覆盖表',
    'checks 单位核查表',
    'data_security 数据安全评估表',
    'events 流程记录',
    'factors 因素表',
    'organisation_changes 单位变更表',
    'prior_support 财政支持台账',
    'quotas 各市推荐名额表',
    'recommendations 推荐汇总表',
    'reviews 省级评审',
    'subsidies 奖补资金表',
  ]);
});

describe.each(contracts)('$name', (contract) => {
  const columns = Object.entries(contract.columns);

  test('every header and alias names its own column', () => {
    for (const [name, { header, aliases = [] }] of columns) {
      expect(contract.names(header)).toMatchObject({ name, unit: null, isCanonical: true });
      for (const alias of aliases)
        expect(contract.names(alias), alias).toMatchObject({ name, unit: null, isCanonical: false });
    }
  });

  test('a column that is essential is required, and so is the key', () => {
    for (const [name, { essential, required }] of columns) if (essential) expect(required, name).toBe(true);
    // A conclusion whose day is not written yet is still one of its project.
    const key = (contract.key ?? []).filter((name) => contract.name !== 'acceptances' || name !== 'concluded_on');
    for (const name of key) expect(contract.columns[name]?.required, name).toBe(true);
  });

  test('it has a key, or says how its rows are known without one', () => {
    expect(contract.key === undefined).toBe(contract.identity !== undefined);
  });

  test('a file under its canonical headers is this source, by name and by headers', async () => {
    const text = `${columns.map(([, { header, kind }]) => (kind === 'money' ? `${header}(万元)` : header)).join('\t')}\n${columns.map(([name]) => name).join('\t')}\n`;
    const { files, read } = await land({ [`${contract.title}2025.tsv`]: text, '无题.csv': text });
    expect(Object.values(files).map(({ source, status, counts }) => [source, status, counts])).toEqual([
      [contract.name, 'read', [1, 1, 0, 0, 0]],
      [contract.name, 'read', [1, 1, 0, 0, 0]],
    ]);
    expect(await read(`select name, value from sources.cells where source_file = '无题.csv' order by name`)).toEqual(
      columns.map(([name]) => ({ name, value: name })).sort((a, b) => (a.name < b.name ? -1 : 1))
    );
  });

  test('the names of its files are no other source’s', () => {
    const others = contracts.filter(({ name }) => name !== contract.name).flatMap(({ files }) => files);
    for (const start of contract.files)
      expect(
        others.some((other) => start.toLowerCase().startsWith(other.toLowerCase())),
        start
      ).toBe(false);
  });
});

describe('a contract that cannot be kept is an Error by name', () => {
  const sound: Source = {
    title: '表',
    files: ['t'],
    columns: { a: { header: '甲', kind: 'text' }, b: { header: '乙', kind: 'text' } },
  };
  const cases: Record<string, [unknown, RegExp]> = {
    'nothing exported': [undefined, /t\.ts：没有 export default/],
    'a header twice': [
      { ...sound, columns: { ...sound.columns, c: { header: '丙', aliases: [' 甲：'], kind: 'text' } } },
      /表头“ 甲：”也是 a 的表头/,
    ],
    'an empty header': [{ ...sound, columns: { a: { header: '＊', kind: 'text' } } }, /里没有字/],
    'a key of no column': [{ ...sound, key: ['z'] }, /没有列“z”/],
    'a natural key of no column': [{ ...sound, identity: { columns: ['a', 'z'], subject: ['a'] } }, /没有列“z”/],
    'a pending column outside the natural key': [
      { ...sound, identity: { columns: ['a'], pending: ['b'], subject: ['a'] } },
      /identity\.columns 里没有列“b”/,
    ],
    'a key and a natural key': [
      { ...sound, key: ['a'], identity: { columns: ['a'], subject: ['a'] } },
      /不写 identity/,
    ],
    'a choice of nothing': [{ ...sound, columns: { a: { header: '甲', kind: 'choice' } } }, /choice 要写 of/],
    'a quotation mark': [{ ...sound, columns: { a: { header: '"甲', kind: 'text' } } }, /不能用/],
    'a name kept for the engine': [
      { ...sound, columns: { source_row: { header: '甲', kind: 'text' } } },
      /source_row 是程序自己用的/,
    ],
    'a kind that is no name': [{ ...sound, columns: { a: { header: '甲', kind: '../x' } } }, /没有这种格子/],
  };
  test.each(Object.entries(cases))('%s', (_, [source, message]) => {
    expect(() => toContract('t', source as Source)).toThrow(message);
  });
  test('a table of the engine', () => expect(() => toContract('files', sound)).toThrow(/程序自己用的/));
});
