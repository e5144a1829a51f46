import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingHttpHeaders } from 'node:http';
import type { Who } from './who.ts';

/** The page on whose behalf this process asks its own API: who opened it, and what of it follows from its key alone. */
export interface Asking {
  /** None on one seat. */
  who?: Who | null;
  headers: IncomingHttpHeaders;
  remoteAddress: string;
  /** Aborted when nobody waits for the page any more. */
  signal: AbortSignal;
  /** Whether all that it was answered follows from version, decisions, reader and address. */
  isPure: boolean;
  /** The first thing that it was refused: on record where the page is refused by it. */
  refused?: { event: string; why: string | null };
}

/** What is asked in here is asked for a page; what is asked outside of it is asked for nobody. */
export const asking = new AsyncLocalStorage<Asking>();

/** Says of an answer that it may be another one at any time: a page that shows it is not kept. */
export function sayPassing(): void {
  const page = asking.getStore();
  if (page) page.isPure = false;
}
