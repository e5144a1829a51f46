import { afterAll, beforeAll, expect, test } from 'vitest';
import { seat } from '#access';
import { createApp } from '#api';
import { compose, composedIn } from '#provinces';
import { readDashboards, type Dashboards } from '#query';
import type { NamedDashboard } from '#spec';
import { followWarehouse } from '#warehouse';
import { acrossProvinces } from '#server/serve-provinces.ts';
import { loadedProvinces, titles } from './loaded.ts';

/** The real content over three provinces of the sample writer: what is read of one among all is what it says itself. */

interface Answer {
  columns: { name: string; type: string }[];
  rows: Record<string, unknown>[];
}
type Ask = (path: string) => Promise<{ status: number; answer: Answer }>;

const opened: (() => Promise<void>)[] = [];
let land: Awaited<ReturnType<typeof loadedProvinces>>;
let dashboards: Dashboards;
let together: Ask;
const alone = new Map<string, Ask>();

beforeAll(async () => {
  land = await loadedProvinces();
  dashboards = await readDashboards('dashboards');
  expect((await compose(land.root)).absent).toEqual([]);
  together = await serve(composedIn(land.root), true);
  for (const title of titles) alone.set(title, await serve(land.warehouseOf(title), false));
});
afterAll(async () => {
  for (const close of opened) await close();
  await land.dispose();
});

async function serve(folder: string, isAcross: boolean): Promise<Ask> {
  const warehouse = await followWarehouse(folder, { attaches: isAcross });
  const app = await createApp({
    warehouse,
    dashboards: async () => dashboards,
    reader: () => (isAcross ? acrossProvinces : seat),
    isAcross,
  });
  opened.push(async () => (await app.close(), warehouse.close()));
  return async (path) => {
    const { statusCode, body } = await app.inject({ url: encodeURI(path) });
    return { status: statusCode, answer: JSON.parse(body) as Answer };
  };
}

/** The rows of one province as it calls its own things. */
const inOwnWords = ({ rows }: Answer, title: string): unknown =>
  JSON.parse(JSON.stringify(rows.map(({ province: _, ...row }) => row)).replaceAll(`${title}·`, ''));

/** Verdicts are not read together. */
const judged = ['overview/findings', 'overview/broken', 'deadlines/verdicts', 'cities/counties', 'cities/findings'];

/** What is drawn is drawn by numbers of projects, which have their province in them here. */
const drawn = ['outcomes/drawn'];

test.each(titles)('each panel of %s alone among all is its own panel', async (title) => {
  const differing: string[] = [];
  let asked = 0;
  for (const [name, { queries }] of dashboards) {
    for (const panel of queries.keys()) {
      const path = `/api/dashboards/${name}/${panel}.json`;
      const among = await together(`${path}?province=${title}`);
      if (judged.includes(`${name}/${panel}`)) {
        expect(among.status).toBe(404);
        continue;
      }
      const own = await alone.get(title)!(path);
      asked += 1;
      const told = [among, own].map(({ status, answer }) =>
        status === 200 ? JSON.stringify(inOwnWords(answer, title)) : `${status} ${JSON.stringify(answer)}`
      );
      if (told[0] !== told[1] && !drawn.includes(`${name}/${panel}`))
        differing.push(`${name}/${panel}: ${firstDifference(told[0]!, told[1]!)}`);
    }
  }
  expect(differing).toEqual([]);
  expect(asked).toBeGreaterThan(60);
});

function firstDifference(one: string, other: string): string {
  const at = Array.from(one).findIndex((letter, i) => letter !== other[i]);
  return `${one.slice(Math.max(0, at - 60), at + 60)} ≠ ${other.slice(Math.max(0, at - 60), at + 60)}`;
}

test('each metric that is a sum is that of the provinces, and each is asked of all', async () => {
  const metrics = (await (async () => (await together('/api/metrics')).answer)()) as unknown as {
    name: string;
    kind: string;
  }[];
  expect(metrics.length).toBeGreaterThan(40);
  for (const { name, kind } of metrics) {
    const whole = await together(`/api/query?metrics=${name}`);
    const each = await together(`/api/query?metrics=${name}&by=province`);
    expect([whole.status, each.status], name).toEqual([200, 200]);
    const own = await Promise.all(
      titles.map(async (title) => (await alone.get(title)!(`/api/query?metrics=${name}`)).answer)
    );
    const told = new Map(each.answer.rows.map((row) => [row.province, row[name]]));
    titles.forEach((title, at) => expect(told.get(title), `${name} ${title}`).toEqual(own[at]!.rows[0]![name]));
    const values = own.map(({ rows }) => rows[0]![name] as number | null);
    if (kind === 'sum' && values.every((value) => value !== null))
      expect(Number(whole.answer.rows[0]![name]), name).toBeCloseTo(
        values.reduce((sum, value) => sum! + value!, 0)!,
        1
      );
  }
});

test('of what only one can answer, and of maps whose places lie on one another, each page names the panels', async () => {
  const listed = (await together('/api/dashboards')).answer as unknown as NamedDashboard[];
  expect(listed.map(({ name }) => name)).toEqual([...dashboards.keys()]);
  const left = listed.flatMap(({ name, elsewhere = [] }) =>
    Object.entries(dashboards.get(name)!.panels).flatMap(([key, { title }]) =>
      elsewhere.includes(title) ? [`${name}/${key}`] : []
    )
  );
  expect(left.toSorted()).toEqual([...judged, 'quota/tiles'].toSorted());
  expect(listed.flatMap(({ faults }) => faults)).toEqual([]);
});
