import { everything } from '#spec';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  answerPanel,
  catalogWithin,
  queryMetrics,
  dimensionNames,
  findFindings,
  listProjects,
  noFilters,
  noPanel,
  projectDimensions,
  prove,
  readDashboards,
  readFilters,
  readProject,
  type Answer,
  type View,
} from '#query';
import { openWholeAndAlone, type Opened } from './alone.ts';
import { some } from '../tier.ts';
import { mentionsIn, parse } from '../../src/query/mentions.ts';

// Whatever a city sees must not depend on what the others handed in: it is the same as if there were no others.

const city = '青岛市';
const asCity: View = { filters: noFilters, scope: { city: [city] } };
const asDivision: View = { filters: noFilters, scope: everything };
const queries = [...(await readDashboards('dashboards'))].flatMap(([name, dashboard]) =>
  Array.from(dashboard.queries, ([key, query]) => ({ panel: `${name}/${key}`, query }))
);

let opened: Awaited<ReturnType<typeof openWholeAndAlone>>;
let whole: Opened;
let alone: Opened;
beforeAll(async () => {
  opened = await openWholeAndAlone(inject('sampleWarehouse'), city);
  ({ whole, alone } = opened);
});
afterAll(() => opened.close());

const rowsOf = async (answer: Promise<Answer>) => (await answer).result.rows();
const byText = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).sort();

test('there are panels to try', () => {
  expect(queries.length).toBeGreaterThan(10);
});

/** Columns that say over which batches something is counted. */
const ofBatches: readonly string[] = ['batches', 'support_period', 'group_period'];

/** What is there where nobody else is, of the city itself: a table of cities names them all. */
const asOwn = (): View => ({ ...asDivision, filters: readFilters(alone.catalog, { city: [city] }) });

test.each(some(queries, 45))('$panel', async ({ query }) => {
  const names =
    'sql' in query ? mentionsIn(await parse(whole.reading, query.file, query.sql)).map(({ name }) => name) : [];
  const context = { reading: whole.reading };
  const answer = answerPanel(context, await catalogWithin(context, whole.catalog, asCity), query, asCity);
  if (names.some((name) => name.startsWith('province_'))) {
    const { columns } = await answer;
    expect(columns.map(({ name }) => name).filter((name) => personal().has(name) && !ofBatches.includes(name))).toEqual(
      []
    );
  } else {
    expect(byText(await rowsOf(answer))).toEqual(
      byText(await rowsOf(answerPanel({ reading: alone.reading }, alone.catalog, query, asOwn())))
    );
  }
});

test('what all may see of the province says nothing of one project or organisation', () => {
  const marts = [
    'cube',
    'county_cube',
    ...[...whole.catalog.marts.keys()].filter((name) => name.startsWith('province_')),
  ];
  const columns = marts
    .flatMap((mart) => [...(whole.catalog.marts.get(mart)?.values() ?? [])])
    .filter(({ name }) => !name.startsWith('source_'));
  expect(columns.length).toBeGreaterThan(50);
  const strangers = columns.filter(
    ({ name, type }) =>
      type !== 'number' && !(dimensionNames as readonly string[]).includes(name) && !ofBatches.includes(name)
  );
  expect(strangers).toEqual([]);
});

/** The columns that tell one project or organisation from another. */
function personal(): ReadonlySet<string> {
  const columns = ['projects', 'organisations'].flatMap((mart) => [...(whole.catalog.marts.get(mart)?.values() ?? [])]);
  return new Set(
    columns
      .filter(({ name, type }) => type === 'string' && !(dimensionNames as readonly string[]).includes(name))
      .map(({ name }) => name)
  );
}

describe('metrics', () => {
  test.each(
    [[], ...[...dimensionNames, 'project_id'].map((name) => [name]), ['city', 'batch'], ['direction', 'stage']].map(
      (by) => ({ by })
    )
  )('by $by', async ({ by }) => {
    const isOfProjects = by.some((name) => name === 'project_id' || projectDimensions.has(name));
    const metrics = [...whole.catalog.metrics.values()]
      .filter((metric) => !isOfProjects || metric.isOfProjects)
      .map(({ name }) => name);
    expect(metrics.length).toBeGreaterThan(25);
    const seen = await rowsOf(queryMetrics({ reading: whole.reading }, whole.catalog, { metrics, by }, asCity));
    const own: View = { filters: readFilters(alone.catalog, { city: [city] }), scope: everything };
    expect(seen).toEqual(await rowsOf(queryMetrics({ reading: alone.reading }, alone.catalog, { metrics, by }, own)));
    expect(seen.length).toBeGreaterThan(0);
  });
});

test('the list of projects and of findings', async () => {
  for (const list of [listProjects, findFindings]) {
    const seen = await list({ reading: whole.reading }, whole.catalog, {}, asCity);
    const own = await list({ reading: alone.reading }, alone.catalog, {}, asDivision);
    expect(seen.total).toBe(own.total);
    expect(await seen.result.rows()).toEqual(await own.result.rows());
    expect(seen.total).toBeGreaterThan(0);
  }
});

test("another city's project is not there; its own is", async () => {
  const idOf = async (sql: string) => String((await (await whole.reading.read('test', sql)).rows())[0]?.project_id);
  const theirs = await idOf(`select project_id from marts.projects where city <> '${city}' limit 1`);
  const own = await idOf(`select project_id from marts.projects where city = '${city}' limit 1`);
  const context = { reading: whole.reading };
  await expect(readProject(context, whole.catalog, theirs, asCity)).rejects.toMatchObject({
    status: 404,
    code: 'unknown_project',
  });
  await expect(readProject(context, whole.catalog, 'no such project', asCity)).rejects.toMatchObject({
    status: 404,
    code: 'unknown_project',
  });
  expect((await readProject(context, whole.catalog, own, asCity)).project.city).toBe(city);
});

test.each(['organisation', 'group', 'city'])(
  'the rows of files behind its findings about a %s are of its own projects',
  async (kind) => {
    const context = { reading: whole.reading };
    const theirs = new Set(
      (
        await (await whole.reading.read('test', `select project_id from marts.projects where city <> '${city}'`)).rows()
      ).map(({ project_id }) => project_id)
    );
    const seen = async (view: View) => {
      const { parts } = await prove(
        context,
        whole.catalog,
        { metric: 'findings', of: 'findings', only: [`subject_kind:${kind}`] },
        { ...view, ...noPanel },
        { limit: 200, offset: 0 }
      );
      return parts.flatMap(({ rows }) =>
        rows.flatMap(({ sources }) =>
          sources.flatMap(({ cells }) => cells.flatMap(({ name, value }) => (name === 'project_id' ? [value] : [])))
        )
      );
    };
    expect((await seen(asDivision)).some((id) => theirs.has(id))).toBe(true);
    expect((await seen(asCity)).filter((id) => theirs.has(id))).toEqual([]);
  }
);
