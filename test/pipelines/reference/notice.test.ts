import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import Papa from 'papaparse';
import type { Build } from '#warehouse';
import { buildFrom, rowsOf } from '../../pipeline/province.ts';

const folder = 'data/reference/notices/2025';
const read = async (name: string) =>
  Papa.parse<Record<string, string>>(await readFile(`${folder}/${name}`, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  }).data;
const notice = await readFile(`${folder}/notice.md`, 'utf8');
const clauses = await read('clauses.csv');
const rules = (await readdir('pipelines/rules')).map((name) => name.replace('.sql', '')).sort();

let build: Build;
beforeAll(async () => {
  build = await buildFrom({}, { upTo: 'reference', asOf: '2026-06-30' });
});
afterAll(() => build.close());

test('clauses stand in the order of the notice', () => {
  const body = clauses.filter(({ id }) => id !== '落款' && !id!.startsWith('附件'));
  const places = body.map(({ quotation }) => notice.indexOf(quotation!));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('no parameter of a batch that is unknown is invented', async () => {
  const unknown = {
    notice_on: null,
    is_at_hand: false,
    submit_by: null,
    recommend_by: null,
    paper_by: null,
    period_end_by: null,
  };
  expect(
    await rowsOf(
      build,
      `select batch, year, notice, notice_on, is_at_hand, submit_by, recommend_by, paper_by, period_end_by, deadline_on, as_of
      from reference.batches where year <= 2025`
    )
  ).toEqual([
    { batch: '2024-1', year: 2024, notice: '2024-1', ...unknown, deadline_on: '2026-06-30', as_of: '2026-06-30' },
    { batch: '2024-2', year: 2024, notice: '2024-2', ...unknown, deadline_on: '2026-06-30', as_of: '2026-06-30' },
    {
      batch: '2025',
      year: 2025,
      notice: '2025',
      notice_on: '2025-02-05',
      is_at_hand: true,
      submit_by: '2025-04-24 17:00:00',
      recommend_by: '2025-04-25 17:00:00',
      paper_by: '2025-04-25',
      period_end_by: '2026-03-31',
      deadline_on: '2025-04-24',
      as_of: '2026-06-30',
    },
  ]);
});

test('a batch takes on what its own notice says, and no other batch does', async () => {
  expect(
    await rowsOf(build, `select batch, from_batch, clause from reference.carry_overs where year = 2025 order by 1, 2`)
  ).toEqual([
    { batch: '2025', from_batch: '2024-1', clause: '二（五）' },
    { batch: '2025', from_batch: '2024-2', clause: '二（五）' },
  ]);
  const known = (table: string) =>
    rowsOf(build, `select distinct batch from reference.${table} where batch <= '2025' order by batch`);
  for (const table of ['tasks', 'directions', 'limits', 'applicant_types', 'construction_states', 'subsidy_rules'])
    expect([table, await known(table)]).toEqual([table, [{ batch: '2025' }]]);
});

test('a notice that is not at hand judges by no words of its own, and each of its rules is off, quotes another or is our own', async () => {
  expect(
    await rowsOf(
      build,
      `select n.notice, count(*)::integer as rules, count_if(r.off is null)::integer as judging
      from reference.rules as r join reference.notices as n using (notice)
      where not n.is_at_hand and (r.off is not null or r.quoted_from <> n.notice or r.clause = '管理提示') group by all order by all`
    )
  ).toEqual([
    { notice: '2024-1', rules: rules.length, judging: 14 },
    { notice: '2024-2', rules: rules.length, judging: 14 },
  ]);
});

test('a load may say another as-of day for every batch', async () => {
  const other = await buildFrom({}, { upTo: 'reference', asOf: '2026-06-30' });
  expect(await rowsOf(other, 'select distinct as_of from reference.batches')).toEqual([{ as_of: '2026-06-30' }]);
  other.close();
});

test('nine tasks lie in three directions, named as the annex names them and known by the body’s names too', async () => {
  const tasks = await rowsOf(
    build,
    `select task_no, task, direction, aliases from reference.tasks where batch = '2025'`
  );
  expect(tasks.map(({ direction }) => direction)).toEqual([
    ...Array<string>(6).fill('技术赋能'),
    '链式转型',
    '链式转型',
    '载体赋能',
  ]);
  for (const { task_no, task, aliases } of tasks) {
    expect(notice).toContain(`${String(task_no)}. ${String(task)}。`);
    for (const alias of aliases as string[]) expect(notice).toContain(alias);
  }
  expect(tasks.filter(({ aliases }) => (aliases as string[]).length > 0).map(({ task_no }) => task_no)).toEqual([
    3, 4, 5, 9,
  ]);
});

test('two directions need no quota and have a cap; the sixth task is not among them', async () => {
  expect(
    await rowsOf(
      build,
      `select d.direction, d.is_quota_exempt, d.has_support_cap, l.at_most from reference.directions d
      left join reference.limits l on l.batch = d.batch and l.name = 'supported_projects' and l.applies_to = d.direction where d.batch = '2025' order by d.position`
    )
  ).toEqual([
    { direction: '技术赋能', is_quota_exempt: false, has_support_cap: false, at_most: null },
    { direction: '链式转型', is_quota_exempt: true, has_support_cap: true, at_most: 5 },
    { direction: '载体赋能', is_quota_exempt: true, has_support_cap: true, at_most: 5 },
  ]);
  expect(
    await rowsOf(build, `select direction from reference.tasks where batch = '2025' and task = '供应链平台创新'`)
  ).toEqual([{ direction: '技术赋能' }]);
});

test('limits are the notice’s, in principle only where it says so', async () => {
  expect(
    await rowsOf(
      build,
      `select applies_to, at_most, is_in_principle, clause from reference.limits where batch = '2025' and name in ('applicant_projects', 'group_projects')`
    )
  ).toEqual([
    { applies_to: '服务商', at_most: 3, is_in_principle: true, clause: '二（五）' },
    { applies_to: '制造业企业', at_most: 1, is_in_principle: false, clause: '二（五）' },
    { applies_to: '集团', at_most: 5, is_in_principle: false, clause: '三（二）' },
  ]);
});

test('rates and caps of subsidies are not in the notice and stay empty', async () => {
  const rules = await rowsOf(
    build,
    `select distinct rate, cap, budget, status from reference.subsidy_rules where batch = '2025'`
  );
  expect(rules).toEqual([{ rate: null, cap: null, budget: null, status: '待核定' }]);
});

test('central and provincial state owners alone are exempt', async () => {
  expect(
    await rowsOf(
      build,
      `select ownership from reference.ownerships where batch = '2025' and is_quota_exempt order by position`
    )
  ).toEqual([{ ownership: '中央驻鲁企业' }, { ownership: '省属国企' }]);
});
