import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from '#spec';
import { hashFile, openBuild, openFile, type Reading, type ResultColumn } from '#warehouse';
import type { Server } from './client.ts';
import { quoted } from './node.ts';
import type { Place } from './ddl.ts';
import { fill } from './fill.ts';
import { ground, meanings, refusals } from './meanings.ts';
import { readingOf } from './reading.ts';

export interface Tried {
  what: string;
  isWell: boolean;
  says: string;
}

/** Does to a server all that is ever done to one, with five invented rows in a database of its own, which goes then. */
export async function tryServer(server: Server, { database, cluster }: Place): Promise<Tried[]> {
  const place = { database: `${database}_trial`, cluster };
  const tried: Tried[] = [];
  const step = async (what: string, work: () => Promise<string>): Promise<boolean> => {
    try {
      tried.push({ what, isWell: true, says: await work() });
      return true;
    } catch (error) {
      tried.push({ what, isWell: false, says: (error as Error).message.split('\n')[0]?.slice(0, 300) ?? '' });
      return false;
    }
  };
  const on = cluster === null ? '' : ` on cluster ${quoted(cluster)}`;
  const isThere = await step('连得上', async () => String((await server.rows('select version()'))[0]?.[0]));
  if (!isThere) return tried;
  const folder = await mkdtemp(join(tmpdir(), 'trial-'));
  try {
    const path = await makeTrial(folder);
    const asked = { path, sha256: await hashFile(path), version: 'trial', tenant: 'trial', place };
    const isFilled = await step('放得进，两边的合计一样', async () => {
      const { rows, measures } = await fill(server, asked);
      return `${rows} 行，${measures} 个数`;
    });
    if (isFilled) {
      await step('每种写法两边答得一样', async () => {
        const other = await compareMeanings(server, place, path);
        if (other.length > 0) throw new Error(other.join('、'));
        return `${Object.keys(meanings).length} 种，另有 ${Object.keys(refusals).length} 种都拒绝`;
      });
      await step('超过时限会停', () => stops(server));
    }
    await step('清得掉', async () => {
      await server.run(`drop database if exists ${quoted(place.database)}${on} sync`);
      return place.database;
    });
    return tried;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A file of DuckDB with the rows of `ground`. */
export async function makeTrial(folder: string): Promise<string> {
  const path = join(folder, 'trial.duckdb');
  const build = await openBuild(path);
  try {
    for (const sql of ground) await build.run('trial', sql);
  } finally {
    build.close();
  }
  return path;
}

/** What ClickHouse answers otherwise than DuckDB. */
export async function compareMeanings(server: Server, place: Place, path: string): Promise<string[]> {
  const local = await openFile(path, 'trial');
  try {
    const pins = new Map([['', { tenant: 'trial', version: 'trial' }]]);
    const there = await readingOf({ server, place, local, pins });
    const other: string[] = [];
    for (const [name, sql] of Object.entries(meanings)) {
      const [expected, found] = [await told(local, sql), await told(there, sql)];
      if (expected !== found) other.push(`${name}：${found}，应当是 ${expected}`);
    }
    for (const [name, sql] of Object.entries(refusals)) {
      const found = await told(there, sql);
      if (found.startsWith('[')) other.push(`${name}：${found}，应当拒绝`);
    }
    return other;
  } finally {
    local.close();
  }
}

async function told(reading: Reading, sql: string): Promise<string> {
  try {
    const { columns, rows } = await reading.read('trial', sql, { seconds: 60 });
    return JSON.stringify([columns, (await rows()).map((row) => likened(columns, row))]);
  } catch (error) {
    return (error as Error).message;
  }
}

/** What is worked out in doubles, in another order, may end otherwise in its last digits; nothing else may. */
export const likened = (columns: readonly ResultColumn[], row: Row): Row =>
  Object.fromEntries(
    columns.map(({ name, digits }) => {
      const value = row[name] ?? null;
      return [name, digits === undefined && typeof value === 'number' ? Number(value.toPrecision(12)) : value];
    })
  );

async function stops(server: Server): Promise<string> {
  const begun = performance.now();
  const settings = { max_execution_time: 1, timeout_overflow_mode: 'throw' as const };
  const ended = await server.rows('select max(sipHash64(number)) from numbers(30000000000)', { settings }).then(
    () => 'ended by itself',
    (error: unknown) => (error as { type?: string }).type ?? String(error)
  );
  const seconds = (performance.now() - begun) / 1000;
  if (ended !== 'TIMEOUT_EXCEEDED' || seconds > 10) throw new Error(`${ended}, ${seconds.toFixed(1)} s`);
  return `${seconds.toFixed(1)} 秒`;
}
