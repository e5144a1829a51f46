import { once } from 'node:events';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { fastify, type FastifyInstance } from 'fastify';
import { afterEach, expect, test } from 'vitest';
import type { RecordedEvent } from '#store';
import { measure } from '../../src/api/http/measure.ts';
import { recordUse } from '../../src/api/http/record-use.ts';
import type { Api } from '../../src/api/http/context.ts';
import { readerOf } from '../readers.ts';

let app: FastifyInstance;
afterEach(() => app.close());

const division = readerOf({}, ['rows', 'files', 'settings'], 'division');

/** A file that no socket holds, and an answer that is long in coming. */
async function open() {
  const told: RecordedEvent[] = [];
  const api = {
    reader: () => division,
    record: (event: RecordedEvent) => void told.push(event),
    warehouse: { version: () => 'V', faults: () => [] },
    kept: { bytes: () => 0 },
    decisions: { now: () => ({ fault: null }) },
  } as unknown as Api;
  app = fastify();
  measure(app, api);
  recordUse(app, api);
  app.get('/api/projects.csv', (_request, reply) =>
    reply.type('text/csv').send(Readable.from(Array.from({ length: 4000 }, () => `${'9'.repeat(10_000)}\n`)))
  );
  app.get('/api/late.csv', () => new Promise<string>((give) => void setTimeout(give, 60_000, '').unref()));
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  return { told, address, port: Number(new URL(address).port) };
}

async function hangUp(port: number, path: string, after: 'bytes' | 'asking'): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`);
  if (after === 'bytes') await once(socket, 'data');
  else await expect.poll(() => openRequests()).toBe(1);
  socket.destroy();
}

const metrics = async () => (await app.inject('/metrics')).body;
/** Those that are open beside the one that asks. */
const openRequests = async () => Number(/^baijing_requests_open (\d+)$/m.exec(await metrics())?.[1]) - 1;

test('a file that is broken off has been taken in part: it is on record', async () => {
  const { told, port } = await open();
  await hangUp(port, '/api/projects.csv?city=x', 'bytes');
  await expect
    .poll(() => told)
    .toMatchObject([
      {
        event: 'exported',
        by: 'division',
        details: { what: '/api/projects.csv', filters: ['city=x'], isBrokenOff: true },
      },
    ]);
});

test('one that is taken whole is told so, once', async () => {
  const { told, address } = await open();
  await (await fetch(`${address}/api/projects.csv`)).arrayBuffer();
  await expect.poll(() => told.length).toBe(1);
  expect(told[0]?.details).not.toHaveProperty('isBrokenOff');
});

test('who hangs up waits no longer, and took nothing', async () => {
  const { told, port } = await open();
  for (let times = 0; times < 3; times++) {
    await hangUp(port, '/api/late.csv', 'asking');
    await expect.poll(openRequests).toBe(0);
  }
  expect(await metrics()).toMatch(/route="\/api\/late\.csv",status="499"\} 3$/m);
  expect(told).toEqual([]);
});
