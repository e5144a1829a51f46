import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordFile, underLock, verifyRecord } from '#pipeline';
import { decisionsIn, openStore, type DecisionLine } from '#store';
import { decideFrom, reportDecided } from '#tasks/decide.ts';
import { first, publishVersion, warehouseFolder } from './published.ts';

let folder: string;
let dispose: () => Promise<void>;
beforeEach(async () => {
  ({ folder, dispose } = await warehouseFolder());
  await publishVersion(folder, first);
});
afterEach(() => dispose());

/** Enters a table of decisions, as it was kept as waivers.csv. */
async function enter(rows: string, head = 'rule,subject,batch,reason,by,on') {
  const file = join(folder, 'waivers.csv');
  await writeFile(file, `${head}\n${rows}\n`);
  return decideFrom(file, folder);
}

function recorded(): DecisionLine[] {
  const store = openStore(recordFile(folder));
  try {
    return decisionsIn(store);
  } finally {
    store.close();
  }
}

test('the rows of a former waivers.csv become decisions on what the version found, and are on record', async () => {
  const decided = await enter(
    'group_limit,示例集团,2025,省里已同意,张三,2025-05-06\nlate_submission,P-3,,系统故障,李四,2025-05-07'
  );
  expect(decided).toMatchObject({ recorded: 2, reasons: [] });
  const lines = recorded();
  expect(lines).toMatchObject([
    {
      rule: 'group_limit',
      subjectKind: 'group',
      span: '2025',
      conclusion: 'pass',
      basis: '省里已同意',
      on: '2025-05-06',
    },
    { rule: 'late_submission', subjectId: 'P-3', verdict: 'fail', judged: { late: true }, version: first },
  ]);
  expect(lines[1]?.person).toEqual({ name: '李四', isVerified: false });
  expect(await verifyRecord(folder)).toMatchObject({ lines: 2, decisions: 2, head: decided.head });
  expect(reportDecided(decided, folder)[0]).toContain('已登记核定 2 条');
});

test('a conclusion, a document and a paper may stand beside, in words or as a code', async () => {
  await enter(
    'late_submission,P-3,2025,已查实,张三,2025-05-06,不通过,1 号,纪要\nover_quota,青岛市,2025,不在此列,张三,2025-05-06,not_applicable,,',
    'rule,subject,batch,reason,by,on,conclusion,document,attachment'
  );
  expect(recorded()).toMatchObject([
    { conclusion: 'fail', document: '1 号', attachment: '纪要' },
    { conclusion: 'not_applicable', document: null, attachment: null },
  ]);
});

test.each([
  [
    'late_submision,P-3,2025,理由,张三,2025-05-06',
    '第 3 行：现在的版本里，规则 late_submision 对 P-3 在 2025 没有核查结果。',
  ],
  [
    'late_submission,P-3,2024-1,理由,张三,2025-05-06',
    '第 3 行：现在的版本里，规则 late_submission 对 P-3 在 2024-1 没有核查结果。',
  ],
  ['late_submission,P-3,2025,,,2025-05-06', '第 3 行：reason、by 没有填。'],
  ['late_submission,P-3,2025,理由,张三,5月6日', '第 3 行：on 写的是“5月6日”，要写成 2025-05-06 这样的日期。'],
])('a row that cannot be taken is named, and none is written: %s', async (row, reason) => {
  const decided = await enter(`group_limit,示例集团,2025,省里已同意,张三,2025-05-06\n${row}`);
  expect(decided).toEqual({ recorded: 0, head: '', reasons: [reason] });
  expect(recorded()).toEqual([]);
});

test('a table with other columns, and a warehouse without a version, are refused in words', async () => {
  expect((await enter('x,y', 'rule,subject')).reasons).toEqual([
    expect.stringContaining('缺列：batch、reason、by、on'),
  ]);
  const empty = await warehouseFolder();
  const file = join(empty.folder, 'x.csv');
  await writeFile(file, 'rule,subject,batch,reason,by,on\n');
  expect((await decideFrom(file, empty.folder)).reasons).toEqual([expect.stringContaining('还没有发布过版本')]);
  await empty.dispose();
});

test('while a load is at work decisions wait: what they are on may be another version by then', async () => {
  const waits: string[] = [];
  const file = join(folder, 'waivers.csv');
  await writeFile(file, 'rule,subject,batch,reason,by,on\ngroup_limit,示例集团,2025,省里已同意,张三,2025-05-06\n');
  const told = Promise.withResolvers<void>();
  let decided: Promise<unknown> = Promise.resolve();
  await underLock(folder, async () => {
    decided = decideFrom(file, folder, () => (waits.push('waits'), told.resolve()));
    await told.promise;
    expect(recorded()).toEqual([]);
  });
  expect(await decided).toMatchObject({ recorded: 1, reasons: [] });
  expect(waits).not.toEqual([]);
});
