import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  answeredBy,
  compareMeanings,
  fill,
  makeTrial,
  meanings,
  pointedTo,
  readingOf,
  refusals,
  tryServer,
  versionToFill,
  type Server,
} from '#clickhouse';
import { followWarehouse, hashFile, openFile } from '#warehouse';
import type { Look } from './look.ts';
import { fillTenants, pairOf, place, type Tenants } from './tenants.ts';

let tenants: Tenants;
let server: Server;

beforeAll(async () => {
  tenants = await fillTenants([
    ['37', [150, 160]],
    ["o'neill\\", [80, 90]],
  ]);
  ({ server } = tenants);
}, 600_000);
afterAll(() => tenants.close());

const versionOf = async (at: number, turn: number) => {
  const { warehouse, versions } = tenants.tenants[at]!;
  return { ...(await versionToFill(warehouse, versions[turn]!)), place };
};

test('what was misunderstood elsewhere is answered alike by both', async () => {
  const path = await makeTrial(tenants.folder);
  const sha256 = await hashFile(path);
  const own = { ...place, database: 'meanings' };
  await fill(server, { path, sha256, version: 'trial', tenant: 'trial', place: own });
  expect(await compareMeanings(server, own, path)).toEqual([]);
  expect(Object.keys(meanings).length).toBeGreaterThan(50);
  expect(Object.keys(refusals).length).toBeGreaterThan(9);
  // Its cities have a code that is a number, those of a version a text.
  const other = fill(server, { path, sha256, version: 'trial', tenant: 'trial', place });
  await expect(other).rejects.toThrow('`reference_cities`, code: Nullable(String) in ClickHouse, Nullable(Int32) here');
  expect(await pointedTo(server, place, 'trial')).toEqual([]);
});

describe('a fill', () => {
  test('holds counts and sums of every column against the version, and only then points to it', () => {
    const filled = tenants.tenants.flatMap(({ told }) => told);
    expect(filled).toHaveLength(4);
    for (const { isMoved, measures, rows } of filled) {
      expect(isMoved).toBe(true);
      expect(measures).toBeGreaterThan(2000);
      expect(rows).toBeGreaterThan(1000);
    }
  });

  test('of what is there sends nothing, and holds it against the version again', async () => {
    const { tenant } = tenants.tenants[1]!;
    const again = await fill(server, { ...(await versionOf(1, 1)), tenant });
    expect(again).toMatchObject({ isMoved: false, bytes: 0, dropped: [] });
  });

  test('that is broken off anywhere leaves nothing that anybody reads; the next one is whole', async () => {
    const asked = { ...(await versionOf(1, 0)), tenant: 'broken' };
    for (const at of [0, 5, 40]) {
      let sent = 0;
      const dying: Server = {
        ...server,
        insert: (...given) => (sent++ < at ? server.insert(...given) : Promise.reject(new Error('gone'))),
      };
      await expect(fill(dying, asked)).rejects.toThrow('gone');
      expect(await pointedTo(server, place, 'broken')).toEqual([]);
    }
    const local = await openFile(asked.path, asked.version);
    const pins = new Map([['', { tenant: 'broken', version: asked.version }]]);
    await expect(readingOf({ server, place, local, pins })).rejects.toThrow('没有放在 ClickHouse 里，或者已经清掉');
    expect((await fill(server, asked)).isMoved).toBe(true);
    const there = await readingOf({ server, place, local, pins });
    const count = 'select count(*) as n, sum(total_investment) as sum from marts.projects';
    expect(await (await there.read('n', count)).rows()).toEqual(await (await local.read('n', count)).rows());
    local.close();
  });

  test('that is killed while it sends leaves rows that nobody reads, and the next one takes them away', async () => {
    const folder = join(tenants.folder, 'killed');
    const { warehouse, versions } = tenants.tenants[1]!;
    const given = [folder, warehouse, versions[0]!, 'killed'];
    expect(await once(['fill', ...given], 30)).toBe('SIGKILL');
    const before = JSON.parse(await once(['look', ...given])) as Look;
    expect(before.pointed).toEqual([]);
    expect(before.lying).toBeGreaterThan(0);
    expect(before.told).toContain('没有放在 ClickHouse 里，或者已经清掉');
    const filled = JSON.parse(await once(['fill', ...given])) as { rows: number; isMoved: boolean };
    expect(filled.isMoved).toBe(true);
    expect(JSON.parse(await once(['look', ...given]))).toEqual({
      pointed: [versions[0]],
      lying: filled.rows,
      told: '80',
    });
  });

  test('in which one value arrives otherwise is refused with its column, and not pointed to', async () => {
    const asked = { ...(await versionOf(1, 0)), tenant: 'wrong' };
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
    const asked = { ...(await versionOf(1, 0)), sha256: '0'.repeat(64), tenant: 'other' };
    await expect(fill(server, asked)).rejects.toThrow('is not what its receipt says');
  });

  test('takes older versions away as partitions, and nobody else’s', async () => {
    const { tenant, versions } = tenants.tenants[0]!;
    const partitions = async () =>
      await server.rows(
        `select distinct partition from system.parts where database = 'baijing' and table = 'marts_projects' and active order by partition`
      );
    const before = await partitions();
    const told: string[] = [];
    const { local } = await pairOf(tenants, 0, 0);
    const pins = new Map([['', { tenant, version: versions[0]! }]]);
    const onUnported = (error: Error) => told.push(error.message);
    const reading = await readingOf({ server, place, local, pins, onUnported });
    expect((await fill(server, { ...(await versionOf(0, 1)), tenant, keep: 1 })).dropped).toEqual([versions[0]]);
    const after = await partitions();
    const gone = before.filter(([each]) => !after.some(([left]) => left === each));
    expect(gone).toEqual([[`('37','${versions[0]}')`]]);
    expect(before).toHaveLength(after.length + 1);
    // What went is read by nobody: who had begun to read it is answered from the file, as is who asks for it later.
    const count = 'select count(*) as n from marts.projects';
    expect(await (await reading.read('n', count)).rows()).toEqual([{ n: 150 }]);
    expect(told).toEqual([expect.stringContaining('已经清掉')]);
    await expect(pairOf(tenants, 0, 0)).rejects.toThrow('已经清掉');
    // Put there again, as after an older version was published anew, it is read again.
    expect(await fill(server, { ...(await versionOf(0, 0)), tenant })).toMatchObject({ isMoved: true });
    const pair = await pairOf(tenants, 0, 0);
    expect(await (await pair.there.read('n', count)).rows()).toEqual([{ n: 150 }]);
    for (const each of [local, pair.local]) each.close();
  });
});

describe('a question', () => {
  const many = Array.from({ length: 8 }, (_, at) => `marts.projects as p${at}`).join(', ');
  const long = `select count(*) as n from ${many} where p0.project_id < p7.applicant and p1.city > p2.batch`;

  test('is stopped when its time is up, in the words of the other engine', async () => {
    const { there, local } = await pairOf(tenants, 0, 1);
    await expect(there.read('long', long, { seconds: 1 })).rejects.toMatchObject({ status: 504, code: 'timeout' });
    local.close();
  });

  test('of more rows than one may take is stopped, and said', async () => {
    const { there, local } = await pairOf(tenants, 0, 1);
    const sql =
      'select p.project_id as a, q.project_id as b, r.project_id as c, s.city as d from marts.projects as p, marts.projects as q, marts.projects as r, (select city from marts.projects limit 2) as s';
    await expect(there.read('wide', sql, { seconds: 60 })).rejects.toMatchObject({ status: 503, code: 'too_large' });
    // Nothing of what there was by then is told to who asks next.
    const next = await there.read('next', "select count(*) as n, 'own' as whose from marts.projects");
    expect(await next.rows()).toEqual([{ n: 160, whose: 'own' }]);
    local.close();
  });

  test('that the reader leaves is called off', async () => {
    const { there, local } = await pairOf(tenants, 0, 1);
    const off = new AbortController();
    const asked = there.read('left', 'select * from marts.projects', { signal: off.signal });
    off.abort();
    await expect(asked).rejects.toMatchObject({ code: 'aborted' });
    local.close();
  });

  test('binds its values: what is written in one stays a value', async () => {
    const { there, local } = await pairOf(tenants, 0, 1);
    const values = { city: "济南市' or 1=1 --" };
    const result = await there.read('bound', 'select count(*) as n from marts.projects where city = $city', { values });
    expect(await result.rows()).toEqual([{ n: 0 }]);
    local.close();
  });

  test('that ClickHouse refuses is answered here where that is wanted, and told', async () => {
    const { tenant, versions } = tenants.tenants[0]!;
    const { local } = await pairOf(tenants, 0, 1);
    const told: string[] = [];
    const pins = new Map([['', { tenant, version: versions[1]! }]]);
    const onUnported = (error: Error, name: string) => told.push(`${name}: ${error.name}`);
    const either = await readingOf({ server, place, local, pins, onUnported });
    const asked = {
      apart: 'select max(concluded_on - listed_on) as apart from marts.projects',
      pattern: "select count(*) as n from marts.projects where regexp_matches(city, '^济')",
      count: 'select count(*) as n from marts.projects',
    };
    for (const [name, sql] of Object.entries(asked))
      expect(await (await either.read(name, sql)).rows()).toEqual(await (await local.read(name, sql)).rows());
    expect(told).toEqual(['apart: QueryError', 'pattern: Unported']);
    local.close();
  });
});

test('a server is tried with all that is ever done to one', async () => {
  const tried = await tryServer(server, place);
  expect(tried.map(({ what, isWell, says }) => [what, isWell ? true : says])).toEqual([
    ['连得上', true],
    ['放得进，两边的合计一样', true],
    ['每种写法两边答得一样', true],
    ['超过时限会停', true],
    ['清得掉', true],
  ]);
});

test('a server that goes while it is asked is answered for from the file, and it is told', async () => {
  const { tenant, warehouse } = tenants.tenants[0]!;
  let isGone = false;
  let asked = 0;
  const going: Server = {
    ...server,
    rows: (...given) =>
      isGone
        ? Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))
        : ((asked += 1), server.rows(...given)),
    close: () => Promise.resolve(),
  };
  const own = await followWarehouse(warehouse, { poll: 60_000, log: () => {} });
  const there = answeredBy(own, { server: going, place, tenant, log: () => {} });
  const lease = await there.lease();
  const count = async () => (await lease.read('n', 'select count(*) as n from marts.projects')).rows();
  const before = asked;
  expect(await count()).toEqual([{ n: 160 }]);
  // The question, and whether its version is there still.
  expect(asked).toBe(before + 2);
  expect(there.faults()).toEqual([]);
  isGone = true;
  expect(await count()).toEqual([{ n: 160 }]);
  expect(there.faults().join()).toContain('ClickHouse');
  const next = await there.lease();
  expect(await (await next.read('n', 'select count(*) as n from marts.projects')).rows()).toEqual([{ n: 160 }]);
  for (const each of [lease, next]) each.release();
  there.close();
});

// The last of all: what is set once stays so in an engine that lies in the process.
test('where only reading is allowed a question is answered, and nothing that a fill does', async () => {
  const settings = { readonly: '2' as const };
  const counted = await server.rows('select count() from baijing.marts_projects', { settings });
  expect(Number(counted[0]?.[0])).toBeGreaterThan(100);
  for (const sql of ['create table baijing.none (a Int8) engine = Memory', 'drop database baijing'])
    await expect(server.run(sql)).rejects.toThrow('readonly');
});

/** What a process of its own says last; it is killed once it has said so many lines. */
async function once(given: readonly string[], lines = Infinity): Promise<string> {
  const child = spawn(process.execPath, ['test/clickhouse/fill-once.ts', ...given], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<string | null>((resolve) => child.once('close', (_code, signal) => resolve(signal)));
  let [said, count] = ['', 0];
  for await (const line of createInterface(child.stdout)) {
    said = line;
    count += 1;
    if (count >= lines) child.kill('SIGKILL');
  }
  return (await ended) ?? said;
}
