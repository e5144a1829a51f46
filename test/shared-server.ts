import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveWarehouse, type Served } from './browser/server.ts';

export interface SharedServer {
  /** Whoever asks here is told where the server of all files is. */
  door: string;
  stop(): Promise<void>;
}

/**
 * One server on a warehouse for all files of a run that only read it: it starts with the first that asks, and what it
 * made for one is there for the next.
 */
export async function offerServer(warehouse: string): Promise<SharedServer> {
  let served: Promise<Served> | null = null;
  const door = createServer((_request, response) => {
    served ??= serveWarehouse(warehouse);
    served.then(
      ({ address, start, pid }) => response.end(JSON.stringify({ address, start, pid })),
      (error: unknown) => response.writeHead(500).end(String(error))
    );
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  // The run does not wait for it.
  door.unref();
  return {
    door: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    async stop() {
      door.close();
      await (await served?.catch(() => null))?.stop();
    },
  };
}

/** The server of all files that only read the sample. */
export async function sharedServer(door: string): Promise<Omit<Served, 'stop'>> {
  const answer = await fetch(door);
  const said = await answer.text();
  if (!answer.ok) throw new Error(said);
  return JSON.parse(said) as Omit<Served, 'stop'>;
}
