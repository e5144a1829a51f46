import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { seat } from '#access';
import { createApp } from '#api';
import { recordFile } from '#pipeline';
import { readDashboards } from '#query';
import { followDecisions } from '#store';
import { followWarehouse } from '#warehouse';

/** What a read cost: of the first time, and of the cheapest of the times after it. */
export interface Read {
  path: string;
  status: number;
  /** Milliseconds of the processor, DuckDB's threads among them. */
  cold: number;
  warm: number;
  /** Milliseconds by the clock. */
  wall: number;
  bytes: number;
  /** Of the answer without the version: equal answers have the same. */
  digest: string;
  /** Bytes that the process held after it, in MB. */
  resident: number;
}

/**
 * What is asked of lists, panels and judgements, each with nothing kept: what a reader waits for who is the first of a
 * version to ask.
 */
export async function pathsOf(dashboards: string): Promise<string[]> {
  const panels = Array.from(await readDashboards(dashboards), ([name, { queries }]) =>
    [...queries.keys()].map((panel) => `/api/dashboards/${name}/${panel}.json`)
  ).flat();
  return [...lists, ...panels];
}

const lists = [
  '/api/filters',
  '/api/projects?limit=50',
  '/api/projects?limit=50&city=济南市&batch=2025',
  '/api/projects?limit=50&verdict=fail',
  '/api/projects?limit=50&sort=-failed',
  '/api/projects?limit=50&sort=-total_investment&offset=500',
  '/api/projects?limit=50&search=智能',
  '/api/projects?limit=50&search=智能&batch=2025',
  '/api/findings?limit=50',
  '/api/findings?limit=50&decision=open&decision=reopened',
  '/api/findings?limit=50&verdict=pass',
  '/api/findings?limit=50&city=济南市',
  '/api/compliance',
  '/api/compliance?batch=2025',
  '/api/organisations?limit=50',
  '/api/organisations?limit=50&search=智能',
  '/api/organisations?limit=50&city=济南市',
  '/api/groups?limit=100',
  '/api/support',
  '/api/repeats?limit=50',
  '/api/repeats?limit=50&search=智能',
  '/api/query?metrics=leverage.median,investment_completion_rate.median&by=city',
  '/api/query?metrics=leverage.median,investment_completion_rate.median&by=direction&batch=2025',
  '/api/query?metrics=quota_used,listed,leverage&by=city',
  '/api/query?metrics=projects&by=county',
  '/api/notices',
  '/api/notices/compare',
  '/api/explain?metric=verified_investment',
  '/api/explain?metric=leverage.median',
  '/api/explain?metric=quota_used&city=济南市&batch=2025',
  '/api/explain?metric=failed&of=findings&only=rule:late_submission',
];

/** Asks each address so many times of one open version, in this process. */
export async function benchReads(
  warehouse: string,
  { times, only, dashboards = 'dashboards' }: { times: number; only?: RegExp; dashboards?: string },
  onRead: (read: Read) => void = () => {}
): Promise<Read[]> {
  const followed = await followWarehouse(warehouse, { log: () => {} });
  const decisions = followDecisions(recordFile(warehouse));
  const content = await readDashboards(dashboards);
  const app = await createApp({
    reader: () => seat,
    warehouse: followed,
    dashboards: () => Promise.resolve(content),
    build: null,
    kept: { bytes: 0 },
    decisions,
  });
  try {
    const reads: Read[] = [];
    for (const path of (await pathsOf(dashboards)).filter((each) => only?.test(each) ?? true)) {
      const costs: { cpu: number; wall: number }[] = [];
      let answer = { statusCode: 0, body: '' };
      for (let i = 0; i < times; i += 1) {
        const before = process.cpuUsage();
        const begun = performance.now();
        answer = await app.inject({ url: path, headers: { host: '127.0.0.1' } });
        const wall = performance.now() - begun;
        const { user, system } = process.cpuUsage(before);
        costs.push({ cpu: (user + system) / 1000, wall });
      }
      const [first, ...later] = costs;
      const read: Read = {
        path,
        status: answer.statusCode,
        cold: first!.cpu,
        warm: Math.min(...(later.length > 0 ? later : costs).map(({ cpu }) => cpu)),
        wall: Math.min(...costs.map(({ wall }) => wall)),
        bytes: answer.body.length,
        digest: createHash('sha256').update(answer.body.replaceAll(versions, 'version')).digest('hex').slice(0, 12),
        resident: residentNow(),
      };
      reads.push(read);
      onRead(read);
    }
    return reads;
  } finally {
    await app.close();
    decisions.close();
    followed.close();
  }
}

const versions = /\d{8}T\d{6}-[0-9a-f]{8}/g;

const residentNow = (): number =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024);
