import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#spec';
import { asking } from './asking.ts';
import type { Api } from './context.ts';
import { matches, tagOf } from './etag.ts';
import { rowsHeader, sendFinished, wholeOf, type Whole } from './finish.ts';
import { route, type AnswerOf, type RequestOf, type RouteSchema } from './route.ts';
import { answerKey, saidOf, worldOf, type World } from './world.ts';

/** Runs a handler that needs no data, and says the version and the tag as every answer does. */
export const tagged = <S extends RouteSchema>(
  api: Api,
  schema: S,
  work: (request: RequestOf<S>, reply: FastifyReply) => AnswerOf<S>
) =>
  route(schema, async (request, reply) => {
    const world = worldOf(api);
    if (isKnown(api, request, reply)) return reply.code(304).send();
    return answerOnce(api, request, reply, world, goneOf(reply), async () => wholeOf(await work(request, reply)));
  });

export const isRead = ({ method }: Pick<FastifyRequest, 'method'>): boolean => method === 'GET' || method === 'HEAD';

/**
 * Puts version, head of decisions and tag on an answer that follows from these,
 * this build, the reader and the address; true where the asker has it.
 */
export function isKnown(
  api: Api,
  request: FastifyRequest,
  reply: FastifyReply,
  version = api.warehouse.version(),
  decided = api.decisions.now()
): boolean {
  void reply.header('cache-control', isRead(request) ? 'private, no-cache' : 'no-store');
  if (version !== null) void reply.header('x-baijing-version', version);
  if (decided.head !== '') void reply.header('x-baijing-decisions', decided.head);
  if (api.build === null || !isRead(request)) return false;
  const { accept = '', 'if-none-match': known } = request.headers;
  const tag = tagOf(
    version ?? '',
    api.warehouse.mark(),
    decided.head,
    decided.fault ?? '',
    decided.papers ?? '',
    api.build,
    saidOf(api.reader(request)),
    request.url,
    accept
  );
  void reply.header('etag', tag);
  return matches(known, tag);
}

/** What an answer says of itself, whoever asks for it. */
const ofAnswer = ['cache-control', 'x-baijing-version', 'x-baijing-decisions', 'etag', 'preference-applied'];

/**
 * Sends what `make` answers: made once for all who ask at one time, and kept for those who ask later, unless the world
 * moved while it was made. `make` is called off when nobody waits for it any more.
 */
export async function answerOnce(
  api: Api,
  request: FastifyRequest,
  reply: FastifyReply,
  world: World,
  gone: AbortSignal,
  make: (signal: AbortSignal) => Promise<Whole>
): Promise<FastifyReply> {
  const headers = Object.fromEntries(
    ofAnswer.flatMap((name) => {
      const value = reply.getHeader(name);
      return value === undefined ? [] : [[name, String(value)]];
    })
  );
  const { etag: _etag, ...untagged } = headers;
  const made = async (signal: AbortSignal) => {
    const { type, disposition, body, isPassing, rows = null } = await make(signal);
    const finished = {
      status: 200,
      headers: {
        ...(isPassing ? untagged : headers),
        'content-type': type,
        ...(disposition === null ? {} : { 'content-disposition': disposition }),
        ...(rows === null ? {} : { [rowsHeader]: `${rows}` }),
      },
      body,
    };
    const isKept = api.build !== null && !isPassing && worldOf(api).stamp === world.stamp;
    return { finished, isKept };
  };
  const key = answerKey(api, request, world);
  const ask = () => api.kept.of(key, gone, made);
  // Whoever was let in is not refused because somebody else was, who asked first.
  const finished = await ask().catch((error: unknown) => {
    if (asking.getStore() && error instanceof Refusal && error.code === 'busy') return ask();
    throw error;
  });
  if (finished.headers.etag === undefined) void reply.removeHeader('etag');
  return sendFinished(api.kept, request, reply, finished);
}

/** Aborted when the asker has gone before the answer was sent, or the page that asks is not waited for any more. */
export function goneOf(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  const leave = () => gone.abort(new Refusal(499, 'aborted', '请求已取消。'));
  if (reply.raw.destroyed) leave();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) leave();
  });
  const page = asking.getStore();
  return page ? AbortSignal.any([gone.signal, page.signal]) : gone.signal;
}
