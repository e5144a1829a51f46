import type { RequestEvent } from '@sveltejs/kit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DecidableFindings, Findings, Recorded } from '#spec';
import { asking } from '../../src/api/http/asking.ts';
import { handleFetch } from '#lib/in-process.ts';
import { openApp, type TestedApp } from './app.ts';

const token = 'token-of-this-start';
const list = 'rule=late_submission&subject_id=P-3&span=2025';
let tested: TestedApp;
beforeEach(async () => {
  const more = ['alter table marts.projects add column applicant_id varchar'];
  tested = await openApp({ writes: { refusal: null, token }, more });
});
afterEach(() => tested.close());

/** Decides, as somebody who has just looked; the head from then on. */
async function decide(conclusion: string): Promise<string> {
  const { list: seenList, decisions: seen } = (
    await tested.app.inject(`/api/decisions/preview?${list}`)
  ).json<DecidableFindings>();
  const answer = await tested.app.inject({
    method: 'POST',
    url: `/api/decisions?${list}`,
    headers: { authorization: `Bearer ${token}` },
    payload: { conclusion, basis: '会议同意', person: '张三', on: '2026-06-30', list: seenList, seen },
  });
  expect(answer.statusCode).toBe(201);
  return answer.json<Recorded>().decisions;
}

const askedUpTo = (head?: string) =>
  tested.app.inject({
    url: `/api/findings?${list}`,
    headers: head === undefined ? {} : { 'x-baijing-decisions': head },
  });

test('an answer is of the decisions up to the one that is named, whatever was decided since', async () => {
  const heads = ['', await decide('pass'), await decide('fail')];
  const conclusions = [];
  const tags = new Set<unknown>();
  for (const head of [...heads, undefined]) {
    const answer = await askedUpTo(head);
    const { rows, decisions } = answer.json<Findings>();
    conclusions.push(rows[0]?.conclusion);
    expect(decisions).toBe(head ?? heads[2]);
    tags.add(answer.headers.etag);
  }
  expect(conclusions).toEqual([null, 'pass', 'fail', 'fail']);
  expect(tags.size).toBe(3);
  const unknown = await askedUpTo('f'.repeat(64));
  expect([unknown.statusCode, unknown.json()]).toMatchObject([400, { error: { code: 'unknown_decision' } }]);
});

/** One page, as SvelteKit has it: it may ask many times, for whoever opened it. */
function openPage(address = '/findings') {
  const url = new URL(address, 'http://localhost');
  const event = { url, request: new Request(url), locals: {} } as unknown as RequestEvent;
  const page = { headers: {}, remoteAddress: '127.0.0.1', signal: new AbortController().signal, isPure: true };
  return (path: string) =>
    asking.run(page, async () => {
      const request = new Request(new URL(path, url));
      const fetch = () => Promise.reject(new Error('left the process'));
      const response = await handleFetch({ event, request, fetch });
      expect(response.status).toBe(200);
      return (await response.json()) as Findings;
    });
}

test('all that one page asks is of one head, the next page is of the newest', async () => {
  for (const conclusion of ['pass', 'fail'] as const) {
    const ask = openPage();
    const before = await ask(`/api/findings?${list}`);
    const decided = await decide(conclusion);
    const after = await ask(`/api/findings?${list}`);
    expect([after.decisions, after.rows]).toEqual([before.decisions, before.rows]);
    const next = await openPage()(`/api/findings?${list}`);
    expect([next.decisions, next.rows[0]?.conclusion]).toEqual([decided, conclusion]);
  }
});
