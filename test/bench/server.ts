import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { serveWarehouse } from '../browser/server.ts';
import { burst, type Burst } from './burst.ts';
import { load } from './load.ts';
import { cases, lineOf, type Case, type Line } from './server-cases.ts';

export interface ServerResults {
  lines: Line[];
  bursts: Burst[];
  /** The load average before and after. */
  busy: [before: number, after: number];
}

/** Measures the server on a warehouse beside its floors, in turns, so that each meets the same machine. */
export async function benchServer(
  warehouse: string,
  { rounds, seconds, connections }: { rounds: number; seconds: number; connections: number }
): Promise<ServerResults> {
  const served = await serveWarehouse(warehouse);
  const sizes = new Map<Case, number>();
  for (const each of cases) {
    const { headers } = await ask(served.address, each);
    sizes.set(each, each.isKnown ? least : Number(headers.get('content-length')));
  }
  const floors = await startFloors([...sizes.values()]);
  const before = loadavg()[0] ?? NaN;
  try {
    const measured = new Map<
      Case,
      { own: Awaited<ReturnType<typeof load>>; floor: Awaited<ReturnType<typeof load>> }[]
    >();
    for (let round = 0; round < rounds; round += 1)
      for (const each of cases) {
        const headers = each.isPage ? html : json;
        const { headers: sent } = await ask(served.address, each);
        const known: Record<string, string> = each.isKnown ? { 'if-none-match': sent.get('etag') ?? '' } : {};
        const own = await load({
          address: served.address,
          path: each.path,
          headers: { ...headers, ...known },
          connections,
          seconds,
        });
        const path = `/${each.floor}/${sizes.get(each)}`;
        const floor = await load({
          address: floors.address,
          path,
          headers: { ...headers, ...known },
          connections,
          seconds,
        });
        const wrong = Object.keys(own.statuses).filter((status) => status !== (each.isKnown ? '304' : '200'));
        if (wrong.length > 0) throw new Error(`${each.name}: ${JSON.stringify(own.statuses)}`);
        measured.set(each, [...(measured.get(each) ?? []), { own, floor }]);
      }
    const bursts: Burst[] = [];
    for (const path of ['/', '/funding', '/projects', '/compliance'])
      bursts.push(await burst(served.address, `${path}?from=${bursts.length}`, 200));
    return {
      lines: Array.from(measured, ([each, all]) => lineOf(each, all)),
      bursts,
      busy: [before, loadavg()[0] ?? NaN],
    };
  } finally {
    floors.stop();
    await served.stop();
  }
}

const html = { accept: 'text/html', 'accept-encoding': 'identity' };
const json = { accept: 'application/json', 'accept-encoding': 'identity' };

const ask = (address: string, { path, isPage }: Case) => fetch(`${address}${path}`, { headers: isPage ? html : json });

/** Bytes of the JSON that an answer without a body is measured beside. */
const least = 15;

async function startFloors(sizes: readonly number[]) {
  const child = spawn(process.execPath, ['test/bench/server-floor.ts', ...new Set(sizes.map(String))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return { address: `http://127.0.0.1:${Number(port.toString())}`, stop: () => child.kill() };
}
