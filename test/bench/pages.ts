import { loadavg } from 'node:os';
import { launchChromium } from '../programs/chromium.ts';
import { byBox, byLink } from './filters.ts';
import { serveFloor } from './floor.ts';
import { lines, type Line } from './line.ts';
import { visit, type Visit } from './visit.ts';

export interface PageRun {
  /** The address of a dashboard, or `floor …` for the floor of it. */
  page: string;
  line: Line;
  /** A reader was at each filter before it was set. */
  isPointedAt: boolean;
  visit: Visit;
  /** The load average when it began. */
  load: number;
}

export interface PagesOptions {
  /** Where the program serves. */
  address: string;
  rounds: number;
  paths?: readonly string[];
  over?: readonly Line[];
  log?: (message: string) => void;
}

/**
 * Visits each dashboard and its floor in turn, so many times over, fast and slow: what is compared is
 * measured beside each other, whatever else the machine does meanwhile. Each visitor was never there before; the server
 * has answered everything once.
 */
export async function benchPages({
  address,
  rounds,
  paths,
  over = lines,
  log = () => {},
}: PagesOptions): Promise<PageRun[]> {
  const listed = paths ?? (await narrowedByCity(address, await dashboardsOf(address)));
  const cities = await citiesOf(address);
  const values = [cities[1]!, cities[2]!] as const;
  const all = listed.flatMap((path) => [path, ...values.map((city) => `${path}?city=${encodeURIComponent(city)}`)]);
  for (const path of all) await (await fetch(new URL(path, address), { headers: { accept: 'text/html' } })).text();
  const floor = await serveFloor(address, all);
  const browser = await launchChromium();
  const runs: PageRun[] = [];
  try {
    for (let round = 0; round < rounds; round++)
      for (const line of over)
        for (const path of listed) {
          const load = loadavg()[0]!;
          const bare = await visit(browser, floor.address + path, { line, values, filter: byLink });
          const cold = await visit(browser, address + path, { line, values, filter: byBox });
          const meant = await visit(browser, address + path, { line, values, filter: byBox, isPointedAt: true });
          runs.push(
            { page: `floor ${path}`, line, isPointedAt: false, visit: bare, load },
            { page: path, line, isPointedAt: false, visit: cold, load },
            { page: path, line, isPointedAt: true, visit: meant, load }
          );
          log(`${round + 1}/${rounds} ${line} ${path}: ${Math.round(cold.drawn)} ms, floor ${Math.round(bare.drawn)}`);
        }
  } finally {
    await Promise.all([browser.close(), floor.close()]);
  }
  return runs;
}

async function dashboardsOf(address: string): Promise<string[]> {
  const all = (await (await fetch(`${address}/api/dashboards`)).json()) as { name: string }[];
  return all.map(({ name }, at) => (at === 0 ? '/' : `/${name}`));
}

/** The pages that a city narrows: a page that sets all cities beside one another has no box of one. */
async function narrowedByCity(address: string, paths: readonly string[]): Promise<string[]> {
  const texts = await Promise.all(
    paths.map(async (path) => (await fetch(new URL(path, address), { headers: { accept: 'text/html' } })).text())
  );
  return paths.filter((_, at) => texts[at]?.includes('name="city"'));
}

async function citiesOf(address: string): Promise<readonly string[]> {
  const filters = (await (await fetch(`${address}/api/filters`)).json()) as { name: string; values: string[] }[];
  return filters.find(({ name }) => name === 'city')!.values;
}
