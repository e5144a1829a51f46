import type { FastifyReply, FastifyRequest } from 'fastify';
import { can } from '#access';
import { pageBack } from './page-back.ts';
import { whoOf, type Office } from './office.ts';
import type { Who } from './who.ts';

/** What everybody is shown: the way in, how one comes in, and what pages are drawn with. */
const open = /^\/(?:sign-in|guide|theme|_app)(?:[/?]|$)|^\/[^/?]+\.(?:svg|png|ico|txt|webmanifest)(?:\?|$)/;
/** Where who has only half signed in goes on. */
const own = /^\/account(?:[/?]|$)/;

/**
 * Leads whoever opens a page and has not signed in to where they do, and back afterwards; null where the page is theirs
 * to open. What stands in it, the API says.
 */
export function turnedAway(office: Office | null, request: FastifyRequest, reply: FastifyReply): FastifyReply | null {
  if (office === null || open.test(request.url)) return null;
  const to = wayIn(whoOf(office, request), request.url);
  if (to === null) return null;
  void reply.header('cache-control', 'no-store');
  // The page's own program asks for its data, and is told where to go in its own words.
  if (/\/__data\.json(?:\?|$)/.test(request.url))
    return reply.type('application/json; charset=utf-8').send(JSON.stringify({ type: 'redirect', location: to }));
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return reply.code(401).type('text/plain; charset=utf-8').send('请先登录。');
  return reply.code(303).header('location', to).send();
}

function wayIn({ by, reader, session }: Who, url: string): string | null {
  const stage = by === 'session' ? session?.stage : by === 'nobody' ? undefined : 'open';
  // Who tends accounts alone begins with them.
  if (stage === 'open') return url === '/' && !can(reader, 'sums') && can(reader, 'accounts') ? '/accounts' : null;
  if (stage === 'password' || stage === 'factor') return own.test(url) ? null : '/account';
  const page = pageBack(pageOf(url));
  return page === '/' ? '/sign-in' : `/sign-in?back=${encodeURIComponent(page)}`;
}

/** The page that its own program asks the data of. */
const pageOf = (url: string): string =>
  url
    .replace(/\/__data\.json(?=\?|$)/, '')
    .replace(/([?&])x-sveltekit-[^&]*&?/g, '$1')
    .replace(/[?&]$/, '')
    .replace(/^(?=\?|$)/, '/');
