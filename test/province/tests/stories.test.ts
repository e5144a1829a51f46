import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generate } from './generate.ts';
import { hundredths, readProvince, rowsOf, type Written } from './written.ts';

type Row = Record<string, string>;

/** What must be in the province whatever is drawn. */
describe.each(['2025', '没人看过', '31'])('the stories of a province of seed %s', (seed) => {
  const folder = mkdtempSync(join(tmpdir(), 'province-'));
  let province: Written[];
  let projects: Map<string, Row>;
  let events: Row[];
  const of = (stage: string) => events.filter((row) => row['环节'] === stage && row['项目编号']?.startsWith('SL2025'));
  const counts = (values: readonly (string | undefined)[]) =>
    [...Map.groupBy(values, (value) => value ?? '').values()].map((same) => same.length);

  beforeAll(() => {
    expect(generate(['--seed', seed, '--out', folder]).status).toBe(0);
    province = readProvince(folder);
    projects = new Map(rowsOf(province, '项目基本信息表').map((row) => [row['项目编号'] ?? '', row]));
    events = rowsOf(province, '流程记录');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('submits mostly in the last three days, once at 17:00:00, a few times late', () => {
    const first = [...Map.groupBy(of('提交'), (row) => row['项目编号']).values()].map(
      (rows) => rows.map((row) => row['时间'] ?? '').sort()[0] ?? ''
    );
    expect(first.filter((time) => time > '2025-04-22').length / first.length).toBeGreaterThan(0.55);
    expect(first.filter((time) => time === '2025-04-24 17:00:00')).toHaveLength(1);
    const late = first.filter((time) => time > '2025-04-24 17:00:00').length;
    expect(late).toBeGreaterThanOrEqual(2);
    expect(late).toBeLessThan(15);
  });

  it('returns, resubmits, withdraws, sends back from the province, recommends late, skips a county', () => {
    const ids = (stage: string) => new Set(of(stage).map((row) => row['项目编号']));
    expect(counts(of('提交').map((row) => row['项目编号'])).filter((n) => n > 1).length).toBeGreaterThan(10);
    for (const stage of ['退回', '撤回', '省退回', '申请验收', '终止'])
      expect(ids(stage).size, stage).toBeGreaterThan(0);
    expect(ids('市推荐').difference(ids('县区推荐'))).toEqual(new Set(['SL2025-3716-0002']));
    expect(of('市推荐').filter((row) => (row['时间'] ?? '') > '2025-04-25 17:00:00').length).toBeGreaterThanOrEqual(1);
    expect(of('市推荐').filter((row) => row['时间'] === '2025-04-25 17:00:00')).toHaveLength(1);
  });

  it('tells events in order and nothing after 2026-06-30', () => {
    for (const rows of Map.groupBy(
      events.filter((row) => !row['项目编号']?.startsWith('SL2024A')),
      (row) => row['项目编号']
    ).values()) {
      const times = rows.map((row) => row['时间'] ?? '');
      expect(times).toEqual(times.toSorted());
    }
    const told = events.filter((row) => !row['项目编号']?.startsWith('SL2026'));
    expect(told.map((row) => row['时间'] ?? '').filter((time) => time > '2026-07')).toEqual([]);
  });

  it('takes a provider into four projects, others into three, a manufacturer never into two of a year', () => {
    const ofYear = [...projects.values()].filter((row) => row['批次'] === '2025');
    const part = (kind: string) => {
      const leads = ofYear.filter((row) => row['单位类型'] === kind).map((row) => row['统一社会信用代码']);
      const known = new Set(leads);
      const partners = ofYear
        .flatMap((row) => (row['联合单位信用代码'] ?? '').split(/[;；、]/))
        .filter((code) => known.has(code));
      return counts([...leads, ...partners]);
    };
    expect(part('服务商').filter((n) => n > 3)).toEqual([4]);
    expect(part('服务商').filter((n) => n === 3).length).toBeGreaterThan(1);
    expect(Math.max(...part('制造业企业'))).toBe(1);
  });

  it('lets one group lead six projects and none but one five', () => {
    const groups = [...projects.values()]
      .filter((row) => row['批次'] === '2025' && row['所属集团'])
      .map((row) => row['所属集团']);
    expect(counts(groups).filter((n) => n > 5)).toEqual([6]);
    expect(counts(groups)).toContain(5);
  });

  it('ranks without a gap but in two cities', () => {
    const lists = Map.groupBy(
      rowsOf(province, '推荐汇总表').filter((row) => row['批次'] === '2025'),
      (row) => row['推荐市']
    );
    const odd = [...lists]
      .filter(([, rows]) => rows.some((row, i) => Number(row['排序']) !== i + 1))
      .map(([city]) => city);
    expect(odd.sort()).toEqual(['济宁', '烟台'].sort());
    expect(lists.size).toBe(16);
  });

  it('supports six of 链式转型, pays less than allocated, recovers once, and once without an acceptance', () => {
    const money = rowsOf(province, '奖补资金表').map(
      (row) =>
        ({ ...row, allocated: hundredths(row['下达金额'] ?? ''), paid: hundredths(row['拨付金额'] ?? '') }) as Row & {
          allocated: number;
          paid: number;
        }
    );
    const supported = new Set(money.filter((row) => row.allocated > 0).map((row) => row['项目编号'] ?? ''));
    const chain = /^[78]$|供应链协同改造|链式转型/;
    const isChain = (id: string) => id.startsWith('SL2025') && chain.test(projects.get(id)?.['揭榜任务'] ?? '');
    expect([...supported].filter(isChain)).toHaveLength(6);
    expect(money.filter((row) => row.paid < row.allocated).length).toBeGreaterThan(5);
    expect(money.filter((row) => row.paid > row.allocated)).toEqual([]);
    expect(money.filter((row) => hundredths(row['收回金额'] ?? '') > 0)).toHaveLength(1);
    expect(Math.max(...counts(money.map((row) => row['项目编号'])))).toBe(2);
    const passed = new Set(
      rowsOf(province, '验收结果表')
        .filter((row) => row['验收结论'] === '通过')
        .map((row) => row['项目编号'] ?? '')
    );
    expect([...supported.difference(passed)]).toEqual(['SL2025-3707-0006']);
  });

  it('has 市中区 in both cities, a site outside, periods on and beyond the last day', () => {
    const rows = [...projects.values()].filter((row) => row['批次'] === '2025');
    expect(
      new Set(rows.filter((row) => row['县（市、区）'] === '市中区').map((row) => row['项目编号']?.slice(7, 11)))
    ).toEqual(new Set(['3701', '3704']));
    expect(rows.filter((row) => !row['实施地点']?.includes('山东省'))).toHaveLength(1);
    const ends = rows.map(
      (row) =>
        row['实施期止']
          ?.normalize('NFKC')
          .replace(/\D/g, ' ')
          .trim()
          .split(/ +/)
          .map((part) => part.padStart(2, '0'))
          .join('') ?? ''
    );
    expect(ends.filter((end) => end === '20260331').length).toBeGreaterThan(30);
    expect(ends.filter((end) => end > '20260331').length).toBeGreaterThan(1);
  });
});
