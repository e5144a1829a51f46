import { redirect } from '@sveltejs/kit';
import type { SessionAnswer } from '#spec';
import { fetchJson } from '#lib/fetch.ts';
import { toOffice } from '../begin/words.ts';
import { problemIn } from '#lib/account-words.ts';

/** The way in, and what is still to be shown. */
export async function load({ fetch, url, parent }) {
  const session = await fetchJson<SessionAnswer>(fetch, '/api/session');
  if (session.mode === 'seat') redirect(303, toOffice);
  if (session.stage === 'password' || session.stage === 'factor') redirect(303, '/account');
  await parent();
  const { searchParams } = new URL(url.href);
  return {
    stage: session.stage,
    hasProvider: session.hasProvider,
    // The server looks at it again: here it is only sent along.
    back: searchParams.get('back') ?? '',
    problem: problemIn(searchParams),
    hasLeft: searchParams.has('left'),
  };
}
