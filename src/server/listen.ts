import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { Server as TlsServer } from 'node:tls';

/** What is reached by an address, and how that ends. */
export interface Listening {
  port: number;
  /** Takes no more connections, and waits for those that there are. */
  close(): Promise<void>;
}

/** So many doors lead to one address. */
const doors = 16;

/**
 * Opens an address to a server. Node takes one connection a turn of its loop at a door: where a turn draws a page, two
 * hundred people who come at once would be let in one page after the other, and with them whoever asks whether the
 * server is well. Linux lets several doors have one address; elsewhere there is one. An address that is taken is an
 * Error with the code of the system, as from `listen` itself.
 */
export async function listenAt(
  server: Server,
  listen: (options: { port: number; host: string; reusePort?: boolean }) => Promise<unknown>,
  { port, host }: { port: number; host: string }
): Promise<Listening> {
  const isShared = process.platform === 'linux';
  // Doors that share an address share it with those of another server too: so one is tried that does not.
  const own = isShared ? await freePort(port, host) : port;
  await listen({ port: own, host, ...(isShared && { reusePort: true }) });
  const { port: taken, address } = server.address() as AddressInfo;
  const as = { noDelay: true, allowHalfOpen: !(server instanceof TlsServer) };
  const others: Server[] = [];
  for (let door = 1; isShared && door < doors; door += 1) {
    const other = createServer(as, (socket) => server.emit('connection', socket));
    other.listen({ port: taken, host: address, reusePort: true });
    await once(other, 'listening');
    others.push(other);
  }
  const close = async (): Promise<void> => {
    await Promise.all(others.map((other) => new Promise<void>((resolve) => other.close(() => resolve()))));
  };
  return { port: taken, close };
}

async function freePort(port: number, host: string): Promise<number> {
  const probe = createServer();
  probe.listen({ port, host });
  await once(probe, 'listening');
  const { port: free } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return free;
}
