import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFile, readCurrent, type OpenFile } from '#warehouse';
import { fileRowsOf } from '../api/file-rows-dirty.ts';
import { measure, tableOf } from './measure.ts';
import { runDirty, type Run } from './run.ts';
import { isFull, sized } from '../tier.ts';

/** `npm run sample -- --dirty` through the real load. */
describe('the dirty province', () => {
  let run: Run;
  let file: OpenFile;
  const read = async (sql: string) => (await file.read('dirty.test', sql)).rows();

  beforeAll(async () => {
    run = await runDirty({ seed: '2025', projects: sized(100, 600) });
    const current = await readCurrent(run.warehouse);
    if (!current) throw new Error('nothing is published');
    file = await openFile(current.path, current.version);
  }, 300_000);
  afterAll(async () => {
    file.close();
    await run.dispose();
  });

  describe.runIf(isFull)('row by row', () => fileRowsOf(() => run.warehouse));

  it('plants more than forty kinds, each at least twice, in text files and in workbooks', () => {
    const errors = run.planted.filter(({ expected }) => expected);
    const kinds = Map.groupBy(errors, ({ kind }) => kind);
    expect(kinds.size).toBeGreaterThan(40);
    expect([...kinds].filter(([, all]) => all.length < 2).map(([kind]) => kind)).toEqual([]);
    expect(new Set(errors.map(({ expected }) => expected?.effect))).toEqual(new Set(['file', 'row', 'cell', 'mark']));
    for (const ending of ['csv', 'tsv', 'xlsx'])
      expect(errors.filter((one) => one.file.endsWith(ending)).length).toBeGreaterThan(20);
  });

  it('is told whole: every error in its file, sheet, row and column, and not a word of anything else', () => {
    console.log(tableOf(run.measured));
    expect(run.measured.missed).toEqual([]);
    expect(run.measured.untrue).toEqual([]);
  });

  it('says of every defect what was found and what to do', () => {
    expect(run.outcome.defects.filter(({ problem, fix }) => problem.length < 4 || fix.length < 4)).toEqual([]);
  });

  it('rejects the rows that were spoilt and no other, and balances', () => {
    const places = (effect: string) =>
      run.planted.filter(({ row, expected }) => row !== null && expected?.effect === effect);
    const spoilt = Map.groupBy(places('row'), ({ file: path, sheet }) => `${path}\t${sheet}`);
    const files = run.outcome.receipt?.files ?? [];
    for (const { file: path, sheet, status, read: all, loaded, superseded, rejected, totals, blank } of files) {
      if (status === 'refused') continue;
      expect(rejected, `${path} ${sheet}`).toBe(new Set(spoilt.get(`${path}\t${sheet}`)?.map(({ row }) => row)).size);
      expect(all, `${path} ${sheet}`).toBe(loaded + superseded + rejected + totals + blank);
    }
    const refused = new Set(places('file').map(({ file: path, sheet }) => `${path}\t${sheet}`));
    for (const { file: path, sheet, status } of files)
      if (refused.has(`${path}\t${sheet}`)) expect(status, path).toBe('refused');
  });

  it.each([
    [
      '金额用全角数字',
      '申报实际投入',
      'acceptances',
      'declared_investment',
      { '１２３４．５': '12345000', '800': '8000000' },
    ],
    [
      '金额自带单位',
      '申报实际投入',
      'acceptances',
      'declared_investment',
      { '500万': '5000000', '0.05亿元': '5000000', '500 万元': '5000000' },
    ],
    [
      '金额自带单位',
      '金额',
      'prior_support',
      'amount',
      { '500万': '5000000', '3000000元': '3000000', '￥500': '5000000' },
    ],
    [
      '金额有千分位',
      '申报实际投入',
      'acceptances',
      'declared_investment',
      { '1,234.56': '12345600', '12,345': '123450000', '1，234': '12340000' },
    ],
    [
      '时间的写法',
      '时间',
      'events',
      'happened_at',
      {
        '2025-04-02 17时00分': '2025-04-02 17:00:00',
        '2025/4/2 9:05': '2025-04-02 09:05:00',
        '20250402 17:00': '2025-04-02 17:00:00',
        '２０２５－０４－０２　１７：００': '2025-04-02 17:00:00',
      },
    ],
    ['整数的写法', '排序', 'recommendations', 'rank', { 第3名: '3', '3': '3' }],
    [
      '是否的写法',
      '省级公司推荐函',
      'applications',
      'has_provincial_letter',
      { '×': 'false', N: 'false', '0': 'false', 无: 'false' },
    ],
    [
      '是否的写法',
      '是否子公司',
      'applications',
      'is_subsidiary',
      { '√': 'true', Y: 'true', '1': 'true', 有: 'true', ｙ: 'true' },
    ],
    [
      '任务写序号或名称',
      '揭榜任务',
      'applications',
      'task_no',
      { '3': '3', 任务三: '3', 任务5: '5', '３': '3', '③': '3' },
    ],
    ['批次的写法', '批次', 'applications', 'batch', { '2025年': '2025', '２０２５': '2025' }],
    ['是否是逻辑值', '是否子公司', 'applications', 'is_subsidiary', { TRUE: 'true', '1': 'true' }],
    ['数值的金额', '项目总投资', 'applications', 'total_investment', { '300': '3000000', '1234.56': '12345600' }],
    ['公式存有结果', '项目总投资', 'applications', 'total_investment', { '=100+200': '3000000' }],
  ])('reads %s in %s as what it is', async (kind, header, source, column, values) => {
    const rows = await read(
      `select source_file as file, source_row as row, regexp_replace("${column}"::varchar, '\\.0+$', '') as value from validated."${source}"`
    );
    const odd = run.planted.filter(
      (one) =>
        one.kind === kind && one.column === header && one.value in values && rows.some((row) => row.file === one.file)
    );
    expect(
      odd.map(({ file: path, row, value }) => ({
        value,
        read: rows.find((one) => one.file === path && one.row === row)?.value,
      }))
    ).toEqual(odd.map(({ value }) => ({ value, read: (values as Record<string, string>)[value] })));
    expect(odd.length).toBeGreaterThanOrEqual(Object.keys(values).length);
  });

  it('reads the shapes of workbooks: merged cities, headers over two lines, days of 1904, amounts in yuan', async () => {
    const [merged] = await read(
      "select count(*) as rows, count(distinct source_file) as files, count_if(city = '济南市') as placed, count(total_investment) as amounts from validated.applications where contains(source_file, '两行表头')"
    );
    expect(merged).toEqual({ rows: 12, files: 2, placed: 12, amounts: 12 });
    const [days] = await read(
      "select count(*) as rows, count_if(concluded_on between '2025-06-01' and '2026-12-31') as days from validated.acceptances where contains(source_file, '1904')"
    );
    expect(days).toEqual({ rows: 4, days: 4 });
    const [yuan] = await read(
      "select count(*) as rows, count_if(verified_investment between 1000000 and 100000000) as amounts from validated.acceptances where contains(source_file, '验收与评审')"
    );
    expect(yuan).toEqual({ rows: 8, amounts: 8 });
  });
});

describe('the measure', () => {
  const planted = {
    kind: '金额是约数',
    file: 'a.csv',
    sheet: '',
    row: 3,
    column: '金额',
    value: '约300',
    expected: { check: 'unreadable_money', effect: 'cell' },
  } as const;
  const odd = { ...planted, kind: '金额自带单位', row: 4, expected: null };
  const defect = {
    check: 'unreadable_money',
    effect: 'cell',
    source: null,
    file: 'a.csv',
    sheet: '',
    row: 3,
    column: '金额',
    value: '约300',
    problem: '…',
    fix: '…',
  } as const;

  it('finds nothing wrong with a true receipt', () => {
    expect(measure([planted, odd], [defect])).toMatchObject({ missed: [], untrue: [] });
  });

  it.each([
    ['is silent', []],
    ['speaks of another row', [{ ...defect, row: 5 }]],
    ['speaks of another column', [{ ...defect, column: '年度' }]],
    ['calls it something else', [{ ...defect, check: 'unreadable_day' }]],
    ['takes it too hard', [{ ...defect, effect: 'row' as const }]],
  ])('sees a receipt that %s', (_, defects) => {
    const { missed, untrue } = measure([planted, odd], defects);
    expect(missed).toEqual([planted]);
    expect(untrue).toEqual(defects);
  });

  it('sees a word too many, and on whose line it is', () => {
    const { untrue, scores } = measure([planted, odd], [defect, { ...defect, row: 4 }]);
    expect(untrue).toHaveLength(1);
    expect(scores.find(({ kind }) => kind === '对：金额自带单位')).toMatchObject({ planted: 1, untrue: 1 });
  });
});
