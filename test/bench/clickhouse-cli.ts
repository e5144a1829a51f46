import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fill, readingOf, versionToFill } from '#clickhouse';
import { answerPanel, inliningMetrics, readCatalog, readDashboards } from '#query';
import { everything } from '#spec';
import { openFile, readCurrent, warehouseFile, type Reading } from '#warehouse';
import { chdb } from '../programs/chdb.ts';

const usage = `npm run bench:clickhouse -- --warehouse DIR [--times N]
  what a fill costs, and what each panel costs in DuckDB and in ClickHouse (chDB), in milliseconds of the processor`;

const { values } = parseArgs({
  options: {
    warehouse: { type: 'string', default: 'data/warehouse' },
    times: { type: 'string', default: '3' },
    help: { type: 'boolean', short: 'h' },
  },
});

if (values.help) console.log(usage);
else await bench(values.warehouse, Number(values.times));

/** Milliseconds of the processor that something takes in this process: both engines run in it. */
async function cost<T>(work: () => Promise<T>): Promise<{ cpu: number; wall: number; value: T }> {
  const [before, begun] = [process.cpuUsage(), performance.now()];
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { cpu: (user + system) / 1000, wall: performance.now() - begun, value };
}

async function bench(warehouse: string, times: number): Promise<void> {
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
  console.log(' DuckDB  ClickHouse  (ms of the processor; the least of so many)');
  const sums = { own: 0, there: 0, panels: 0 };
  for (const { name, queries } of (await readDashboards('dashboards')).values())
    for (const [key, query] of queries) {
      const least = async (reading: Reading) => {
        const ask = async () =>
          await (
            await answerPanel(
              { reading: inliningMetrics(reading, catalog), deadline: { seconds: 120 } },
              catalog,
              query,
              view
            )
          ).result.rows();
        await ask();
        let best = Infinity;
        for (let turn = 0; turn < times; turn += 1) best = Math.min(best, (await cost(ask)).cpu);
        return best;
      };
      const [a, b] = [await least(local), await least(there)];
      sums.own += a;
      sums.there += b;
      sums.panels += 1;
      console.log(`${a.toFixed(1).padStart(7)} ${b.toFixed(1).padStart(11)}  ${name}/${key}`);
    }
  console.log(`${sums.own.toFixed(0).padStart(7)} ${sums.there.toFixed(0).padStart(11)}  all ${sums.panels} panels`);
  local.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
}
