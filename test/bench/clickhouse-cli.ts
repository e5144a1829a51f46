import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { fill, readingOf, versionToFill, type Server } from '#clickhouse';
import { answerPanel, inliningMetrics, readCatalog, readDashboards } from '#query';
import { everything, Refusal } from '#spec';
import { openFile, readCurrent, warehouseFile, type Reading } from '#warehouse';
import { chdb } from '../programs/chdb.ts';

const usage = `npm run bench:clickhouse -- --warehouse DIR [--times N] [--only DASHBOARD,…]
  what a fill costs, and what each panel costs in DuckDB and in ClickHouse (chDB), in milliseconds of the processor:
  the least of N times, or of as many as two seconds of it are enough for`;

/** Milliseconds of the processor after which something that is dear is asked no more. */
const enough = 2000;

const { values } = parseArgs({
  options: {
    warehouse: { type: 'string', default: 'data/warehouse' },
    times: { type: 'string', default: '4' },
    only: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});

if (values.help) console.log(usage);
else await bench(values.warehouse, Number(values.times), values.only?.split(','));

/** Milliseconds of the processor that something takes in this process: both engines run in it. */
async function cost<T>(work: () => Promise<T>): Promise<{ cpu: number; wall: number; value: T }> {
  const [before, begun] = [process.cpuUsage(), performance.now()];
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { cpu: (user + system) / 1000, wall: performance.now() - begun, value };
}

async function bench(warehouse: string, times: number, only?: readonly string[]): Promise<void> {
  const current = await readCurrent(warehouse);
  if (current === null) throw new Error(`${warehouse}: nothing was published`);
  const { version } = current;
  const folder = await mkdtemp(join(tmpdir(), 'bench-clickhouse-'));
  const server = await chdb(join(folder, 'server'));
  const place = { database: 'baijing', cluster: null };
  const asked = { ...(await versionToFill(warehouse, version)), tenant: 'bench', place };
  const filled = await cost(() => fill(server, asked));
  const [[parts]] = (await server.rows(
    `select sum(bytes_on_disk) from system.parts where database = 'baijing' and active`
  )) as [[number]];
  console.log(
    `fill: ${filled.value.rows} rows, ${filled.value.measures} measures, ${(filled.value.bytes / 1e6).toFixed(1)} MB sent, ${(parts / 1e6).toFixed(1)} MB there, ${(filled.wall / 1000).toFixed(1)} s (${(filled.cpu / 1000).toFixed(1)} s of the processor)`
  );
  const local = await openFile(warehouseFile(warehouse, version), version);
  const catalog = await readCatalog(local);
  const there = await readingOf({ server, place, local, pins: new Map([['', { tenant: 'bench', version }]]) });
  const view = { filters: new Map<never, never>(), scope: everything };
  /** null where it is refused, as what needs too much memory is. */
  const least = async (reading: Reading, query: Parameters<typeof answerPanel>[2]): Promise<number | null> => {
    const context = { reading: inliningMetrics(reading, catalog), deadline: { seconds: 600 } };
    const ask = async () => (await answerPanel(context, catalog, query, view)).result.rows();
    const costs: number[] = [];
    let spent = 0;
    while (costs.length === 0 || (costs.length < times && spent < enough)) {
      const { cpu, value: rows } = await cost(() => ask().catch(refused));
      if (rows === null) return null;
      costs.push(cpu);
      spent += cpu;
    }
    return Math.min(...costs);
  };
  await untilMerged(server);
  console.log(' DuckDB  ClickHouse  (ms of the processor)');
  const told: [own: number, there: number][] = [];
  const dashboards = Array.from((await readDashboards('dashboards')).values());
  for (const { name, queries } of dashboards.filter(({ name }) => only?.includes(name) ?? true))
    for (const [key, query] of queries) {
      const [a, b] = [await least(local, query), await least(there, query)];
      if (a !== null && b !== null) told.push([a, b]);
      console.log(`${shown(a).padStart(7)} ${shown(b).padStart(11)}  ${name}/${key}`);
    }
  report('all', told);
  for (const [from, to] of [
    [0, 30],
    [30, 300],
    [300, Infinity],
  ] as const)
    report(
      `that take ${from}-${to} in DuckDB`,
      told.filter(([own]) => own >= from && own < to)
    );
  local.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
}

function shown(cpu: number | null): string {
  return cpu?.toFixed(1) ?? 'refused';
}

function refused(error: unknown): null {
  if (error instanceof Refusal) return null;
  throw error;
}

/** What was sent is laid together behind: that is a part of a fill, and not of what is asked next. */
async function untilMerged(server: Server): Promise<void> {
  const begun = process.cpuUsage();
  const merging = async () => Number((await server.rows('select count() from system.merges'))[0]?.[0]);
  for (let quiet = 0; quiet < 3; quiet = (await merging()) === 0 ? quiet + 1 : 0) await sleep(1000);
  const { user, system } = process.cpuUsage(begun);
  console.log(`laid together behind it: ${((user + system) / 1e6).toFixed(1)} s of the processor`);
}

function report(which: string, told: readonly (readonly [own: number, there: number])[]): void {
  const sum = (side: 0 | 1) => told.reduce((all, each) => all + each[side], 0).toFixed(0);
  const cheaper = told.filter(([own, there]) => there < own).length;
  console.log(
    `${sum(0).padStart(7)} ${sum(1).padStart(11)}  ${told.length} panels, ${which}: ${cheaper} cheaper there`
  );
}
