import { everything } from '#spec';
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scaffoldNotice } from '#pipeline';
import {
  answerPanel,
  dimensionNames,
  findRepeats,
  noPanel,
  prove,
  judgeNotice,
  projectDimensions,
  queryMetrics,
  readCatalog,
  readDashboards,
  readFilters,
  type Catalog,
  type View,
} from '#query';
import type { Row } from '#spec';
import type { Build, Reading } from '#warehouse';
import { loaded } from './loaded.ts';

// The same files by a notice that is entered, and by the same notice as `notice new` leaves it: nothing said.

const notice = '2026-示例';
const unsaid = '通知未录';
const none = { limit: 0, offset: 0 };
let entered: Version;
let open: Version;

interface Version {
  build: Build;
  reading: Reading;
  catalog: Catalog;
}

beforeAll(async () => {
  const reference = await openReference();
  [entered, open] = [await version('data/reference'), await version(reference)];
  await rm(reference, { recursive: true });
});
afterAll(() => [entered, open].forEach(({ build }) => build.close()));

async function version(reference: string): Promise<Version> {
  const build = await loaded('data/sample/2026年度', reference);
  const reading = build.reading('open-notice');
  return { build, reading, catalog: await readCatalog(reading) };
}

/** data/reference in which the notice is asked for anew, its deadlines too; but not how its forms are read. */
async function openReference(): Promise<string> {
  const reference = await mkdtemp(join(tmpdir(), 'open-notice-'));
  await cp('data/reference', reference, { recursive: true });
  await scaffoldNotice({ pipelines: 'pipelines', reference }, 'anew', notice);
  await cp(join(reference, 'notices', notice, 'forms.csv'), join(reference, 'notices/anew/forms.csv'));
  await rm(join(reference, 'notices', notice), { recursive: true });
  await rename(join(reference, 'notices/anew'), join(reference, 'notices', notice));
  const path = join(reference, 'batches.csv');
  const batches = await readFile(path, 'utf8');
  await writeFile(path, batches.replace(/^(2026-[12],[^,]*,2026,2026-示例),.*$/gm, '$1,?,?,?,?,?,?,?,?'));
  return reference;
}

const views = (catalog: Catalog): View[] =>
  [
    { batch: ['2026-1'] },
    { batch: ['2026-1'], direction: ['链式转型'] },
    { batch: ['2026-1', '2026-2'], city: ['济南市'] },
  ].map((asked) => ({ filters: readFilters(catalog, asked), scope: everything }));

/** What tells a row from others: what its panel says does, else all but its numbers. */
const keyOf = (row: Row, keys: readonly string[]): string =>
  JSON.stringify(
    keys.length > 0
      ? keys.map((key) => row[key])
      : Object.values(row).filter((value) => typeof value !== 'number' && value !== null)
  );

/** The numbers of rows that are neither unknown nor what the entered notice makes them. */
function otherNumbers(
  now: readonly Row[],
  then: readonly Row[],
  { keys = [], besides = [] }: { keys?: readonly string[]; besides?: readonly string[] } = {}
): string[] {
  const isApart = new Set(then.map((row) => keyOf(row, keys))).size === then.length;
  const by = isApart ? keys : [];
  const known = new Map(then.map((row) => [keyOf(row, by), row]));
  return now.flatMap((row) => {
    const same = now.length === 1 && then.length === 1 ? then[0] : known.get(keyOf(row, by));
    if (same === undefined || Object.values(row).includes(unsaid)) return [];
    return Object.entries(row).flatMap(([name, value]) =>
      typeof value === 'number' && value !== same[name] && !besides.includes(name)
        ? [`${keyOf(row, by)} ${name}: ${value}, not ${String(same[name])}`]
        : []
    );
  });
}

/** What counts the unknown: that there is more of it is what an open notice comes to. */
const unknowns = ['in_review', 'undecided', 'unsure', 'no_deadline', 'unknown', 'unsaid_n'];

describe('a figure that rests on what the notice does not say is unknown; any other is the same', () => {
  test.each(dimensionNames.map((by) => [by]))('metrics by %s', async (by) => {
    const metrics = [...entered.catalog.metrics.values()]
      .filter(({ isOfProjects }) => isOfProjects || !projectDimensions.has(by))
      .map(({ name }) => name);
    for (const at of views(entered.catalog).keys()) {
      const [now, then] = await Promise.all(
        [open, entered].map(async ({ reading, catalog }) => {
          const asked = { metrics, by: [by] };
          return (await queryMetrics({ reading }, catalog, asked, views(catalog)[at]!)).result.rows();
        })
      );
      expect(otherNumbers(now!, then!)).toEqual([]);
    }
  });

  test('panels', async () => {
    for (const [name, { queries }] of await readDashboards('dashboards'))
      for (const [key, query] of queries) {
        for (const at of views(entered.catalog).keys()) {
          const [now, then] = await Promise.all(
            [open, entered].map(async ({ reading, catalog }) => {
              const { result, proof } = await answerPanel({ reading }, catalog, query, views(catalog)[at]!);
              return { rows: await result.rows(), proof };
            })
          );
          // Of what is told by its verdicts, these are all told: nought failed beside all in review.
          const besides = [...unknowns, ...(now!.proof.of === 'findings' ? now!.proof.columns : [])];
          const found = otherNumbers(now!.rows, then!.rows, { keys: now!.proof.keys, besides });
          expect(found, `${name}/${key}`).toEqual([]);
        }
      }
  });

  test.each([
    ['organisations', 'organisation_id, year, own, partner_in, carried_over, used, "limit", "left"'],
    ['groups', 'group_name, batches, own, used, "limit", "left"'],
    ['province_support', 'direction, batches, supported, at_most, places_left'],
    ['quotas', 'batch, city, quota, quota_free, quota_over'],
  ])('the rows of %s', async (mart, columns) => {
    const sql =
      `select ${columns.replaceAll('year', 'year::varchar as year')} from marts.${mart} where ${mart === 'organisations' ? 'year = 2026' : 'batches is not null'} order by all`.replace(
        mart === 'quotas' ? 'batches is not null' : '',
        mart === 'quotas' ? `batch like '2026%'` : ''
      );
    const [now, then] = await Promise.all([open, entered].map(({ build }) => build.read(mart, sql)));
    expect(now!.length).toBeGreaterThan(0);
    expect(otherNumbers(now!, then!)).toEqual([]);
  });
});

test('what is told by a direction, or filtered by one, says why it is unknown', async () => {
  const { reading, catalog } = open;
  const view = views(catalog)[1]!;
  const { result, unfit } = await queryMetrics({ reading }, catalog, { metrics: ['applied'], by: [] }, view);
  expect(await result.rows()).toEqual([{ applied: null }]);
  expect(unfit?.map(({ says }) => says)).toEqual(['2026-1 批次的通知还没有录全方向，各方向的数未知，不是 0。']);
  const other = { filters: readFilters(catalog, { batch: ['2026-1'], direction: [unsaid] }), scope: everything };
  const told = await queryMetrics({ reading }, catalog, { metrics: ['applied'], by: [] }, other);
  expect(told.unfit).toEqual([]);
  expect(Number((await told.result.rows())[0]?.applied)).toBeGreaterThan(0);
});

test('a count is unknown while of one project it is not known whether it counts, where it is followed too', async () => {
  const { reading, catalog } = open;
  const follow = (metric: string, at: number, only: string[] = []) =>
    prove({ reading }, catalog, { metric, of: 'stays', only }, { ...views(catalog)[at]!, ...noPanel }, none);
  const whole = await follow('under_way', 0);
  expect(whole).toMatchObject({ value: null, recomputed: { value: null, agrees: true } });
  expect(whole.parts[0]?.unknown).toBeGreaterThan(0);
  const known = await follow('under_way', 0, ['progress:在办']);
  expect(known).toMatchObject({ value: known.parts[0]?.total, recomputed: { agrees: true }, parts: [{ unknown: 0 }] });
  const ofOne = await follow('under_way', 1);
  expect([ofOne.value, ofOne.recomputed, ofOne.unfit?.length]).toEqual([null, null, 1]);
});

test('nothing passes, nothing fails, and every rule is told of', async () => {
  const { build, reading, catalog } = open;
  const verdicts = `select distinct verdict from marts.findings where year = 2026 or batches like '2026%'`;
  expect(await build.read('test', verdicts)).toEqual([{ verdict: 'review' }]);
  const pairs = await findRepeats({ reading }, catalog, {}, views(catalog)[0]!, { limit: 100, offset: 0 });
  expect(new Set((await pairs.result.rows()).map(({ verdict }) => verdict))).toEqual(new Set(['review']));
  const { clauses } = await judgeNotice({ reading }, catalog, views(catalog)[0]!);
  expect(clauses.flatMap(({ rules }) => rules).length).toBe(catalog.rules.size);
  expect(clauses.flatMap(({ rules }) => rules).some(({ counts }) => (counts?.in_review ?? 0) > 0)).toBe(true);
});
