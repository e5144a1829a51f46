import { everything } from '#spec';
import { readFile, rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerPanel, queryMetrics, readCatalog, readDashboards, readFilters, type Catalog } from '#query';
import type { Row } from '#spec';
import type { Build, Reading } from '#warehouse';
import { isFull } from '../tier.ts';
import { loaded, referenceBefore2026, sampleBefore2026, sampleWith2026 } from './loaded.ts';
import { rightAnswers } from './right-answers.ts';

/** The sample under the notices up to 2025; and beside it the two batches of 2026, under theirs. */
let before: Build;
let together: Build;

beforeAll(async () => {
  const [reference, sample, folder] = [await referenceBefore2026(), await sampleBefore2026(), await sampleWith2026()];
  before = await loaded(sample, reference);
  together = await loaded(folder);
  await Promise.all([reference, sample, folder].map((each) => rm(each, { recursive: true })));
});

afterAll(() => {
  before.close();
  together.close();
});

describe('what the notice of 2026 says of its own batches', () => {
  const periods = ['period_too_long', 'period_past_end', 'period_months'];
  const cases = Object.entries(rightAnswers).flatMap(([project, answers]) =>
    Object.entries(answers).map(([name, right]) => ({ project, name, right }))
  );

  test('there are 63 right answers', () => expect(cases).toHaveLength(63));

  test.each(cases)('$project: $name is $right', async ({ project, name, right }) => {
    const [row] = await together.read('project', 'from marts.projects where project_id = $project', { project });
    if (name === 'rejected') return expect(row).toBeUndefined();
    if (row && name in row) return expect(row[name]).toBe(right);
    const subjects =
      name === 'direction_support_cap' ? [row?.direction] : [project, row?.applicant_id, row?.group_name];
    const rules = name === 'period' ? periods : [name];
    const found = (
      await together.read<Record<'rule' | 'subject' | 'verdict' | 'notice' | 'quotation', string>>(
        'findings',
        `select rule, subject_id as subject, verdict, notice, quotation from marts.findings
        where year = 2026 or batches like '2026%'`
      )
    ).filter(({ rule, subject }) => rules.includes(rule) && subjects.includes(subject));
    if (right === 'none') return expect(found).toEqual([]);
    expect(found).toMatchObject([{ verdict: right, notice: '2026-示例' }]);
    const text = await readFile('data/reference/notices/2026-示例/notice.md', 'utf8');
    expect(text).toContain(found[0]?.quotation);
  });
});

describe('what was judged of 2024 and 2025 is the same with and without the notice of 2026', () => {
  const earlier = ['2024-1', '2024-2', '2025'];

  test('every row of every mart, verdicts and their evidence among them', async () => {
    const marts = await before.read<{ name: string; columns: string[] }>(
      'marts',
      `select table_name as name, list(column_name order by column_index) as columns from duckdb_columns()
      where schema_name = 'marts' group by all order by all`
    );
    let filled = 0;
    for (const { name, columns } of marts) {
      const [now, then] = await Promise.all([together, before].map((build) => rowsBefore2026(build, name, columns)));
      expect(now, name).toEqual(then);
      if (then!.length > 0) filled += 1;
    }
    expect(filled).toBeGreaterThan(10);
  });

  test('every metric of each batch, by city and direction, and every panel under each batch', async () => {
    const [now, then] = await Promise.all([together, before].map((build) => answersOf(build.reading('test'))));
    expect(then?.length).toBeGreaterThan(60);
    expect(now).toEqual(then);
  });

  /** The rows that are not of a batch or a year of 2026, as JSON. */
  function rowsBefore2026(build: Build, mart: string, columns: readonly string[]): Promise<Row[]> {
    const later = ['batch', 'batches', 'year', 'group_period', 'support_period', 'other_batch']
      .filter((each) => columns.includes(each))
      .map((each) => `"${each}"::varchar like '%2026%'`);
    const isLater = later.map((each) => `coalesce(${each}, false)`).join(' or ') || 'false';
    return build.read(
      mart,
      `select to_json(m)::varchar as row from marts."${mart}" as m where not (${isLater}) order by all`
    );
  }

  async function answersOf(reading: Reading): Promise<[string, string][]> {
    const catalog = await readCatalog(reading);
    const answers: [string, string][] = [];
    for (const batch of isFull ? earlier : earlier.slice(-1)) {
      const view = { filters: readFilters(catalog, { batch: [batch] }), scope: everything };
      for (const by of [[], ['city'], ['direction'], ['task']])
        answers.push([`${batch} ${by.join()}`, await metricsBy(reading, catalog, by, view)]);
      for (const [name, { queries }] of await readDashboards('dashboards'))
        for (const [key, query] of queries) {
          const { columns, result } = await answerPanel({ reading }, catalog, query, view);
          // A figure of all batches side by side has those of 2026 too, whichever is asked for.
          const rows = (await result.rows()).filter(({ batch: of = batch }) => earlier.includes(String(of)));
          answers.push([`${batch} ${name}/${key}`, JSON.stringify([columns, rows])]);
        }
    }
    return answers;
  }

  async function metricsBy(
    reading: Reading,
    catalog: Catalog,
    by: string[],
    view: Parameters<typeof queryMetrics>[3]
  ): Promise<string> {
    const asked = by.filter((each) => each !== 'city');
    const metrics = [...catalog.metrics.values()]
      .filter(({ isOfProjects }) => asked.length === 0 || isOfProjects)
      .map(({ name }) => name);
    const { columns, result } = await queryMetrics({ reading }, catalog, { metrics, by }, view);
    return JSON.stringify([columns, await result.rows()]);
  }
});
