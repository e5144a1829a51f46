import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  compareMeanings,
  fill,
  likened,
  makeTrial,
  meanings,
  pointedTo,
  readingOf,
  tryServer,
  versionToFill,
  type Filled,
  type Server,
} from '#clickhouse';
import { load } from '#pipeline';
import {
  answerPanel,
  cubeDimensions,
  dimensionNames,
  inliningMetrics,
  isOfDays,
  queryMetrics,
  readCatalog,
  readDashboards,
  type Answer,
  type Catalog,
  type View,
} from '#query';
import { everything, statisticNames } from '#spec';
import { hashFile, openFile, readCurrent, warehouseFile, type OpenFile, type Reading } from '#warehouse';
import { ownContent } from '../pipeline/own-content.ts';
import { chdb } from '../programs/chdb.ts';
import { plan } from '../province/province.ts';
import { writeProvince } from '../province/write.ts';

const place = { database: 'baijing', cluster: null };
/** Three tenants with two versions each; the one is large enough that what is withheld of few is told of most. */
const provinces = [
  { tenant: '37', projects: [1000, 1100] },
  { tenant: '示例省甲', projects: [200, 210] },
  { tenant: "o'neill\\", projects: [150, 160] },
];
let server: Server;
let folder: string;
const filled: { tenant: string; warehouse: string; versions: string[]; told: Filled[] }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clickhouse-'));
  server = await chdb(join(folder, 'server'));
  for (const [at, { tenant, projects }] of provinces.entries()) {
    const warehouse = join(folder, `warehouse-${at}`);
    const versions: string[] = [];
    const told: Filled[] = [];
    for (const [turn, count] of projects.entries()) {
      const files = join(folder, `files-${at}-${turn}`);
      writeProvince(plan({ projects: count, seed: `${at}-${turn}` }), files);
      const loaded = await load({ folder: files, warehouse, asOf: '2026-06-30', program: 'test', ...ownContent });
      if (loaded.status !== 'published') throw new Error(`${tenant}: ${loaded.status} ${loaded.reasons.join(' ')}`);
      versions.push((await readCurrent(warehouse))!.version);
      told.push(await fill(server, { ...(await versionToFill(warehouse, versions.at(-1)!)), tenant, place }));
    }
    filled.push({ tenant, warehouse, versions, told });
  }
}, 1_200_000);

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

interface Both {
  local: OpenFile;
  catalog: Catalog;
  own: Reading;
  there: Reading;
}

/** A version in both engines. */
async function both(at: number, turn: number): Promise<Both> {
  const { tenant, warehouse, versions } = filled[at]!;
  const version = versions[turn]!;
  const local = await openFile(warehouseFile(warehouse, version), version);
  const catalog = await readCatalog(local);
  const there = await readingOf({ server, place, local, pins: new Map([['', { tenant, version }]]) });
  return { local, catalog, own: inliningMetrics(local, catalog), there: inliningMetrics(there, catalog) };
}

type Ask = (reading: Reading) => Promise<Answer>;

/** What one engine says: its columns, its rows in their order, what is unfit; or why it refuses. */
async function said(reading: Reading, ask: Ask): Promise<string> {
  try {
    const { columns, unfit, result } = await ask(reading);
    const rows = (await result.rows()).map((row) => likened(result.columns, row));
    return JSON.stringify({ columns, of: result.columns, unfit, rows });
  } catch (error) {
    const { code } = error as { code?: string };
    return `${code ?? ''}: ${(error as Error).message}`;
  }
}

/** Asks both of everything, and tells what they say otherwise. */
async function differences({ own, there }: Both, asked: readonly [name: string, ask: Ask][]): Promise<string[]> {
  const other: string[] = [];
  for (const [name, ask] of asked) {
    const [expected, found] = [await said(own, ask), await said(there, ask)];
    if (expected !== found) other.push(`${name}\n  ${found.slice(0, 600)}\n  should be ${expected.slice(0, 600)}`);
  }
  return other;
}

const deadline = { seconds: 120 };
const all: View = { filters: new Map(), scope: everything };

async function panels(catalog: Catalog, views: Readonly<Record<string, View>>): Promise<[string, Ask][]> {
  const dashboards = await readDashboards('dashboards');
  return Array.from(dashboards.values()).flatMap(({ name, queries }) =>
    Array.from(queries).flatMap(([key, query]) =>
      Object.entries(views).map(([which, view]): [string, Ask] => [
        `${name}/${key}, ${which}`,
        (reading) => answerPanel({ reading, deadline }, catalog, query, view),
      ])
    )
  );
}

function metrics(catalog: Catalog, bys: readonly (readonly string[])[], told: readonly string[]): [string, Ask][] {
  return Array.from(catalog.metrics.keys()).flatMap((metric) =>
    told.flatMap((statistic) =>
      bys.map((by): [string, Ask] => [
        `${metric}${statistic} by ${by.join(', ')}`,
        (reading) => queryMetrics({ reading, deadline }, catalog, { metrics: [`${metric}${statistic}`], by }, all),
      ])
    )
  );
}

/** One value of each dimension as a filter, of whatever can be filtered by it. */
function filtered(catalog: Catalog): Readonly<Record<string, View>> {
  return Object.fromEntries(
    [...dimensionNames, ...cubeDimensions].flatMap((name) => {
      const values = isOfDays(name) ? ['2025-04-01', '2025-04-30'] : (catalog.values[name] ?? []).slice(0, 1);
      return values.length === 0
        ? []
        : [[`${name}=${values.join(',')}`, { ...all, filters: new Map([[name, values]]) }]];
    })
  );
}

test('what was misunderstood elsewhere is answered alike by both', async () => {
  const path = await makeTrial(folder);
  await fill(server, { path, sha256: await hashFile(path), version: 'trial', tenant: 'trial', place });
  expect(await compareMeanings(server, place, path)).toEqual([]);
  expect(Object.keys(meanings).length).toBeGreaterThan(30);
});

describe('the same from both, row by row', () => {
  test('every panel: all, two cities of a batch, one city alone, sums alone', async () => {
    const pair = await both(0, 1);
    const cities = pair.catalog.values.city.slice(0, 2);
    const views: Readonly<Record<string, View>> = {
      all,
      'two cities of a batch': {
        ...all,
        filters: new Map([
          ['city', cities],
          ['batch', ['2025']],
        ]),
      },
      'one city alone': { ...all, scope: { city: cities.slice(0, 1) } },
      'sums alone': { ...all, isReleased: true },
    };
    const asked = await panels(pair.catalog, views);
    expect(asked.length).toBeGreaterThan(250);
    expect(await differences(pair, asked)).toEqual([]);
    pair.local.close();
  });

  test('every filter on every panel', async () => {
    const pair = await both(1, 1);
    const asked = await panels(pair.catalog, filtered(pair.catalog));
    expect(asked.length).toBeGreaterThan(500);
    expect(await differences(pair, asked)).toEqual([]);
    pair.local.close();
  });

  test('every metric and statistic by every dimension', async () => {
    const pair = await both(0, 0);
    const bys = [
      [],
      ['project_id'],
      ['city', 'batch'],
      ...[...dimensionNames, ...cubeDimensions].map((name) => [name]),
    ];
    const told = statisticNames.map((name) => `.${name}`);
    const asked = [
      ...metrics(pair.catalog, bys, ['']),
      ...metrics(pair.catalog, [[], ['city'], ['batch', 'direction']], told),
    ];
    expect(asked.length).toBeGreaterThan(2000);
    expect(await differences(pair, asked)).toEqual([]);
    pair.local.close();
  });

  test.each(provinces.flatMap(({ tenant }, at) => [0, 1].map((turn) => [tenant, turn, at] as const)))(
    '%s, version %i: every panel, every metric by city',
    async (_, turn, at) => {
      const pair = await both(at, turn);
      const asked = [...(await panels(pair.catalog, { all })), ...metrics(pair.catalog, [['city']], [''])];
      expect(await differences(pair, asked)).toEqual([]);
      pair.local.close();
    }
  );

  test('rows as a list of projects tells them, all and streamed', async () => {
    const pair = await both(0, 1);
    const rowsOf = async (reading: Reading, isStreamed: boolean) => {
      const result = await reading.read('rows', 'select * from marts.projects order by project_id', {
        seconds: 60,
        isStreamed,
      });
      return JSON.stringify([result.columns, await result.rows()]);
    };
    const [own, once, streamed] = [
      await rowsOf(pair.own, true),
      await rowsOf(pair.there, false),
      await rowsOf(pair.there, true),
    ];
    expect(once === own).toBe(true);
    expect(streamed === own).toBe(true);
    pair.local.close();
  });
});

describe('a fill', () => {
  test('holds counts and sums of every column against the version, and only then points to it', () => {
    for (const { told } of filled)
      for (const { isMoved, measures, rows } of told) {
        expect(isMoved).toBe(true);
        expect(measures).toBeGreaterThan(2000);
        expect(rows).toBeGreaterThan(1000);
      }
  });

  test('of what is there sends nothing, and holds it against the version again', async () => {
    const { tenant, warehouse, versions } = filled[1]!;
    const again = await fill(server, { ...(await versionToFill(warehouse, versions[1]!)), tenant, place });
    expect(again).toMatchObject({ isMoved: false, bytes: 0, dropped: [] });
  });

  test('that is broken off anywhere leaves nothing that anybody reads; the next one is whole', async () => {
    const { warehouse, versions } = filled[2]!;
    const asked = { ...(await versionToFill(warehouse, versions[0]!)), tenant: 'killed', place };
    for (const at of [0, 5, 40]) {
      let sent = 0;
      const dying: Server = {
        ...server,
        insert: (...given) => (sent++ < at ? server.insert(...given) : Promise.reject(new Error('gone'))),
      };
      await expect(fill(dying, asked)).rejects.toThrow('gone');
      expect(await pointedTo(server, place, 'killed')).toEqual([]);
    }
    const local = await openFile(asked.path, asked.version);
    const pins = new Map([['', { tenant: 'killed', version: asked.version }]]);
    await expect(readingOf({ server, place, local, pins })).rejects.toThrow('nothing in ClickHouse points to');
    expect((await fill(server, asked)).isMoved).toBe(true);
    const there = await readingOf({ server, place, local, pins });
    const count = 'select count(*) as n, sum(total_investment) as sum from marts.projects';
    expect(await (await there.read('n', count)).rows()).toEqual(await (await local.read('n', count)).rows());
    local.close();
  });

  test('in which one value arrives otherwise is refused with its column, and not pointed to', async () => {
    const { warehouse, versions } = filled[2]!;
    const asked = { ...(await versionToFill(warehouse, versions[0]!)), tenant: 'wrong', place };
    const bending: Server = {
      ...server,
      async insert(table, columns, path) {
        await server.insert(table, columns, path);
        if (table.includes('marts_projects'))
          await server.run(
            `alter table ${table} update total_investment = total_investment + 0.01 where tenant = 'wrong' and rowid = 7 settings mutations_sync = 2`
          );
      },
    };
    await expect(fill(bending, asked)).rejects.toThrow('total_investment: sum');
    expect(await pointedTo(server, place, 'wrong')).toEqual([]);
  });

  test('of a file that is not what its receipt says sends nothing', async () => {
    const { warehouse, versions } = filled[2]!;
    const asked = { ...(await versionToFill(warehouse, versions[0]!)), sha256: '0'.repeat(64), tenant: 'other', place };
    await expect(fill(server, asked)).rejects.toThrow('is not what its receipt says');
  });

  test('takes older versions away as partitions, and nobody else’s', async () => {
    const { tenant, warehouse, versions } = filled[1]!;
    const asked = { ...(await versionToFill(warehouse, versions[1]!)), tenant, place, keep: 1 };
    expect((await fill(server, asked)).dropped).toEqual([versions[0]]);
    const left = await server.rows(
      'select distinct tenant, version from baijing.marts_projects order by tenant, version'
    );
    expect(left.filter(([each]) => each === tenant)).toEqual([[tenant, versions[1]]]);
    expect(left.filter(([each]) => each === '37')).toHaveLength(2);
  });
});

describe('a question', () => {
  test('is stopped when its time is up, in the words of the other engine', async () => {
    const { there, local } = await both(0, 1);
    const sql =
      'select count(*) as n from marts.projects as a, marts.projects as b, marts.projects as c, marts.projects as d where a.project_id < d.applicant and b.city > c.batch';
    await expect(there.read('long', sql, { seconds: 1 })).rejects.toMatchObject({ status: 504, code: 'timeout' });
    local.close();
  });

  test('that the reader leaves is called off', async () => {
    const { there, local } = await both(0, 1);
    const off = new AbortController();
    const asked = there.read('left', 'select * from marts.projects', { signal: off.signal });
    off.abort();
    await expect(asked).rejects.toMatchObject({ code: 'aborted' });
    local.close();
  });

  test('binds its values: what is written in one stays a value', async () => {
    const { there, local } = await both(0, 1);
    const values = { city: "济南市' or 1=1 --" };
    const result = await there.read('bound', 'select count(*) as n from marts.projects where city = $city', { values });
    expect(await result.rows()).toEqual([{ n: 0 }]);
    local.close();
  });
});

test('a server is tried with all that is ever done to one', async () => {
  const tried = await tryServer(server, place);
  expect(tried.map(({ what, isWell }) => [what, isWell])).toEqual([
    ['连得上', true],
    ['放得进，两边的合计一样', true],
    ['每种写法两边答得一样', true],
    ['超过时限会停', true],
    ['清得掉', true],
  ]);
});
