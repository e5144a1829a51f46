import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { load } from '#pipeline';
import { readCurrent } from '#warehouse';
import { ownContent } from '../pipeline/own-content.ts';
import type { Took } from './loads.ts';
import { stageClock } from './stage-clock.ts';
import type { PlainTable } from './plain-tables.ts';

// One load in one way, and what this process took for it: own OUT FOLDER, or text | typed OUT TABLES. Own over a
// warehouse that has a version is the load after it.

const [way, out, what] = process.argv.slice(2) as [string, string, string];

const clock = stageClock();

async function own(): Promise<number> {
  const { status, reasons } = await load({
    folder: what,
    warehouse: out,
    asOf: '2026-06-30',
    program: 'bench',
    onProgress: clock.onProgress,
    ...ownContent,
  });
  if (status !== 'published') throw new Error(`${what} was ${status}: ${reasons.join(' ')}`);
  const current = await readCurrent(out);
  return (current?.receipt.files ?? []).reduce((sum, { read }) => sum + read, 0);
}

async function floor({ isTyped }: { isTyped: boolean }): Promise<number> {
  const instance = await DuckDBInstance.create(join(out, 'floor.duckdb'));
  const connection = await instance.connect();
  let rows = 0;
  for (const [at, { path, delimiter, columns }] of (JSON.parse(what) as PlainTable[]).entries()) {
    const types = Array.from({ length: columns }, (_, i) => `c${i}: 'VARCHAR'`).join(', ');
    const options = `auto_detect = false, header = false, delim = '${delimiter}', quote = '"', escape = '"'`;
    const from = `read_csv('${path.replaceAll("'", "''")}', ${options}, columns = {${types}}, null_padding = true,
      strict_mode = false, ignore_errors = true, parallel = false)`;
    await connection.run(`create table text_${at} as from ${from}`);
    if (isTyped)
      await connection.run(`create table typed_${at} as select
        try_cast(replace(columns('(.*)'), ',', '') as decimal(18, 2)) as '\\1_amount',
        try_cast(columns('(.*)') as timestamp) as '\\1_moment' from text_${at}`);
    const [[count]] = (await (await connection.run(`select count(*) from text_${at}`)).getRows()) as [[bigint]];
    rows += Number(count);
  }
  await connection.run('checkpoint');
  connection.closeSync();
  instance.closeSync();
  return rows;
}

const rows = way === 'own' ? await own() : await floor({ isTyped: way === 'typed' });
const seconds = performance.now() / 1000;
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
// Versions are called by their time: the last is the one that was just made.
const made = (await readdir(out)).filter((name) => name.endsWith('.duckdb')).sort();
const { size } = await stat(join(out, made.at(-1) ?? ''));
const took: Took = {
  seconds,
  cpu: (userCPUTime + systemCPUTime) / 1e6,
  memory: maxRSS / 1024,
  bytes: size / 2 ** 20,
  rows,
  stages: clock.stop(),
};
console.log(JSON.stringify(took));
