import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { chunksOf, collect, encodingFor, type Body, type Finished, type Kept } from '#kept';
import { matches } from './etag.ts';

/** An answer that is a file, or a table that is sent as one: read to its end before a byte of it goes out. */
export class FileAnswer {
  readonly type: string;
  /** `Content-Disposition`, where it is to be saved. */
  readonly disposition: string | null;
  readonly chunks: AsyncIterable<string | Uint8Array>;
  /** Whether it may be another one though nothing was published, and is kept for nobody. */
  readonly isPassing: boolean;
  /** How many rows of a table it holds, once it was read to its end; null where it is no table. */
  readonly rows: () => number | null;

  constructor(
    type: string,
    disposition: string | null,
    chunks: AsyncIterable<string | Uint8Array>,
    { isPassing = false, rows = (): number | null => null } = {}
  ) {
    this.type = type;
    this.disposition = disposition;
    this.chunks = chunks;
    this.isPassing = isPassing;
    this.rows = rows;
  }
}

/** An answer that may be another one at the next moment, though nothing was published: it is told to nobody else. */
export class Passing<A extends object> {
  readonly answer: A;

  constructor(answer: A) {
    this.answer = answer;
  }
}

const json = 'application/json; charset=utf-8';

/** An answer to its last byte: what it was made from may be let go of. */
export interface Whole {
  type: string;
  disposition: string | null;
  body: Body;
  isPassing: boolean;
  /** Of a file that is a table. */
  rows?: number | null;
}

/** Takes what a handler answers to its end. */
export async function wholeOf(answer: unknown): Promise<Whole> {
  if (answer instanceof FileAnswer) {
    const { type, disposition, chunks, isPassing } = answer;
    const body = await collect(chunks);
    return { type, disposition, body, isPassing, rows: answer.rows() };
  }
  const isPassing = answer instanceof Passing;
  const body = Buffer.from(JSON.stringify(isPassing ? answer.answer : answer));
  return { type: json, disposition: null, body, isPassing };
}

/** What whoever has an answer is told again: the rest they keep with it. */
export const isOfKnown = (name: string): boolean =>
  /^(?:etag|cache-control|vary|preference-applied|x-baijing-.*)$/.test(name);

const taken = new WeakMap<object, number>();

/** How many rows of a table a request is about to take away, for the record. */
export function noteRows({ raw }: Pick<FastifyRequest, 'raw'>, { headers }: Pick<Finished, 'headers'>): void {
  const rows = headers[rowsHeader];
  if (rows !== undefined) taken.set(raw, Number(rows));
}

/** How many it took; null where nobody counted. */
export const rowsTaken = ({ raw }: Pick<FastifyRequest, 'raw'>): number | null => taken.get(raw) ?? null;

/** Says of a file how many rows of the table it holds. */
export const rowsHeader = 'x-baijing-rows';

/** Sends what is finished to one of those who wait for it, or says that they have it. */
export function sendFinished(
  kept: Kept,
  request: FastifyRequest,
  reply: FastifyReply,
  finished: Finished
): FastifyReply | Promise<FastifyReply> {
  const { status, headers, body } = finished;
  noteRows(request, finished);
  const { 'if-none-match': known, 'accept-encoding': accepted } = request.headers;
  if (headers.etag !== undefined && known !== undefined && matches(known, headers.etag)) {
    for (const name in headers) if (isOfKnown(name)) void reply.header(name, headers[name]);
    if (!Buffer.isBuffer(body)) body.release();
    return reply.code(304).send();
  }
  void reply.code(status).headers(headers);
  if (!Buffer.isBuffer(body)) {
    const stream = Readable.from(chunksOf(body), { objectMode: false });
    stream.once('close', body.release);
    return reply.send(stream);
  }
  const encoding = encodingFor(accepted?.toString(), headers['content-type'] ?? '', body.length);
  if (encoding === null) return reply.send(body);
  return kept
    .encoded(finished, body, encoding)
    .then((encoded) => reply.header('content-encoding', encoding).send(encoded));
}
