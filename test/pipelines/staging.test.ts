import Papa from 'papaparse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Build } from '#warehouse';
import { readContracts, type Contract } from '../../src/intake/contracts.ts';
import { buildFrom, rowsOf } from '../pipeline/province.ts';
import { code, codes, id } from './parsers/codes.ts';
import { endDay, time } from './parsers/days.ts';
import { money } from './parsers/money.ts';
import { integer } from './parsers/numbers.ts';
import { city, county } from './parsers/places.ts';
import { batch, choice, task, text, yesNo } from './parsers/words.ts';
import { isFull, some } from '../tier.ts';

const contracts = await readContracts('pipelines');
const every = [
  ...new Set(
    [code, codes, id, endDay, time, money, integer, city, county, batch, choice, task, text, yesNo]
      .flat()
      .map(([cell]) => cell)
  ),
];
const nasty = some(every, 90);

/** A cell of each kind that nothing is wrong with. */
const plain: Readonly<Record<string, string>> = {
  text: '甲',
  answer: '符合',
  id: 'X',
  project: 'X',
  code: '91350100M000100Y43',
  codes: '91350100M000100Y43',
  money: '5',
  integer: '5',
  number: '5',
  day: '2025-04-01',
  start_day: '2025-03-01',
  end_day: '2026-03-01',
  time: '2025-04-01 09:00',
  yes_no: '是',
  batch: '2025',
  task: '1',
  city: '济南市',
  county: '历下区',
};

/** For every column of a contract, a row for every cell: that cell in that column, the rest plain. */
function tried(contract: Contract): string {
  const columns = Object.values(contract.columns);
  const rows = columns.flatMap((_, at) =>
    nasty.map((cell, i) =>
      columns.map(({ kind, of }, k) =>
        k === at ? cell : kind === 'id' ? `${at}-${i}` : (of?.[0] ?? plain[kind] ?? '')
      )
    )
  );
  const unique = columns.some(({ kind }) => kind === 'id')
    ? [columns.map(({ kind, of }) => of?.[0] ?? plain[kind] ?? '')]
    : [];
  return Papa.unparse([columns.map(({ header }) => header), ...unique, ...rows]);
}

let build: Build;
beforeAll(async () => {
  build = await buildFrom(Object.fromEntries(contracts.map((contract) => [`${contract.name}.csv`, tried(contract)])), {
    upTo: 'assertions',
  });
});
afterAll(() => build.close());

const columns = contracts.flatMap(({ name: source, columns: each }) =>
  Object.entries(each).map(([name, { header, kind }]) => ({ source, name, header, kind }))
);

test.each(contracts)(
  'staging.$name has the columns of its contract, where each row stands, and its key',
  async ({ name, columns: each }) => {
    const staged = (await rowsOf(build, `describe staging."${name}"`)).map(({ column_name }) => column_name);
    expect(staged).toEqual(
      expect.arrayContaining([...Object.keys(each), 'source_file', 'source_sheet', 'source_row', 'row_key'])
    );
  }
);

test('each landed row is one row of staging', async () => {
  const counts = await rowsOf(
    build,
    'select source, count(*)::integer as n from staging.rows group by source order by source'
  );
  expect(counts.map(({ n }) => n).every((n) => (n as number) > nasty.length)).toBe(true);
  expect(await rowsOf(build, `from assertions.broken where assertion in ('staging_rows', 'rows_balance')`)).toEqual([]);
});

test.each(columns)('no cell of $source $header is lost in silence', async ({ source, name, header, kind }) => {
  const cells = await rowsOf(
    build,
    `select c.value, s."${name}" is not null as is_read, parsers.blank(c.value, c.kind) as is_blank,
       count(*) filter (d."column" = '${header}' and d.effect <> 'mark') as emptied, count(*) filter (d.effect = 'row') as refusals
     from sources.cells c
     join staging."${source}" s using (source_file, source_sheet, source_row)
     left join resolved.defects d using (source_file, source_sheet, source_row)
     where c.source = '${source}' and c.name = '${name}'
     group by c.source_row, c.value, c.kind, s."${name}"`
  );
  expect(cells.length).toBeGreaterThan(nasty.length);
  // A county is not looked for in a city that is unknown, nor a
  // task in such a batch: that cell is blamed, and the row refused.
  const isBlamed = ({ emptied, refusals }: Record<string, unknown>) =>
    emptied !== '0' || (['county', 'task'].includes(kind) && refusals !== '0');
  expect(cells.filter((cell) => !cell.is_blank && !cell.is_read && !isBlamed(cell))).toEqual([]);
  if (!['id', 'project'].includes(kind))
    expect(cells.filter(({ is_read, emptied }) => is_read && emptied !== '0')).toEqual([]);
});

test.runIf(isFull)('a plan left blank is the whole investment, one that cannot be read is unknown', async () => {
  const header =
    '项目编号,批次,项目名称,揭榜任务,统一社会信用代码,申报单位,单位类型,企业性质,推荐市,项目总投资(万元),实施期内计划投资(万元)';
  const row = (project: string, plan: string) =>
    `${project},2025,甲,1,91350100M000100Y43,甲,服务商,民营,济南,100,${plan}`;
  const built = await buildFrom(
    { 'applications.csv': [header, row('P1', ''), row('P2', '—'), row('P3', '约80'), row('P4', '80')].join('\n') },
    { upTo: 'validated' }
  );
  expect(await rowsOf(built, 'select project_id, planned_investment from validated.applications order by 1')).toEqual([
    { project_id: 'P1', planned_investment: '1000000.00' },
    { project_id: 'P2', planned_investment: '1000000.00' },
    { project_id: 'P3', planned_investment: null },
    { project_id: 'P4', planned_investment: '800000.00' },
  ]);
  built.close();
});

test.runIf(isFull)(
  'kinds of applicant and of construction are told by usual words, others stay as written',
  async () => {
    const header =
      '项目编号,批次,项目名称,揭榜任务,统一社会信用代码,申报单位,单位类型,企业性质,推荐市,项目总投资(万元),建设性质';
    const row = (project: string, type: string, state: string) =>
      `${project},2025,甲,1,91350100M000100Y43,甲,${type},民营,济南,100,${state}`;
    const rows = [
      row('P1', '服 务 商', '新 建'),
      row('P2', '数字化转型服务商', '在建项目'),
      row('P3', '高校', '筹建'),
      row('P4', '', ''),
    ];
    const built = await buildFrom({ 'applications.csv': [header, ...rows].join('\n') }, { upTo: 'validated' });
    expect(
      await rowsOf(built, 'select applicant_type, construction from validated.applications order by project_id')
    ).toEqual([
      { applicant_type: '服务商', construction: '新建' },
      { applicant_type: '服务商', construction: '在建' },
      { applicant_type: '高校', construction: '筹建' },
      { applicant_type: null, construction: null },
    ]);
    built.close();
  }
);

test.runIf(isFull)('a start and an end that are written to the month say so', async () => {
  const header =
    '项目编号,批次,项目名称,揭榜任务,统一社会信用代码,申报单位,单位类型,企业性质,推荐市,项目总投资(万元),响应内容起始日期,实施期止';
  const row = (project: string, start: string, end: string) =>
    `${project},2025,甲,1,91350100M000100Y43,甲,服务商,民营,济南,100,${start},${end}`;
  const built = await buildFrom(
    {
      'applications.csv': [
        header,
        row('P1', '2025年2月', '2026-03'),
        row('P2', '2025-02-01', ''),
        row('P3', '约2025年2月', '2026年3月31日'),
      ].join('\n'),
    },
    { upTo: 'validated' }
  );
  expect(
    await rowsOf(
      built,
      'select period_start, is_start_to_the_month, period_end, is_end_to_the_month from validated.applications order by project_id'
    )
  ).toEqual([
    { period_start: '2025-02-01', is_start_to_the_month: true, period_end: '2026-03-31', is_end_to_the_month: true },
    { period_start: '2025-02-01', is_start_to_the_month: false, period_end: null, is_end_to_the_month: false },
    { period_start: null, is_start_to_the_month: false, period_end: '2026-03-31', is_end_to_the_month: false },
  ]);
  built.close();
});
