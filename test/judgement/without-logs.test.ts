import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openFile, readCurrent, type Build } from '#warehouse';
import { buildFrom, rowsOf } from '../pipeline/province.ts';

// 2024 ran in another system: of its batches everything of the sample is handed in but the two 流程记录.

const folders = ['2024年第一批', '2024年第二批'];
const files = Object.fromEntries(
  folders.flatMap((folder) =>
    readdirSync(`data/sample/${folder}`)
      .filter((name) => !name.startsWith('流程记录'))
      .map((name) => [`${folder}/${name}`, readFileSync(`data/sample/${folder}/${name}`)] as const)
  )
);
/** What asks nothing of a log. */
const alike = [
  'acceptance_unpublished',
  'paid_beyond_allocated',
  'subsidy_beyond_investment',
  'subsidy_beyond_rule',
  'verified_beyond_declared',
];

let build: Build;
beforeAll(async () => {
  build = await buildFrom(files, { asOf: '2026-06-30' });
});
afterAll(() => build.close());

const verdicts = (rules: readonly string[]) =>
  `select rule, subject_id, verdict from marts.findings where batches like '2024-%' and rule in (${rules.map((rule) => `'${rule}'`).join(', ')}) order by all`;

test('the rules that need no log give the verdicts of 2024 that they give with one', async () => {
  const current = await readCurrent(inject('sampleWarehouse'));
  const whole = await openFile(current!.path, current!.version);
  const withLogs = await (await whole.read('findings', verdicts(alike))).rows();
  whole.close();
  expect(withLogs.length).toBeGreaterThan(200);
  expect(await rowsOf(build, verdicts(alike))).toEqual(withLogs);
});

test('every project that is reviewed as listed, concluded or paid has a finding, and no payment passes unlisted', async () => {
  const silent = `select project_id from lifecycle.followed_projects
    where (review_means = 'listed' or acceptance_result in ('通过', '不通过') or has_money)
      and project_id not in (select subject_id from marts.findings where subject_kind = 'project')`;
  expect(await rowsOf(build, silent)).toEqual([]);
  expect(
    await rowsOf(
      build,
      `select distinct verdict from marts.findings where rule = 'subsidy_without_acceptance' order by 1`
    )
  ).toEqual([{ verdict: 'review' }]);
});

test('a rate that is not fixed is one question of its direction, not one of each project', async () => {
  const columns = 'subject_kind, subject_id, batch, direction, city, project_id, severity, verdict';
  expect(
    await rowsOf(build, `select ${columns} from marts.findings where rule = 'subsidy_beyond_rule' order by batch`)
  ).toEqual(
    ['2024-1', '2024-2'].map((batch) => ({
      subject_kind: 'direction',
      subject_id: '未映射',
      batch,
      direction: '未映射',
      city: null,
      project_id: null,
      severity: 'error',
      verdict: 'review',
    }))
  );
});

test('those that a review, a conclusion or money lists without a log are counted as listed, and the reconciliation leads to them', async () => {
  const reconciled = `select what, left_side, right_side, subject->>'right_metric' as leads from assertions.compared
    where assertion = 'listed_without_log' and what like '2024%' order by 1`;
  const counted = `select batch, listed from marts.cube where batch like '2024-%'`;
  expect(
    await rowsOf(build, `select batch, sum(listed)::integer as listed from (${counted}) group by batch order by 1`)
  ).toEqual([
    { batch: '2024-1', listed: 40 },
    { batch: '2024-2', listed: 44 },
  ]);
  expect(await rowsOf(build, reconciled)).toEqual([
    { what: '2024-1 揭榜无流程记录', left_side: '40.00', right_side: '40.00', leads: 'listed_without_log' },
    { what: '2024-2 揭榜无流程记录', left_side: '44.00', right_side: '44.00', leads: 'listed_without_log' },
  ]);
});
