import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseSqlFile } from '#spec';
import type { Build } from '#warehouse';
import { buildFrom, rowsOf } from '../../pipeline/province.ts';
import { province } from '../metrics/province.ts';

/**
 * What would break each assertion. Those that account for the
 * rows of files are tried beside the stages that they watch.
 */
const sabotage: Readonly<Record<string, readonly string[]>> = {
  chain_adds_up: [
    `update marts.chain set amount = amount + 1 where step = '核定实际投入' and reason = step`,
    `delete from marts.chain where reason = '核减'`,
  ],
  cube_sums_to_projects: [
    `update marts.cube set applied = applied + 1 where city = '济南市' and projects > 0`,
    `delete from marts.county_cube where city = '青岛市'`,
    `update marts.projects set city = '烟台市' where project_id = 'J1'`,
    `update marts.cube set total_investment = total_investment + 0.01 where city = '济南市' and batch = '2025' and stage = '已撤回'`,
  ],
  every_project_once: [
    `delete from marts.projects where project_id = 'J1'`,
    `insert into marts.projects from marts.projects where project_id = 'J1'`,
  ],
  every_project_stands_somewhere: [
    `update marts.cube set stage = '不知何处' where stage = '市已推荐' or stage = '已奖补'`,
  ],
  facts_keep_their_rows: [
    `delete from marts.events where step = '公示' or step = '公布'`,
    `delete from marts.acceptances`,
    `delete from marts.subsidies`,
  ],
  findings_have_subjects: [
    `update rules.findings set subject_id = '不存在' where rule = 'over_quota'`,
    `insert into rules.findings from rules.findings limit 1`,
  ],
  listed_without_log: [`update marts.projects set listed_without_log = 1 where project_id = 'J1'`],
  parts_within_wholes: [
    `update marts.projects set accepted = 1 where project_id = 'J4'`,
    `update marts.projects set stage = '已撤回' where project_id = 'J1'`,
    `update marts.projects set in_progress = 1 where project_id = 'J1'`,
    `update marts.projects set first_passed = 1 where project_id = 'J4'`,
  ],
  places_sum_to_projects: [
    `update marts.organisations set own = own + 1`,
    `delete from marts.organisations where year = 2025`,
  ],
  quotas_are_whole: [
    `update marts.cube set quota = 9 where quota = 4`,
    `delete from marts.cube where projects = 0 and city = '菏泽市'`,
  ],
  recommended_is_used_and_exempt: [
    `update marts.projects set quota_exempt = 1 where project_id = 'J1'`,
    `update marts.projects set quota_exemption = null where project_id = 'J3'`,
  ],
  slots_sum_to_ledger: [
    `update marts.organisations set used = used + 1`,
    `update marts.organisations set carried_over = carried_over + 1`,
    `delete from marts.slots`,
  ],
  subsidies_sum_to_projects: [
    `update marts.projects set subsidy_paid = null where project_id = 'J1'`,
    `update marts.subsidies set subsidy_allocated = 0`,
  ],
};

let build: Build;
beforeAll(async () => {
  build = await buildFrom(province);
});
afterAll(() => build.close());

/** The sides that differ, as the engine tells them. */
const brokenBy = (assertion: string) =>
  rowsOf(build, `select * from (\n${sqlOf(assertion)}\n) where left_side is distinct from right_side`);
const sqlOf = (assertion: string) => readFileSync(`pipelines/assertions/${assertion}.sql`, 'utf8');

test('each assertion says what balances, and holds over a province worked out by hand', async () => {
  for (const file of readdirSync('pipelines/assertions')) {
    const { title, left, right } = parseSqlFile(file, sqlOf(file.replace(/\.sql$/, ''))).header;
    for (const said of [title, left, right])
      expect([file, said]).toEqual([file, expect.stringMatching(/\p{Script=Han}/u)]);
  }
  expect(await rowsOf(build, 'from assertions.broken')).toEqual([]);
  const compared = await rowsOf(build, 'select distinct assertion from assertions.compared order by assertion');
  expect(compared.map(({ assertion }) => `${String(assertion)}.sql`)).toEqual(
    readdirSync('pipelines/assertions').sort()
  );
});

test('every assertion over the marts is broken here', () => {
  const assertions = readdirSync('pipelines/assertions').map((file) => file.replace(/\.sql$/, ''));
  expect(assertions.filter((assertion) => !/\b(sources|resolved)\./.test(sqlOf(assertion)))).toEqual(
    Object.keys(sabotage)
  );
});

test.each(Object.entries(sabotage))('%s breaks', async (assertion, statements) => {
  for (const statement of statements) {
    await build.run('begin', 'begin');
    await build.run(statement, statement);
    expect([statement, (await brokenBy(assertion)).length > 0]).toEqual([statement, true]);
    await build.run('rollback', 'rollback');
    expect(await brokenBy(assertion)).toEqual([]);
  }
});
