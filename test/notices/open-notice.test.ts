import { everything } from '#spec';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  dimensionNames,
  findRepeats,
  noPanel,
  prove,
  judgeNotice,
  projectDimensions,
  queryMetrics,
  readFilters,
} from '#query';
import { some } from '../tier.ts';
import { openReference, otherNumbers, otherPanels, unsaid, versionBy, views, type Version } from './opened.ts';

// The same files by a notice that is entered, and by the same notice as `notice new` leaves it: nothing said.

const none = { limit: 0, offset: 0 };
let entered: Version;
let open: Version;

beforeAll(async () => {
  const reference = await openReference();
  [entered, open] = [await versionBy('data/reference'), await versionBy(reference)];
  await rm(reference, { recursive: true });
});
afterAll(() => [entered, open].forEach(({ build }) => build.close()));

describe('a figure that rests on what the notice does not say is unknown; any other is the same', () => {
  test.each(some(dimensionNames, 4).map((by) => [by]))('metrics by %s', async (by) => {
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
    expect(await otherPanels(open, entered)).toEqual([]);
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
