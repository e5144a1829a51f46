import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#spec';
import { backward, plainPage, plainPolicy } from './plain-page.ts';
import { route, type RequestOf, type RouteSchema, type Said } from './route.ts';
import { wantsPage } from './wants-page.ts';

/** What came of a form: what a program is answered, and the page that a person goes on to. */
export interface Done<A> {
  answer: A;
  to: string;
  /** What is told once and on no page that could be opened again. */
  once?: { title: string; message: string; way: string };
}

/** The options of a route that a form is sent to (`onForm`): `work` says what came of it. */
export const formRoute = <S extends RouteSchema>(
  schema: S,
  work: (request: RequestOf<S>, reply: FastifyReply) => Promise<Done<Said<S>>>,
  again: (problem: string, request: RequestOf<S>) => string | null = () => null
) =>
  route(schema, (request, reply) =>
    onForm(
      request,
      reply,
      (problem) => again(problem, request),
      () => work(request, reply)
    )
  );

/**
 * Answers what was sent by a form with a page: the next one, the same with why it was refused (`again`, by the code)
 * or, where that is null, one that says it in its own words. A program is answered as always.
 */
export async function onForm<A>(
  request: Pick<FastifyRequest, 'headers'>,
  reply: FastifyReply,
  again: (problem: string) => string | null,
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
    const page = again(error.code);
    if (page !== null) return reply.code(303).header('location', page).send();
    void reply.header('content-security-policy', plainPolicy).type('text/html; charset=utf-8');
    return reply.code(error.status).send(plainPage('没有做成', `${error.message}　${backward}`, []));
  }
}

function waiting(reply: FastifyReply, error: unknown): unknown {
  const seconds = error instanceof Refusal ? error.details?.retryAfter : undefined;
  if (typeof seconds === 'number') void reply.header('retry-after', String(seconds));
  return error;
}
