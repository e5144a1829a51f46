import { connect, type Socket } from 'node:net';

/** What came of asking for one address over and over. */
export interface Measured {
  /** Answers a second. */
  rate: number;
  /** Milliseconds within which half of them, and 99 of 100, came. */
  p50: number;
  p99: number;
  /** How many of each status. */
  statuses: Readonly<Record<string, number>>;
}

export interface Load {
  /** Of the server: `http://127.0.0.1:3000`. */
  address: string;
  path: string;
  headers?: Readonly<Record<string, string>>;
  connections: number;
  seconds: number;
}

/** Asks over so many connections, on each the next as soon as the last was answered. */
export async function load({ address, path, headers = {}, connections, seconds }: Load): Promise<Measured> {
  const { hostname, port, host } = new URL(address);
  const said = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const asks = Buffer.from(`GET ${path} HTTP/1.1\r\n${said.join('')}\r\n`);
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  const begun = performance.now();
  const until = begun + seconds * 1000;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      const answer = answersOf(socket);
      try {
        while (performance.now() < until) {
          const asked = performance.now();
          socket.write(asks);
          const status = await answer();
          times.push(performance.now() - asked);
          statuses[status] = (statuses[status] ?? 0) + 1;
        }
      } finally {
        socket.destroy();
      }
    })
  );
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { rate: times.length / ((performance.now() - begun) / 1000), p50: at(0.5), p99: at(0.99), statuses };
}

/** The answers on a connection, one after the other: the status of each once its last byte has come. */
function answersOf(socket: Socket): () => Promise<string> {
  let held: Buffer = Buffer.alloc(0);
  let wanted = -1;
  let status = '';
  let next = coming();
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    if (wanted < 0) {
      const end = held.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = held.toString('latin1', 0, end);
      status = head.slice(9, 12);
      const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
      if (length === undefined && status !== '304') socket.destroy(new Error(`an answer without a length: ${head}`));
      wanted = end + 4 + Number(length ?? 0);
    }
    if (held.length < wanted) return;
    held = held.subarray(wanted);
    wanted = -1;
    next.resolve(status);
  });
  socket.on('error', (error) => next.reject(error));
  socket.on('close', () => next.reject(new Error('the connection was closed')));
  return async () => {
    try {
      return await next.promise;
    } finally {
      next = coming();
    }
  };
}

/** An answer to come; one that nobody waits for any more may fail. */
function coming(): PromiseWithResolvers<string> {
  const next = Promise.withResolvers<string>();
  next.promise.catch(() => undefined);
  return next;
}
