import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';

/** A tag for an answer that follows from these parts alone. Weak, because compression changes the bytes. */
export function tagOf(...parts: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
  return `W/"${hash.slice(0, 22)}"`;
}

/** Whether `If-None-Match` names the tag, in either strength. `*` names none: see `answerAnyTag`. */
export function matches(header: string | undefined, tag: string): boolean {
  if (header === undefined || header === tag) return header === tag;
  const opaque = tag.replace(/^W\//, '');
  return header.split(',').some((each) => each.trim().replace(/^W\//, '') === opaque);
}

/** `If-None-Match: *`: 304 where there is an answer, and only there. */
export function answerAnyTag(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const isAny = request.headers['if-none-match']?.trim() === '*';
    if (!isAny || reply.statusCode !== 200 || !reply.hasHeader('etag')) return done(null, payload);
    if (payload instanceof Readable) payload.destroy();
    void reply
      .code(304)
      .removeHeader('content-type')
      .removeHeader('content-length')
      .removeHeader('content-disposition')
      .removeHeader('content-encoding');
    done(null, '');
  });
}
