import type { FastifyRequest } from 'fastify';

/** Whether a page sent it as a form, without a program: it is answered by a page. */
export const wantsPage = ({ headers }: Pick<FastifyRequest, 'headers'>): boolean =>
  (headers.accept ?? '').split(',')[0]?.trim().startsWith('text/html') ?? false;
