import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { application, events, handIn } from '../../pipelines/hand-in.ts';
import { some } from '../../tier.ts';
import { buildFrom, rowsOf } from '../province.ts';

const files = handIn({
  applications: [
    application('P1', { 响应内容起始日期: '2025-03-01', 实施期止: '2026-03-31' }),
    application('P2', { 响应内容起始日期: '2025-04-01', 实施期止: '2026-03-31' }),
  ],
  events: ['P1', 'P2'].flatMap((id) => events(id, '提交 2025-04-01 09:00')),
});

let reference: string;
beforeAll(async () => {
  reference = await mkdtemp(join(tmpdir(), 'reference-'));
  await cp('data/reference', reference, { recursive: true });
});
afterAll(() => rm(reference, { recursive: true }));

/** The findings on how long a period is, with these waivers in force; or why they cannot be. */
async function waived(...lines: string[]) {
  await writeFile(
    join(reference, 'waivers.csv'),
    `rule,subject,batch,reason,by,on\n${lines.map((line) => `${line}\n`).join('')}`
  );
  try {
    const build = await buildFrom(files, { reference, upTo: 'rules' });
    const rows = await rowsOf(
      build,
      `select subject_id, verdict, waived_by, waived_on, waiver_reason from marts.findings where rule = 'period_too_long' order by subject_id`
    );
    const others = await rowsOf(
      build,
      `select count(*)::integer as n from marts.findings where waived_by is not null and rule <> 'period_too_long'`
    );
    build.close();
    expect(others).toEqual([{ n: 0 }]);
    return rows;
  } catch (error) {
    return (error as Error).message;
  }
}

test('a waived finding keeps its verdict and says who waived it, when and why', async () => {
  expect(await waived('period_too_long,P1,,设备交付延期,示例处长,2025-05-06')).toEqual([
    {
      subject_id: 'P1',
      verdict: 'fail',
      waived_by: '示例处长',
      waived_on: '2025-05-06',
      waiver_reason: '设备交付延期',
    },
    { subject_id: 'P2', verdict: 'pass', waived_by: null, waived_on: null, waiver_reason: null },
  ]);
});

test('what passes needs no waiver and shows none', async () => {
  expect(await waived('period_too_long,P2,,设备交付延期,示例处长,2025-05-06')).toMatchObject([
    { waived_by: null },
    { verdict: 'pass', waived_by: null },
  ]);
});

const refused: readonly [what: string, line: string, message: RegExp][] = [
  [
    'a rule that is no principle',
    'late_submission,P1,,理由,示例处长,2025-05-06',
    /规则 late_submission、对象 P1：“首次提交逾期”的严重程度是 error，只有“原则上”的规则（warning）可以豁免/,
  ],
  [
    'a rule that is not there',
    'too_late,P1,,理由,示例处长,2025-05-06',
    /规则 too_late、对象 P1：没有这条规则（有 .*late_submission/,
  ],
  [
    'a subject that is not there',
    'period_too_long,P9,,理由,示例处长,2025-05-06',
    /规则 period_too_long、对象 P9：数据里没有这个对象/,
  ],
  [
    'what is no project, without its batch',
    'rank_order,济南市,,理由,示例处长,2025-05-06',
    /对象 济南市：没有写管哪个批次或年度（batch）/,
  ],
  ['no reason', 'period_too_long,P1,,,示例处长,2025-05-06', /对象 P1：reason 没有填/],
  ['nobody and no day', 'period_too_long,P1,,理由,,', /by、on 没有填/],
  [
    'a day that is none',
    'period_too_long,P1,,理由,示例处长,2025-02-30',
    /规则 period_too_long、对象 P1：on 写的是“2025-02-30”，要写成 2025-05-06 这样的日期/,
  ],
];

test.each(some(refused, 3))('%s is an error that names it', async (_what, line, message) => {
  expect(await waived(line)).toMatch(message);
});

test('two waivers of one finding are an error, and all errors are told at once', async () => {
  const message = await waived(
    'period_too_long,P1,,一,甲,2025-05-06',
    'period_too_long,P1,,二,乙,2025-05-07',
    'over_quota,济南市,2025,理由,甲,2025-05-06'
  );
  expect(message).toMatch(/豁免了不止一次/);
  expect(message).toMatch(/规则 over_quota、对象 济南市：“推荐超出名额”的严重程度是 error/);
});

test('a waiver of one batch does not hold for another', async () => {
  expect(await waived('period_too_long,P1,2024-1,理由,示例处长,2025-05-06')).toMatchObject([
    { subject_id: 'P1', waived_by: null },
    { subject_id: 'P2' },
  ]);
});
