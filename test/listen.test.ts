import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { listenAt, type Listening } from '#server/listen.ts';

const open: Listening[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function serverOf(answer: Parameters<typeof createServer>[1], port = 0) {
  const server = createServer(answer);
  const listening = await listenAt(
    server,
    async (options) => {
      server.listen(options);
      await once(server, 'listening');
    },
    { port, host: '127.0.0.1' }
  );
  const close = async () => {
    const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
    await Promise.all([closed, listening.close()]);
  };
  open.push({ port: listening.port, close: () => close().catch(() => undefined) });
  return { server, port: listening.port, close };
}

/** Asks so many times at once, each on a connection of its own, in a process that is not the server's. */
async function crowd(port: number, count: number): Promise<void> {
  const code = `const { get } = await import('node:http');
    await Promise.all(Array.from({ length: ${count} }, () => new Promise((resolve) =>
      get({ port: ${port}, agent: false }, (answer) => answer.resume().on('end', resolve)))));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'inherit' });
  expect(await once(child, 'exit')).toEqual([0, null]);
}

test.runIf(process.platform === 'linux')(
  'a crowd is let in within a few turns of the loop, not one a turn',
  async () => {
    let [turns, first, last] = [0, 0, 0];
    const { port } = await serverOf((_, reply) => {
      first ||= turns;
      last = turns;
      reply.end('ok');
    });
    // Each turn takes as long as a page does.
    let isBusy = true;
    const turn = () => {
      const until = performance.now() + 10;
      while (performance.now() < until);
      turns += 1;
      if (isBusy) setImmediate(turn);
    };
    turn();
    await crowd(port, 200);
    isBusy = false;
    expect(last - first).toBeLessThan(100);
  }
);

test('an address that is taken is told so, by whoever comes second', async () => {
  const { port } = await serverOf((_, reply) => reply.end('first'));
  await expect(serverOf((_, reply) => reply.end('second'), port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  const answers = await Promise.all(
    Array.from({ length: 40 }, async () => (await fetch(`http://127.0.0.1:${port}`)).text())
  );
  expect(new Set(answers)).toEqual(new Set(['first']));
});

test('closing waits for what was asked at any door, and then the address is free', async () => {
  const waiting: (() => void)[] = [];
  const { port, close } = await serverOf((_, reply) => void waiting.push(() => reply.end('whole')));
  const asked = Array.from(
    { length: 40 },
    () =>
      new Promise<string>((resolve, reject) => {
        const asking = get({ port, agent: false }, (answer) => {
          let said = '';
          answer.on('data', (block: Buffer) => (said += String(block))).on('end', () => resolve(said));
        });
        asking.on('error', reject);
      })
  );
  while (waiting.length < 40) await sleep(5);
  let isClosed = false;
  const closing = close().then(() => (isClosed = true));
  await sleep(50);
  expect(isClosed).toBe(false);
  for (const answer of waiting) answer();
  expect(new Set(await Promise.all(asked))).toEqual(new Set(['whole']));
  await closing;
  await serverOf((_, reply) => reply.end(), port);
});
