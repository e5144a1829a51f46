import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Reader } from '#access';
import type { Finished } from '#kept';
import { isWhole } from '#spec';
import type { RecordedEvent } from '#store';
import type { MediaFormat } from '#spec/answers';
import type { Api } from './context.ts';
import { asking, type Asking } from './asking.ts';
import { codeOfRefusal } from './errors.ts';
import { whenEnded } from './ended.ts';
import { rowsTaken } from './finish.ts';
import { formatOf } from './formats.ts';
import { isApi } from './guard.ts';
import type { RouteSchema } from './route.ts';

/**
 * Writes down what was taken away as a file, what was refused and what was asked to change, of whatever route and also
 * where the answer was kept; a file that was broken off has been taken in part, and is told so. JSON that is read is
 * not written down. What people searched for is not either: it may be a name or a telephone.
 */
export function recordUse(
  app: FastifyInstance,
  api: Pick<Api, 'reader' | 'record' | 'warehouse'>,
  now: () => number = Date.now
): void {
  const allowed = allowances(now);
  whenEnded(app, (request, reply, { isBrokenOff }) => {
    if (!isApi(request.url)) return;
    const { headersSent, statusCode } = reply.raw;
    if (isBrokenOff && !headersSent) return;
    const reader = api.reader(request);
    const event = eventOf(request, statusCode, reader);
    if (event === null) return;
    const page = asking.getStore();
    // What stands around a page is asked for by nobody: only what the page itself came to is told (recordPage).
    // What is of the province alone is written down each time, on whatever page it stands.
    if (page !== undefined && !isOfProvince(request)) {
      page.refused ??= { event, why: codeOfRefusal(request) };
      return;
    }
    const isRefused = event === 'refused' || event === 'out_of_scope';
    const { isAllowed, missed } =
      isRefused || isStranger(reader) ? allowed(reader.account) : { isAllowed: true, missed: 0 };
    if (missed > 0)
      api.record({ stream: 'use', by: reader.account, event: 'refused_more', details: { count: missed } });
    if (!isAllowed) return;
    const line = lineOf(reader, event, request, api.warehouse.version());
    api.record(isBrokenOff ? { ...line, details: { ...line.details, isBrokenOff } } : line);
  });
}

const isStranger = ({ account, capabilities }: Reader): boolean => account === null && capabilities.size === 0;

/**
 * So many lines are written in a minute of the refusals of all who signed in nowhere, and of those of one account: the
 * record is never made shorter.
 */
const most = { strangers: 30, account: 300 };

function allowances(now: () => number): (account: string | null) => { isAllowed: boolean; missed: number } {
  const windows = new Map<string | null, { since: number; count: number }>();
  return (account) => {
    const limit = account === null ? most.strangers : most.account;
    const at = now();
    const before = windows.get(account) ?? { since: 0, count: 0 };
    const isNew = at - before.since >= 60_000;
    const window = isNew ? { since: at, count: 1 } : { ...before, count: before.count + 1 };
    windows.set(account, window);
    return { isAllowed: window.count <= limit, missed: isNew ? Math.max(0, before.count - limit) : 0 };
  };
}

/** Whether an address of the pages is that of a file to be taken away. */
export const isDocument = (url: string): boolean => /\.docx(?:\?|$)/.test(url);

/** Writes down that a page was refused to who opened it, or a document of theirs taken. */
export function recordPage(
  api: Pick<Api, 'reader' | 'record' | 'warehouse'>,
  request: FastifyRequest,
  { refused }: Pick<Asking, 'refused'>,
  { status, body }: Pick<Finished, 'status' | 'body'>
): void {
  // The page's own program is told of an error by a 200.
  const isFailed =
    status >= 400 || (Buffer.isBuffer(body) && body.includes('"type":"error"') && isData.test(request.url));
  if (status === 200 && isDocument(request.url))
    return api.record(lineOf(api.reader(request), 'exported', request, api.warehouse.version()));
  if (!isFailed || refused === undefined) return;
  const { event, why } = refused;
  const line = lineOf(api.reader(request), event, request, api.warehouse.version());
  api.record({ ...line, details: { ...line.details, ...(why === null ? {} : { why }) } });
}

const isData = /\/__data\.json(?:\?|$)/;

function eventOf(request: FastifyRequest, status: number, { scope }: Reader): string | null {
  const code = codeOfRefusal(request) ?? '';
  if (status === 401 || status === 403) return isToldByAccounts(request, code) ? null : 'refused';
  // To who sees a part, what is somebody else's is not there: which of both it was is known to nobody here.
  if (!isWhole(scope) && (status === 404 ? code.startsWith('unknown_') : code === 'unknown_value'))
    return 'out_of_scope';
  if (status < 200 || status >= 400) return null;
  if (isOfProvince(request)) return isFile(request) ? 'exported' : 'tried';
  if (request.method === 'POST' || request.method === 'DELETE')
    return status < 304 && !hasOwnLine.test(request.url) ? 'changed' : null;
  return request.method === 'GET' && status === 200 && isFile(request) ? 'exported' : null;
}

/** Where what was done is a line of its own: who came, accounts, what was revealed, decided, sealed and replied. */
const hasOwnLine = /^\/api\/(?:session|accounts?|personal|decisions|papers|revisions|matters\/replies)(?:[/?]|$)/;

/** So is that a password or a code was wrong. */
const isToldByAccounts = ({ url }: FastifyRequest, code: string): boolean =>
  (/^\/api\/session(?:\?|$)/.test(url) && code === 'wrong_sign_in') ||
  (/^\/api\/session\/code/.test(url) && code === 'wrong_code') ||
  (/^\/api\/account\//.test(url) && code === 'wrong_password');

const isOfProvince = ({ routeOptions, is404 }: FastifyRequest): boolean =>
  !is404 && ((routeOptions.schema ?? {}) as Partial<RouteSchema>).isOfProvince === true;

/** A file by its address, or a table asked for as one. */
function isFile({ url, query, params, headers, routeOptions }: FastifyRequest): boolean {
  if (/\.(?:csv|xlsx|arrow|parquet|svg|png|sql|ts|zip|docx)(?:\?|$)/.test(url)) return true;
  const { formats } = (routeOptions.schema ?? {}) as Partial<RouteSchema>;
  if (formats === undefined) return false;
  const { ending } = (params ?? {}) as { ending?: MediaFormat };
  const asked = { query: (query ?? {}) as { format?: MediaFormat }, headers };
  return formatOf(asked, ending, formats) !== 'json';
}

function lineOf({ account }: Reader, event: string, request: FastifyRequest, current: string | null): RecordedEvent {
  const [path = '', query = ''] = request.url.split('?');
  const asked = [...new URLSearchParams(query)].map(([name, value]) => `${name}=${isSaid(name) ? value : '…'}`);
  const { version = current } = (request.query ?? {}) as { version?: string };
  const rows = event === 'exported' ? rowsTaken(request) : null;
  const why = event === 'refused' || event === 'out_of_scope' ? codeOfRefusal(request) : null;
  return {
    stream: 'use',
    by: account,
    event,
    details: {
      ...(request.method === 'GET' ? {} : { method: request.method }),
      what: readable(path).slice(0, 300),
      ...(asked.length > 0 ? { filters: asked.slice(0, 40).map((each) => each.slice(0, 200)) } : {}),
      ...(rows === null ? {} : { rows }),
      ...(why === null ? {} : { why }),
      version,
    },
  };
}

/** What is written in words of one's own stays with whoever wrote it. */
const isSaid = (name: string): boolean => !/^(?:search|file|sheet|code|state|token)$/.test(name);

function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
