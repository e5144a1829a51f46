import { afterEach, expect, test } from 'vitest';
import { inProcess, type InProcessFetch, type Pages } from '#api';
import { readerOf } from '../readers.ts';
import { openApp, type TestedApp } from './app.ts';

let tested: TestedApp;
afterEach(() => tested.close());

const ask: InProcessFetch = (url) => (globalThis as unknown as Record<symbol, InProcessFetch>)[inProcess]!(url);
const named = encodeURIComponent('工赋百景情况简报');

/** Pages that say what they were asked for and what they may read, as a document; or refuse it. */
const writing =
  (refusal: { status: number; message: string } | null = null): Pages =>
  (request, response) => {
    void ask('/api/projects').then(({ status }) => {
      response.writeHead(refusal?.status ?? 200, {
        'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        'content-disposition': 'attachment; filename="brief.docx"',
      });
      response.end(JSON.stringify(refusal ?? { url: request.url, accept: request.headers.accept, status }));
    });
  };

test('a report is a document of the API too: as who asks, under the filters that are said, and no others', async () => {
  tested = await openApp({ pages: writing(), briefs: 'data/briefs' });
  const answer = await tested.app.inject(`/api/briefs/${named}/report.docx?section=${encodeURIComponent('五、资金')}`);
  expect([answer.statusCode, answer.headers['content-disposition']]).toEqual([
    200,
    'attachment; filename="brief.docx"',
  ]);
  const { url, accept, status } = answer.json<{ url: string; accept: string; status: number }>();
  const { pathname, searchParams } = new URL(url, 'http://site.invalid');
  expect([pathname, accept, status]).toEqual(['/brief/report.docx', 'application/json', 200]);
  expect(Object.fromEntries(searchParams)).toEqual({
    name: '工赋百景情况简报',
    section: '五、资金',
    // A page would begin with the current one.
    batch: 'all',
    version: tested.warehouse.version(),
  });
});

test('what it may hold it says; a report that is none, a filter that is none and a failure are told in words', async () => {
  const pages = { status: 422, message: '写得不对' };
  tested = await openApp({ pages: writing(pages), briefs: 'data/briefs' });
  const of = async (path: string) => {
    const { statusCode, body } = await tested.app.inject(`/api/briefs/${path}`);
    return [statusCode, body] as const;
  };
  const [status, body] = await of('nothing/report.docx');
  expect([status, body]).toEqual([404, expect.stringContaining('工赋百景情况简报')]);
  expect((await of(`${named}/report.docx?city=nowhere`))[0]).toBe(400);
  expect((await of(`${named}/report.docx?view=wall`))[0]).toBe(400);
  expect(await of(`${named}/report.docx`)).toEqual([422, expect.stringContaining('写得不对')]);
});

test('it needs what files need, and is on record as one', async () => {
  const taken: unknown[] = [];
  const record = ({ event, details }: { event: string; details?: Record<string, unknown> }) =>
    void taken.push([event, details?.what]);
  const all = readerOf({});
  const some = readerOf({}, ['sums', 'rows']);
  let reader = all;
  tested = await openApp({ pages: writing(), briefs: 'data/briefs', reader: () => reader, record });
  const path = `/api/briefs/${named}/report.docx`;
  expect((await tested.app.inject(path)).statusCode).toBe(200);
  reader = some;
  expect((await tested.app.inject(path)).statusCode).toBe(403);
  const what = decodeURIComponent(path);
  expect(taken).toEqual([
    ['exported', what],
    ['refused', what],
  ]);
});
