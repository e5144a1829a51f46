import type { ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { encodingFor, type Finished } from '#kept';
import type { Api } from './context.ts';
import { isOfKnown, noteRows, sendFinished } from './finish.ts';
import { matches } from './etag.ts';
import { harden, headersOf, isApi } from './guard.ts';
import { isPage, pageKey } from './pages.ts';
import { isRead } from './tagged.ts';
import { answerKey, moveWorld, worldOfMoment } from './world.ts';

/**
 * Answers what is kept before anything else is done for it: what it was asked for, and by whom, was looked at when it
 * was made. Over the network it is written as it lies there, past all that is done for an answer that is made.
 */
export function answerKept(app: FastifyInstance, api: Api): void {
  if (api.build === null) return;
  app.addHook('onSend', (request, _reply, payload, done) => {
    if (!isRead(request)) moveWorld(api);
    done(null, payload);
  });
  app.addHook('onRequest', (request, reply, done) => {
    const key = keyOf(api, request);
    const finished = key === null ? undefined : api.kept.find(key);
    if (!finished) return done();
    if (request.socket instanceof Socket && request.headers['if-none-match'] !== '*')
      return write(api, request, reply, finished);
    harden(request, reply, api.warehouse.version());
    void sendFinished(api.kept, request, reply, finished);
  });
}

function keyOf(api: Api, request: FastifyRequest): string | null {
  if (request.method !== 'GET') return null;
  if (isApi(request.url)) return answerKey(api, request, worldOfMoment(api, request));
  return isPage(request) ? pageKey(api, request, worldOfMoment(api, request)) : null;
}

function write(api: Api, request: FastifyRequest, reply: FastifyReply, finished: Finished): void {
  const { 'if-none-match': known, 'accept-encoding': accepted } = request.headers;
  const { whole, known: again } = linesOf(finished, request.url);
  const { etag, 'content-type': type = '' } = finished.headers;
  const body = finished.body as Buffer;
  noteRows(request, finished);
  reply.hijack();
  const head = (status: number, lines: readonly string[]) =>
    reply.raw.writeHead(status, [...lines, 'x-request-id', request.id]);
  const send = (lines: readonly string[], bytes: Buffer) =>
    end(head(finished.status, [...lines, 'content-length', `${bytes.length}`]), bytes);
  if (etag !== undefined && matches(known, etag)) return void head(304, again).end();
  const encoding = encodingFor(accepted?.toString(), type, body.length);
  if (encoding === null) return send(whole, body);
  api.kept.encoded(finished, body, encoding).then(
    (encoded) => send([...whole, 'content-encoding', encoding], encoded),
    () => reply.raw.destroy()
  );
}

/** Bytes up to which head and body go out in one call of the system: as letters that are a byte each. */
const small = 32_768;
const letters = new WeakMap<Buffer, string>();

function end(response: ServerResponse, bytes: Buffer): void {
  if (bytes.length > small) return void response.end(bytes);
  const text = letters.get(bytes) ?? bytes.toString('latin1');
  letters.set(bytes, text);
  response.end(text, 'latin1');
}

interface Lines {
  whole: readonly string[];
  /** For whoever has it already. */
  known: readonly string[];
}

const lines = new WeakMap<Finished, Lines>();

/** The head of an answer as it is written, name after value. */
function linesOf(finished: Finished, url: string): Lines {
  const there = lines.get(finished);
  if (there) return there;
  const ours = headersOf(url);
  const all = Object.entries({ ...ours, ...finished.headers });
  const made = { whole: all.flat(), known: all.filter(([name]) => isOfKnown(name)).flat() };
  lines.set(finished, made);
  return made;
}
