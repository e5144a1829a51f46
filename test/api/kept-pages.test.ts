import { afterEach, expect, test } from 'vitest';
import { inProcess, warmPages, type InProcessFetch, type Pages } from '#api';
import { openApp, type TestedApp } from './app.ts';

let tested: TestedApp;
afterEach(() => tested.close());

const ask: InProcessFetch = (url) => (globalThis as unknown as Record<symbol, InProcessFetch>)[inProcess]!(url);
const html = { accept: 'text/html' };

/** Pages that ask what stands behind `?`, and say how many of them were rendered, and how many at a time. */
function asks() {
  const rendered = { count: 0, now: 0, most: 0 };
  const pages: Pages = (request, response) => {
    rendered.count += 1;
    rendered.most = Math.max(rendered.most, (rendered.now += 1));
    const path = decodeURIComponent((request.url ?? '').split('?')[1] ?? '/api/health');
    void ask(path).then(({ status, body }) => {
      rendered.now -= 1;
      response.setHeader('set-cookie', 'mine=1');
      response.writeHead(status === 200 ? 200 : 404, { 'content-type': 'text/html' });
      response.end(`<p>${String(body)} ${/theme=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? ''}</p>`);
    });
  };
  return { rendered, pages };
}

test('a page is rendered once for two hundred who open it, and again for another theme', async () => {
  const { rendered, pages } = asks();
  tested = await openApp({ pages });
  const open = (headers = {}) => tested.app.inject({ url: '/quota', headers: { ...html, ...headers } });
  const all = await Promise.all(Array.from({ length: 200 }, () => open()));
  expect(new Set(all.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
  expect(rendered.count).toBe(1);
  const [{ headers }] = all as [(typeof all)[0]];
  expect(headers).toMatchObject({ 'content-type': 'text/html', vary: 'Accept-Encoding, Cookie' });
  expect(headers['set-cookie']).toBeUndefined();
  const dark = await open({ cookie: 'theme=dark' });
  expect(dark.body).toContain('dark');
  expect((await open()).body).not.toContain('dark');
  expect(rendered.count).toBe(2);
});

test('whoever has a page is told so before it is rendered', async () => {
  const { rendered, pages } = asks();
  // Also where it is not kept any more.
  tested = await openApp({ pages, kept: { bytes: 0 } });
  const { headers } = await tested.app.inject({ url: '/quota', headers: html });
  const again = { ...html, 'if-none-match': String(headers.etag) };
  expect((await tested.app.inject({ url: '/quota', headers: again })).statusCode).toBe(304);
  expect(rendered.count).toBe(1);
  expect((await tested.app.inject({ url: '/quota', headers: html })).statusCode).toBe(200);
  expect(rendered.count).toBe(2);
});

test('nobody chooses by a header of theirs what others are shown', async () => {
  const { rendered, pages } = asks();
  tested = await openApp({ pages });
  const open = (headers = {}) => tested.app.inject({ url: '/quota', headers: { ...html, ...headers } });
  const odd = { 'x-baijing-decisions': 'a'.repeat(64), prefer: 'wait=0', 'if-none-match': '*', range: 'bytes=0-1' };
  const first = await open(odd);
  expect([200, 304]).toContain(first.statusCode);
  const other = await open();
  expect(other.statusCode).toBe(200);
  expect(other.body).toContain('"status":"ok"');
  expect(rendered.count).toBe(1);
});

test('a document of the pages is made, and on record, each time that it is taken', async () => {
  const { rendered, pages } = asks();
  const taken: unknown[] = [];
  tested = await openApp({ pages, record: (line) => void taken.push([line.event, line.details?.what]) });
  for (const _ of [1, 2]) {
    const { headers } = await tested.app.inject({ url: '/brief/report.docx', headers: html });
    expect(headers.etag).toBeUndefined();
  }
  expect(rendered.count).toBe(2);
  expect(taken).toEqual([
    ['exported', '/brief/report.docx'],
    ['exported', '/brief/report.docx'],
  ]);
});

test('a page that was refused something, or shows what changes by itself, is not kept', async () => {
  const { rendered, pages } = asks();
  tested = await openApp({ pages });
  for (const path of ['/api/nothing', '/api/uploads']) {
    const before = rendered.count;
    const open = () => tested.app.inject({ url: `/quota?${encodeURIComponent(path)}`, headers: html });
    expect((await open()).headers.etag).toBeUndefined();
    await open();
    expect(rendered.count).toBe(before + 2);
  }
});

test('two hundred pages are rendered some at a time, in order, and none of them fails; those beyond come again', async () => {
  const { rendered, pages } = asks();
  tested = await openApp({ pages });
  const open = (i: number) =>
    tested.app.inject({ url: `/quota?${encodeURIComponent(`/api/projects?limit=5&offset=${i}`)}`, headers: html });
  const all = await Promise.all(Array.from({ length: 200 }, (_, i) => open(i)));
  expect(all.filter(({ statusCode }) => statusCode === 200)).toHaveLength(200);
  expect(rendered.most).toBeLessThanOrEqual(6);
  const begun = performance.now();
  const late: number[] = [];
  const many = await Promise.all(
    Array.from({ length: 450 }, async (_, i) => {
      const answer = await open(1000 + i);
      if (answer.statusCode === 503) late.push(performance.now() - begun);
      return answer;
    })
  );
  const refused = many.filter(({ statusCode }) => statusCode === 503);
  expect(refused).toHaveLength(450 - 6 - 400);
  for (const { headers, body } of refused) {
    expect(headers['retry-after']).toBe('2');
    expect(body).toContain('请过一会儿再试');
  }
  expect(many.filter(({ statusCode }) => statusCode === 200)).toHaveLength(406);
});

test('so many pages of the menus are made before somebody opens them', async () => {
  const made: string[] = [];
  const pages: Pages = ({ url = '' }, response) => {
    made.push(url);
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<nav><a href="/quota">1</a><a href="/a?b=1&amp;c=2">2</a><a href="/last">3</a></nav>');
  };
  tested = await openApp({ pages });
  await warmPages(tested.app, 'localhost', { most: 2, signal: new AbortController().signal });
  expect(made).toEqual(['/', '/quota', '/a?b=1&c=2']);
  await warmPages(tested.app, 'localhost', { most: 3, signal: AbortSignal.abort() });
  expect(made).toHaveLength(3);
});
