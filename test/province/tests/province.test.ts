import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generate } from './generate.ts';
import { hundredths, readProvince, rowsOf, type Written } from './written.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** GB 32100, worked out here by its own words: Σ cᵢ·3^(i−1) with the check character is a multiple of 31. */
function holds(code: string): boolean {
  let [sum, weight] = [0, 1];
  for (const letter of code.slice(0, 17)) {
    sum += ALPHABET.indexOf(letter) * weight;
    weight = (weight * 3) % 31;
  }
  return /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code) && (sum + ALPHABET.indexOf(code.charAt(17))) % 31 === 0;
}

describe.each(['2025', '7', '另一个种子'])('the province of seed %s', (seed) => {
  const folder = mkdtempSync(join(tmpdir(), 'province-'));
  let everything: Written[];
  /** Without the invented call that follows those of the notice. */
  let province: Written[];
  let projects: Record<string, string>[];

  beforeAll(() => {
    expect(generate(['--seed', seed, '--out', folder])).toMatchObject({ status: 0, stderr: '' });
    everything = readProvince(folder);
    province = everything.filter(({ path }) => !path.startsWith('2026年度'));
    const sent = rowsOf(province, '项目基本信息表');
    projects = [...new Map(sent.map((row) => [row['项目编号'], row])).values()];
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has 600 projects in three batches and 16 cities', () => {
    expect(projects).toHaveLength(600);
    expect(
      Object.fromEntries(
        Map.groupBy(projects, (row) => row['批次'])
          .entries()
          .map(([batch, rows]) => [batch, rows.length])
      )
    ).toEqual({ '2024-1': 108, '2024-2': 132, 2025: 360 });
    expect(new Set(projects.map((row) => row['项目编号']?.split('-')[1])).size).toBe(16);
  });

  it('says 示例数据 in the name and the text of every file', () => {
    expect(
      everything.filter(
        ({ path, text, title }) =>
          !path.includes('示例数据') || !text.includes('示例数据') || !title.includes('示例数据')
      )
    ).toEqual([]);
    expect(readFileSync(join(folder, '说明.md'), 'utf8')).toContain('虚构');
  });

  it('names nobody real', () => {
    for (const row of projects) {
      expect(row['申报单位']).toMatch(/^示例/);
      expect(row['项目名称']).toMatch(/（示例）$/);
      expect(row['所属集团']).toMatch(/^(示例.+)?$/);
      expect(row['联系人']).toBe('示例联系人');
      expect(row['联系电话']).toMatch(/^000-\d{8}$/);
    }
  });

  it('gives each organisation one code of the invented range, with a check digit that holds', () => {
    const codes = projects
      .flatMap((row) => [row['统一社会信用代码'] ?? '', ...(row['联合单位信用代码'] ?? '').split(/[;；、]/)])
      .filter(Boolean);
    const others = [...rowsOf(province, '单位核查表'), ...rowsOf(province, '财政支持台账')].map(
      (row) => row['统一社会信用代码'] ?? ''
    );
    expect([...codes, ...others].filter((code) => !holds(code) || !/^(91|12|52)37\d{4}000/.test(code))).toEqual([]);
    const leads = Map.groupBy(projects, (row) => row['统一社会信用代码']);
    expect([...leads.values()].filter((rows) => new Set(rows.map((row) => row['申报单位'])).size > 1)).toEqual([]);
    expect(new Set(projects.map((row) => row['申报单位'])).size).toBe(leads.size);
  });

  it('adds every table up, but the one that is wrong on purpose', () => {
    const wrong = province.flatMap(({ path, header, rows, total }) =>
      header.flatMap((name, i) => {
        if (total === null || hundredths(total[i] ?? '') === 0) return [];
        const sum = rows.reduce((all, row) => all + hundredths(row[name] ?? ''), 0);
        return sum === hundredths(total[i] ?? '') ? [] : [`${path} ${name} ${hundredths(total[i] ?? '') - sum}`];
      })
    );
    expect(wrong).toEqual(['2025年度/奖补资金表_2025_示例数据.csv 下达金额 10']);
    expect(province.filter(({ total }) => total).length).toBeGreaterThan(15);
  });

  it('writes as clerks write', () => {
    expect(new Set(province.map(({ encoding }) => encoding))).toEqual(new Set(['utf-8', 'utf-16le', 'gb18030']));
    expect(province.filter(({ path }) => path.endsWith('.tsv'))).toHaveLength(1);
    expect(province.filter(({ yuan }) => yuan === 1)).toHaveLength(1);
    const text = province.map((file) => file.text).join('\n');
    for (const spelling of [
      '济 南 市',
      '"1,',
      '５',
      '2025年4月1日',
      '20250401',
      '2025.4.1',
      '2025/4/1',
      '２０２５－０４－０１',
      '合　计',
      '填表人：',
    ])
      expect(text).toContain(spelling);
  });

  it('invests 200 to 8,000 万元 a project, long-tailed', () => {
    const amounts = province
      .flatMap(({ rows, yuan }) => rows.map((row) => (hundredths(row['项目总投资'] ?? '') / 100) * (yuan / 10_000)))
      .filter((amount) => amount > 0);
    expect(Math.min(...amounts)).toBeGreaterThanOrEqual(200);
    expect(Math.max(...amounts)).toBeLessThanOrEqual(8000);
    const sorted = amounts.sort((a, b) => a - b);
    const mean = amounts.reduce((a, b) => a + b, 0) / amounts.length;
    expect(mean).toBeGreaterThan(1.15 * (sorted[sorted.length >> 1] ?? 0));
  });
});
