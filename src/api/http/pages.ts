import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#spec';
import { asking, type Asking } from './asking.ts';
import type { Api } from './context.ts';
import { matches, tagOf } from './etag.ts';
import { sendFinished } from './finish.ts';
import { isApi } from './guard.ts';
import { whoOf } from './office.ts';
import type { Who } from './who.ts';
import { turnedAway } from './page-gate.ts';
import { plainPage, plainPolicy, waysUp } from './plain-page.ts';
import { isDocument, recordPage } from './record-use.ts';
import { renderPage, type Pages } from './render-page.ts';
import { goneOf } from './tagged.ts';
import { wantsPage } from './wants-page.ts';
import { saidOf, worldOf, worldOfMoment, type World } from './world.ts';
import { capabilityOf } from './write-guard.ts';

/** What a page's server-side fetch gets: the answer of the API, without leaving the process. */
export interface InProcessAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

export type InProcessFetch = (url: string, headers?: Readonly<Record<string, string>>) => Promise<InProcessAnswer>;

/** Where the pages find it, since they are a program of their own and share nothing but the process. */
export const inProcess = Symbol.for('baijing.api');

/**
 * Hands everything that is not the API to the pages, and lets them ask the API for whoever opened them. A page is
 * rendered once for all who open it at one time and kept, where all that it asked follows from the same as itself; so
 * many are rendered at a time, the others wait in order.
 */
export function servePages(app: FastifyInstance, api: Api, pages: Pages | undefined): void {
  (globalThis as Record<symbol, unknown>)[inProcess] = askFor(app);
  if (!pages) return;
  // What a page may show, the API says that it asks.
  app.all('/*', { config: { needs: 'nobody' } }, (request, reply) => {
    if (isApi(request.url)) return reply.callNotFound();
    const away = turnedAway(api.office, request, reply);
    if (away !== null) return away;
    if (isPage(request) && api.build !== null) return openPage(api, pages, api.build, request, reply);
    reply.hijack();
    const { headers, ip: remoteAddress } = request;
    const page = { who: whoAsks(api, request), headers, remoteAddress, signal: goneOf(reply), isPure: false };
    return asking.run(page, () => pages(request.raw, reply.raw, () => reply.raw.writeHead(404).end()));
  });
}

/** Whether a page is asked for: not a file of theirs, and nothing that keeps something, as the theme. */
export const isPage = ({ method, url }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') && !/^\/(?:_app\/|theme(?:[/?]|$)|[^/?]+\.\w+(?:\?|$))/.test(url);

async function openPage(
  api: Api,
  pages: Pages,
  build: string,
  request: FastifyRequest,
  reply: FastifyReply
): Promise<FastifyReply> {
  const world = worldOfMoment(api, request);
  const key = pageKey(api, request, world);
  const etag = tagOf(build, key);
  if (matches(request.headers['if-none-match'], etag))
    return reply.code(304).headers({ etag, 'cache-control': 'private, no-cache', vary }).send();
  const gone = goneOf(reply);
  const { headers, ip: remoteAddress, url } = request;
  const who = whoAsks(api, request);
  const make = async (signal: AbortSignal) => {
    const page: Asking = { who, headers, remoteAddress, signal, isPure: true };
    const finished = await api.gate.pass(signal, () => asking.run(page, () => renderPage(pages, url, headers)));
    recordPage(api, request, page, finished);
    // A document that is taken is on record each time.
    const isKept = finished.status === 200 && page.isPure && !isDocument(url) && worldOf(api).stamp === world.stamp;
    const tagged = isKept ? { ...finished.headers, etag, vary } : finished.headers;
    return { finished: { ...finished, headers: tagged }, isKept };
  };
  try {
    return await sendFinished(api.kept, request, reply, await api.kept.of(key, gone, make));
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 503 || !wantsPage(request)) throw error;
    void reply.headers({ 'cache-control': 'no-store', 'content-security-policy': plainPolicy, 'retry-after': '2' });
    return reply
      .code(503)
      .type('text/html; charset=utf-8')
      .send(plainPage('请稍等', error.message, [[url.replace(/^\/+/, '/'), '再试一次'], ...waysUp(url)]));
  }
}

const vary = 'Accept-Encoding, Cookie';

const whoAsks = ({ office }: Api, request: FastifyRequest): Who | null => (office ? whoOf(office, request) : null);

/** What a page follows from: the world, who opens it, what they may do, their theme, the day, and its address. */
export function pageKey(api: Api, request: FastifyRequest, { stamp }: World): string {
  const { cookie = '', host = '' } = request.headers;
  const themes = cookie.split(';').filter((each) => /^\s*(?:theme|patterns)\s*=/.test(each));
  const reader = api.reader(request);
  const { session = null } = whoAsks(api, request) ?? {};
  // Around each page stands who signed in, and how far.
  const named = JSON.stringify([reader.account, reader.name, session?.account, session?.stage]);
  const who = `${saidOf(reader)}
${named}
${capabilityOf(request, api.writes)}`;
  const parts = [who, ...themes, today(), host, wantsPage(request)];
  return ['page', stamp, ...parts, request.url].join('\n');
}

const days = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });
let day = { until: 0, text: '' };

/** The day in China, looked up once a second. */
function today(): string {
  const now = Date.now();
  if (now >= day.until) day = { until: now + 1000, text: days.format(now) };
  return day.text;
}

/** Asks the API for the page that is being rendered; who asks for no page asks for nobody, and may see nothing. */
const askFor =
  (app: FastifyInstance): InProcessFetch =>
  async (url, said = {}) => {
    const page = asking.getStore();
    if (!page) return refused;
    const passed = Object.entries(page.headers).filter(([name]) => !ofTransfer.test(name));
    const { statusCode, headers, rawPayload } = await app.inject({
      method: 'GET',
      url,
      remoteAddress: page.remoteAddress,
      headers: { ...Object.fromEntries(passed), ...said },
    });
    if (statusCode !== 200 || headers.etag === undefined) page.isPure = false;
    const plain = Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]]
    );
    return { status: statusCode, headers: Object.fromEntries(plain) as Record<string, string>, body: rawPayload };
  };

/** What a request says of how it is sent, or of what it wants to be answered from: a page says that itself. */
const ofTransfer =
  /^(?:accept|accept-.*|if-.*|range|content-.*|transfer-encoding|connection|keep-alive|upgrade|te|expect|prefer|origin|x-baijing-.*)$/;

const refused: InProcessAnswer = {
  status: 403,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: Buffer.from(JSON.stringify({ error: { code: 'nobody', message: '没有说是替谁问的，不能回答。' } })),
};
