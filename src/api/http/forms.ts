import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#spec';
import { plainPage, plainPolicy } from './plain-page.ts';
import { wantsPage } from './wants-page.ts';

/** What came of a form: what a program is answered, and the page that a person goes on to. */
export interface Done<A> {
  answer: A;
  to: string;
  /** What is told once and on no page that could be opened again. */
  once?: { title: string; message: string; way: string };
}

/**
 * Answers what was sent by a form with a page: the next one, or the same with why it was refused. A program is answered
 * as always.
 */
export async function onForm<A>(
  request: Pick<FastifyRequest, 'headers'>,
  reply: FastifyReply,
  again: (problem: string) => string,
  work: () => Promise<Done<A>>
): Promise<A | FastifyReply> {
  void reply.header('cache-control', 'no-store');
  if (!wantsPage(request)) {
    const { answer } = await work().catch((error: unknown) => {
      throw waiting(reply, error);
    });
    void reply.code(201);
    return answer;
  }
  try {
    const { to, once } = await work();
    if (once === undefined) return await reply.code(303).header('location', to).send();
    void reply.header('content-security-policy', plainPolicy).type('text/html; charset=utf-8');
    return await reply.code(201).send(plainPage(once.title, once.message, [[to, once.way]]));
  } catch (error) {
    if (!(error instanceof Refusal) || (error.status >= 500 && error.status !== 503)) throw error;
    return reply.code(303).header('location', again(error.code)).send();
  }
}

function waiting(reply: FastifyReply, error: unknown): unknown {
  const seconds = error instanceof Refusal ? error.details?.retryAfter : undefined;
  if (typeof seconds === 'number') void reply.header('retry-after', String(seconds));
  return error;
}
