import type { FastifyReply } from 'fastify';
import { writeKeyOf } from '#access';
import { sessionCookie, writeCookie } from './office.ts';

/**
 * Gives a browser a session. What it reads by is sent from links of other sites too, what it writes by from pages of
 * this one alone.
 */
export function keepSession(reply: FastifyReply, key: string): void {
  const of = 'Path=/; Secure; HttpOnly; SameSite';
  void reply
    .header('cache-control', 'no-store')
    .header('set-cookie', [`${sessionCookie}=${key}; ${of}=Lax`, `${writeCookie}=${writeKeyOf(key)}; ${of}=Strict`]);
}

/** Takes it away again, with what the browser kept of pages. */
export function dropSession(reply: FastifyReply): void {
  const gone = 'Path=/; Secure; HttpOnly; Max-Age=0';
  void reply
    .header('cache-control', 'no-store')
    .header('clear-site-data', '"cache"')
    .header('set-cookie', [`${sessionCookie}=; ${gone}; SameSite=Lax`, `${writeCookie}=; ${gone}; SameSite=Strict`]);
}
