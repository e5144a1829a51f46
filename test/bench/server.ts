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
  const html = { accept: 'text/html', 'accept-encoding': 'identity' };
  const page = await (await fetch(`${served.address}/quota`, { headers: html })).arrayBuffer();
  const floors = await startFloors(page.byteLength);
  const before = loadavg()[0] ?? NaN;
  try {
    const measured = new Map<
      Case,
      { own: Awaited<ReturnType<typeof load>>; floor: Awaited<ReturnType<typeof load>> }[]
    >();
    for (let round = 0; round < rounds; round += 1)
      for (const each of cases) {
        const headers = each.isPage ? html : { accept: 'application/json' };
        const { headers: sent } = await fetch(`${served.address}${each.path}`, { headers });
        const known: Record<string, string> = each.isKnown ? { 'if-none-match': sent.get('etag') ?? '' } : {};
        const own = await load({
          address: served.address,
          path: each.path,
          headers: { ...headers, ...known },
          connections,
          seconds,
        });
        const floor = await load({ ...floors[each.floor], headers, connections, seconds });
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

async function startFloors(bytes: number) {
  const child = spawn(process.execPath, ['test/bench/server-floor.ts', String(bytes)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const [bare, same] = JSON.parse(said.toString()) as [number, number];
  return {
    json: { address: `http://127.0.0.1:${bare}`, path: '/json' },
    page: { address: `http://127.0.0.1:${same}`, path: '/page' },
    stop: () => child.kill(),
  };
}
