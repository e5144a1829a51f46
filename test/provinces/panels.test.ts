import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seat } from '#access';
import { createApp } from '#api';
import type { NamedDashboard } from '#spec';
import { compose, composedIn } from '#provinces';
import { readDashboards, type Dashboards } from '#query';
import { followWarehouse } from '#warehouse';
import { acrossProvinces } from '../../src/serve-provinces.ts';

/** The real content over three provinces of the sample writer: what is read of one among all is what it says itself. */

interface Answer {
  columns: { name: string; type: string }[];
  rows: Record<string, unknown>[];
}
type Ask = (path: string) => Promise<{ status: number; answer: Answer }>;

const titles = ['示例甲省', '示例乙省', '示例丙省'];
const opened: (() => Promise<void>)[] = [];
let root: string;
let dashboards: Dashboards;
let together: Ask;
const alone = new Map<string, Ask>();

beforeAll(async () => {
  root = process.env.PROVINCES ?? (await mkdtemp(join(tmpdir(), 'panels-')));
  dashboards = await readDashboards('dashboards');
  const own = (title: string, name: string) => join(root, title, name);
  for (const title of process.env.PROVINCES === undefined ? titles : []) {
    const order = ['--province', title, '--projects', '120', '--seed', title, '--out', join(root, title)];
    const ran = spawnSync(process.execPath, ['test/province/cli.ts', ...order], { encoding: 'utf8' });
    expect(ran.stderr).toBe('');
    // A load knows one province: this process knows several.
    const loading = ['load', own(title, '交来的表'), '--tenant', join(root, title), '--as-of', '2026-06-30', '--json'];
    const loaded = spawnSync(process.execPath, ['src/cli.ts', ...loading], { encoding: 'utf8' });
    expect(JSON.parse(loaded.stdout)).toMatchObject({ status: 'published', reasons: [] });
  }
  const list = ['folder,title,address,stale_after_days,note', ...titles.map((title) => `${title},,,,`)];
  await writeFile(join(root, 'provinces.csv'), `${list.join('\n')}\n`);
  expect((await compose(root)).absent).toEqual([]);
  together = await serve(composedIn(root), true);
  for (const title of titles) alone.set(title, await serve(own(title, 'warehouse'), false));
});
afterAll(async () => {
  for (const close of opened) await close();
  if (process.env.PROVINCES === undefined) await rm(root, { recursive: true, force: true });
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
