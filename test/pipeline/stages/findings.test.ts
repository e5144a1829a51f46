import { expect, test } from 'vitest';
import { openBuild } from '#warehouse';
import { gatherFindings } from '../../../src/pipeline/stages/gather-findings.ts';
import { rowsOf } from '../province.ts';

/** Notice A has batches 1 and 2 of one year, B batch 3 of the same, C batch 4 of another. */
const reference = `
  create schema loads; create table loads.load as select null::date as known_by;
  create table reference.batches as select *, null::date as notice_on from (values
    ('1', 'A', 2026, date '2026-06-30'), ('2', 'A', 2026, date '2026-06-30'), ('3', 'B', 2026, date '2026-07-31'), ('4', 'C', 2027, date '2027-06-30')
  ) t (batch, notice, year, as_of);
  create table reference.notices as select *, true as is_at_hand from (values
    ('A', date '2026-01-01'), ('B', date '2026-02-01'), ('C', date '2027-01-01')) t (notice, issued_on);
  create table marts.projects as select * from (values ('P1', '1'), ('P3', '3'), ('P4', '4')) t (project_id, batch),
    (values (null, null, null, null, null, null, null)) u (city, county, direction, task, applicant_type, ownership, stage);
  create table lifecycle.batch_moments as select batch, map {'submit_by': if(batch < '4', date '2026-06-01', null)} as days from reference.batches;
  create table lifecycle.project_moments as
    select project_id, map {'submit_by': if(project_id = 'P3', date '2026-08-01', days['submit_by'])} as days
    from marts.projects join lifecycle.batch_moments using (batch)`;
const ofProjects = `select project_id as subject_id, 'pass' as verdict, '好' as message, {batch: batch} as evidence from marts.projects`;
const ofYear = `select '甲' as subject_id, 2026 as year, '1、2、3' as batches, 'fail' as verdict, '多' as message, {n: 4} as evidence`;

interface Given {
  /** `notice, rule, quoted_from, clause, quotation, severity, off` as SQL, a row each. */
  rows: readonly string[];
  /** By notice, how many of its values are open. */
  open?: Readonly<Record<string, number>>;
  sql?: string;
  subject?: string;
}

async function found({ rows, open = {}, sql = ofProjects, subject = 'project' }: Given) {
  const build = await openBuild(':memory:', { threads: 1 });
  try {
    const items = Object.entries(open).flatMap(([notice, count]) =>
      Array<string>(count).fill(`('${notice}', 'f', 1, '缺一项')`)
    );
    await build.run(
      'all',
      `create schema reference; create schema lifecycle; create schema marts; create schema rules; create schema sources; ${reference};
      create table sources.open_items (notice varchar, file varchar, line integer, item varchar); ${items.length > 0 ? `insert into sources.open_items values ${items.join(', ')};` : ''}
      create table reference.rules (notice varchar, rule varchar, quoted_from varchar, clause varchar, quotation varchar, severity varchar, off varchar, moment varchar default 'submit_by');
      ${rows.map((row) => `insert into reference.rules (notice, rule, quoted_from, clause, quotation, severity, off) values (${row});`).join('\n')}
      create table rules.some as ${sql}`
    );
    await gatherFindings(build, [
      { stage: 'rules', name: 'some', file: 'some.sql', header: { title: '某规则', subject }, sql },
    ]);
    return await rowsOf(
      build,
      'select subject_id, batch, batches, year, notice, clause, quotation, severity, verdict, message, moment, moment_on, judged_on, today, as_of from marts.findings order by subject_id'
    );
  } finally {
    build.close();
  }
}

const own = (notice: string, severity = 'warning') =>
  `'${notice}', 'some', '${notice}', '${notice}（一）', '${notice}说的', '${severity}', null`;
const off = (notice: string) => `'${notice}', 'some', '${notice}', null, null, null, '没有写'`;
const unfinished = (notice: string, items: number, first = '缺一项') => ({
  verdict: 'review',
  message: `通知 ${notice} 未录全（还有 ${items} 项：${first}），不能判断`,
});

test('a finding says which words of which notice it rests on, and how binding they are', async () => {
  const quoting = `'C', 'some', 'B', 'B（一）', 'B说的', 'info', null`;
  expect(await found({ rows: [own('A'), own('B', 'error'), quoting] })).toMatchObject([
    { subject_id: 'P1', batch: '1', notice: 'A', clause: 'A（一）', quotation: 'A说的', severity: 'warning' },
    { subject_id: 'P3', batch: '3', notice: 'B', clause: 'B（一）', severity: 'error', as_of: '2026-07-31' },
    { subject_id: 'P4', batch: '4', notice: 'B', clause: 'B（一）', severity: 'info', verdict: 'pass', message: '好' },
  ]);
});

test('a finding says the moment of its rule, its day where it has come, and what the rule says of today', async () => {
  expect(
    await found({
      rows: [own('A'), own('B'), own('C')],
      sql: `${ofProjects.replace(' from', `, if(project_id = 'P1', '已移出', null) as today from`)}`,
    })
  ).toMatchObject([
    { subject_id: 'P1', moment: 'submit_by', moment_on: '2026-06-01', judged_on: '2026-06-01', today: '已移出' },
    { subject_id: 'P3', moment_on: '2026-08-01', judged_on: '2026-07-31', today: null },
    { subject_id: 'P4', moment_on: null, judged_on: '2027-06-30', today: null },
  ]);
});

test('what a notice has no use for is no finding of its batches, and one of those of others', async () => {
  expect(await found({ rows: [own('A'), off('B'), own('C')] })).toMatchObject([
    { subject_id: 'P1' },
    { subject_id: 'P4' },
  ]);
});

test('a notice without a row for a rule lets nothing pass, and says so', async () => {
  expect(await found({ rows: [own('A'), own('C')] })).toMatchObject([
    { subject_id: 'P1', verdict: 'pass' },
    { subject_id: 'P3', ...unfinished('B', 1, '没有写这条规则用不用'), notice: 'B', clause: null },
    { subject_id: 'P4', verdict: 'pass' },
  ]);
});

test('a rule that only a later notice has is no question to an earlier one', async () => {
  expect(await found({ rows: [own('C')] })).toMatchObject([{ subject_id: 'P4', verdict: 'pass' }]);
  expect(await found({ rows: [] })).toMatchObject(
    ['P1', 'P3', 'P4'].map((id) => ({ subject_id: id, verdict: 'review' }))
  );
});

test('what a finding rests on of earlier batches, it cannot tell while their notice is open', async () => {
  const sql = ofProjects.replace(' from', `, if(project_id = 'P4', '1、3', '4') as rests_on from`);
  const rows = [own('A'), own('B'), own('C')];
  expect(await found({ rows, sql, open: { B: 2 } })).toMatchObject([
    { subject_id: 'P1', verdict: 'pass' },
    { subject_id: 'P3', ...unfinished('B', 2) },
    { subject_id: 'P4', verdict: 'review', message: '看往年批次，其通知 B 未录全（还有 2 项），不能判断' },
  ]);
});

test('while anything of a notice is open nothing is judged by it, and others are', async () => {
  expect(await found({ rows: [own('A'), own('B'), own('C')], open: { B: 14 } })).toMatchObject([
    { subject_id: 'P1', verdict: 'pass' },
    { subject_id: 'P3', ...unfinished('B', 14), clause: 'B（一）', quotation: 'B说的' },
    { subject_id: 'P4', verdict: 'pass' },
  ]);
});

test('a finding of a year names its batches, has none of its own, and rests on the latest of its notices', async () => {
  const year = { sql: ofYear, subject: 'organisation' };
  const row = { subject_id: '甲', batch: null, batches: '1、2、3', year: 2026, as_of: '2026-07-31' };
  expect(await found({ ...year, rows: [own('A'), own('B', 'error')] })).toEqual([
    {
      ...row,
      ...{ notice: 'B', clause: 'B（一）', quotation: 'B说的', severity: 'error', verdict: 'fail', message: '多' },
      ...{ moment: 'submit_by', moment_on: '2026-06-01', judged_on: '2026-06-01', today: null },
    },
  ]);
  expect(await found({ ...year, rows: [own('A'), off('B')] })).toMatchObject([
    { ...row, notice: 'A', clause: 'A（一）', verdict: 'fail' },
  ]);
  expect(await found({ ...year, rows: [off('A'), off('B')] })).toEqual([]);
});

test('of two batches under one notice its open items count once, and of two notices the open one is named', async () => {
  const year = { sql: ofYear, subject: 'organisation', rows: [own('A'), own('B')] };
  expect(await found({ ...year, open: { A: 3 } })).toMatchObject([unfinished('A', 3)]);
  expect(await found({ ...year, open: { A: 3, B: 2 } })).toMatchObject([unfinished('A、B', 5)]);
  expect(await found({ ...year, rows: [own('A'), off('B')], open: { B: 2 } })).toMatchObject([{ verdict: 'fail' }]);
});

test('what a rule itself says of how binding it is goes before its notice', async () => {
  const sql = ofProjects.replace("'pass' as verdict", "'info' as severity, 'pass' as verdict");
  expect(await found({ rows: [own('A'), own('B'), own('C')], sql })).toMatchObject(
    Array<object>(3).fill({ severity: 'info' })
  );
});

test('a pass of a project that is not there is refused under the name of its rule', async () => {
  const sql = `select 'P9' as subject_id, 'pass' as verdict, '好' as message, {n: 1} as evidence`;
  await expect(found({ rows: [own('A')], sql })).rejects.toThrow(/^some\.sql: Constraint Error/);
});
