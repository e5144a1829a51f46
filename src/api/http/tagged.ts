import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Api } from './context.ts';
import { matches, tagOf } from './etag.ts';
import { route, type AnswerOf, type RequestOf, type RouteSchema } from './route.ts';

/** Runs a handler that needs no data, and says the version and the tag as every answer does. */
export const tagged = <S extends RouteSchema>(
  api: Api,
  schema: S,
  work: (request: RequestOf<S>, reply: FastifyReply) => AnswerOf<S>
) =>
  route(schema, async (request, reply) =>
    isKnown(api, request, reply) ? reply.code(304).send() : work(request, reply)
  );

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
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  void reply.header('cache-control', isRead ? 'private, no-cache' : 'no-store');
  if (version !== null) void reply.header('x-baijing-version', version);
  if (decided.head !== '') void reply.header('x-baijing-decisions', decided.head);
  if (api.build === null || !isRead) return false;
  const { accept = '', 'if-none-match': known } = request.headers;
  const tag = tagOf(
    version ?? '',
    api.warehouse.warning() ?? '',
    decided.head,
    decided.fault ?? '',
    api.build,
    JSON.stringify(api.reader(request)),
    request.url,
    accept
  );
  void reply.header('etag', tag);
  return matches(known, tag);
}
