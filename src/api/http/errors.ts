import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asTyped, notAmong, Refusal, type ErrorBody, type Typing } from '#spec';
import { fileFormats } from '#spec/answers';
import type { Warehouse } from '#warehouse';
import { harden, isApi } from './guard.ts';
import { backward, plainPage, plainPolicy, waysUp } from './plain-page.ts';
import { undecodable } from './querystring.ts';
import { wantsPage } from './wants-page.ts';

/**
 * One shape for whatever went wrong. What is not the caller's
 * doing is told to the log, and to the caller only its number.
 */
export function answerErrors(
  app: FastifyInstance,
  log: (message: string) => void,
  { typing, isOffice }: { typing: Typing; isOffice: boolean }
): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = asTypedHere(refusalOf(error, request), typing);
    if (refusal.status >= 500 && !(error instanceof Refusal))
      log(isOffice ? withoutTexts(request, error) : inFull(request, error));
    if (request.method === 'POST' && wantsPage(request)) return onPage(reply, refusal);
    // A file that is opened by its address from a page is refused where a person reads it.
    if (request.method === 'GET' && isOfFile(request.url) && wantsPage(request)) return onFilePage(reply, refusal);
    return answer(reply, refusal);
  });
  app.setNotFoundHandler((request, reply) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      void reply.header('allow', 'GET, HEAD');
      return answer(reply, new Refusal(405, 'method_not_allowed', '这里只能读取（GET）。'));
    }
    return answer(reply, new Refusal(404, 'not_found', '没有这个地址。', { seeAlso: '/api/openapi.json' }));
  });
}

/** Commands in it are those of the machine that answers. */
const asTypedHere = (refusal: Refusal, typing: Typing): Refusal => {
  refusal.message = asTyped(refusal.message, typing);
  return refusal;
};

/** The address of a feed is all that its reader shows. */
const withoutKey = (url: string): string => url.replace(/^\/feeds\/[^/?]*/, '/feeds/…');

/** Errors from before there is a route: a URL that does not decode, a name in it that is too long. */
export const answerFrameworkError =
  (warehouse: Warehouse) =>
  (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    harden(request, reply, warehouse.version());
    const status = error.statusCode ?? 400;
    if (isApi(request.url) || !wantsPage(request))
      return void answer(reply, new Refusal(status, 'bad_url', '地址无法识别：请检查其中的百分号编码和长度。'));
    const message =
      status === 414
        ? '地址太长，打不开。'
        : '地址里有一处百分号编码不完整，多半是转发或粘贴时截断了。请用完整的地址，或者从下面进入。';
    void reply.header('cache-control', 'no-store').header('content-security-policy', plainPolicy);
    void reply
      .code(status)
      .type('text/html; charset=utf-8')
      .send(plainPage('看不懂这个地址', message, waysUp(request.url)));
  };

/** What is said to a form that was sent without a program. */
function onPage(reply: FastifyReply, refusal: Refusal): FastifyReply {
  refused.set(reply.request.raw, refusal.code);
  const { status, message, details } = refusal;
  if (status === 503) void reply.header('retry-after', String(details?.retryAfter ?? 2));
  void reply.headers({ 'cache-control': 'no-store', 'content-security-policy': plainPolicy });
  const page = plainPage('没有做成', `${message}　${backward}`, []);
  return reply.code(status).type('text/html; charset=utf-8').send(page);
}

/** An address of a file: a person who opens it wants to save it. */
const isOfFile = (url: string): boolean =>
  isApi(url) && (/\.(?!json(?:\?|$))[a-z]+(?:\?|$)/.test(url) || /[?&]format=(?!json(?:&|$))/.test(url));

/** What is said where a file was to come. */
function onFilePage(reply: FastifyReply, refusal: Refusal): FastifyReply {
  refused.set(reply.request.raw, refusal.code);
  const { status, code, message, details } = refusal;
  if (status === 503) void reply.header('retry-after', String(details?.retryAfter ?? 2));
  void reply.removeHeader('etag').removeHeader('content-disposition');
  void reply.headers({ 'cache-control': 'no-store', 'content-security-policy': plainPolicy });
  const title = code === 'no_font' ? '没有画成图' : '没有取到文件';
  const page = plainPage(title, `${message}　按浏览器的“后退”，回到刚才的页面。`, [['/', '回到首页']]);
  return reply.code(status).type('text/html; charset=utf-8').send(page);
}

const refused = new WeakMap<object, string>();

/** Why a request was refused; null where it was not. */
export const codeOfRefusal = (request: Pick<FastifyRequest, 'raw'>): string | null => refused.get(request.raw) ?? null;

export function answer(reply: FastifyReply, { status, code, message, details }: Refusal): FastifyReply {
  refused.set(reply.request.raw, code);
  const body: ErrorBody = { error: { code, message, ...(details ? { details } : {}) } };
  if (status === 503) void reply.header('retry-after', String(details?.retryAfter ?? 2));
  void reply.removeHeader('etag').removeHeader('content-disposition').header('cache-control', 'no-store');
  return reply.code(status).type('application/json; charset=utf-8').send(body);
}

function refusalOf(error: FastifyError, request: FastifyRequest): Refusal {
  if (error instanceof Refusal) return error;
  if (error.validation) return invalid(error, request);
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT' || isFull(error))
    return new Refusal(507, 'no_space', '服务器的磁盘满了，没有记下。请联系管理员。');
  const status = error.statusCode ?? 500;
  if (status === 413) return new Refusal(413, 'too_large', '发来的内容太长，没有收下。请写短一些再发。');
  if (status < 500) return new Refusal(status, 'bad_request', '请求无法识别。');
  return new Refusal(500, 'internal', `服务器出错了，请把编号告诉管理员：${request.id}`, { requestId: request.id });
}

/** SQLITE_FULL. */
const isFull = (error: Error & { errcode?: number }): boolean => error.errcode === 13;

function invalid(error: FastifyError, request: FastifyRequest): Refusal {
  const [problem] = error.validation ?? [];
  const { schema = {} } = request.routeOptions;
  const { formats = fileFormats } = schema as { formats?: readonly string[] };
  const { querystring, body } = schema as Record<
    'querystring' | 'body',
    { properties?: Record<string, unknown> } | undefined
  >;
  const asked = error.validationContext === 'body' ? body : querystring;
  const names = Object.keys(asked?.properties ?? {});
  const unknown = problem?.params.additionalProperty;
  if (unknown === undecodable) return new Refusal(400, 'bad_url', '地址里的参数无法识别：请检查其中的百分号编码。');
  if (typeof unknown === 'string') {
    return new Refusal(400, 'unknown_parameter', `没有参数“${unknown.slice(0, 60)}”。`, {
      parameter: unknown.slice(0, 60),
      allowed: names,
    });
  }
  const parameter = problem?.instancePath.split('/')[1] ?? (problem?.params.missingProperty as string | undefined);
  const { data } = { data: undefined, ...problem } as { data: unknown };
  if (problem?.keyword === 'enum' && (parameter === 'format' || parameter === 'ending'))
    return notAmong(400, 'unknown_format', '没有格式', {
      parameter: 'format',
      value: String(data),
      allowed: [...formats],
    });
  const { allowedValues } = (problem?.params ?? {}) as { allowedValues?: unknown };
  return new Refusal(400, 'bad_parameter', `参数 ${parameter ?? ''} 的值不合要求：${wordsOf(problem)}。`, {
    ...(parameter ? { parameter } : {}),
    ...(allowedValues ? { allowed: allowedValues } : {}),
  });
}

const kinds: Readonly<Record<string, string>> = { integer: '整数', number: '数', boolean: ' true 或 false' };

function wordsOf(problem: NonNullable<FastifyError['validation']>[number] | undefined): string {
  const { limit } = (problem?.params ?? {}) as { limit?: number };
  switch (problem?.keyword) {
    case 'maxItems':
      return `最多 ${limit} 个`;
    case 'maxLength':
      return `最长 ${limit} 个字`;
    case 'minimum':
      return `不小于 ${limit}`;
    case 'maximum':
      return `不大于 ${limit}`;
    case 'enum':
      return '只能取列出的值';
    case 'required':
      return '必须填写';
    case 'type':
      return `只能有一个，而且是${kinds[String(problem.params.type)] ?? '文字'}`;
    default:
      return '无法识别';
  }
}

const inFull = ({ id, method, url }: FastifyRequest, error: Error): string =>
  `${id} ${method} ${withoutKey(url).slice(0, 300)}: ${traceOf(error)}`;

/** For the log of an office: what is asked, and what stands in quotes, may be a person's name. */
function withoutTexts({ id, method, url }: FastifyRequest, error: Error): string {
  const [path = ''] = withoutKey(url).split('?', 1);
  const trace = traceOf(error).replace(/^LINE \d+:.*$/gm, '');
  return `${id} ${method} ${path.slice(0, 300)}: ${trace.replace(/'(?:[^']|'')*'/g, "'…'")}`;
}

function traceOf(error: Error & { sql?: string }): string {
  const cause = error.cause instanceof Error ? `\n  caused by ${error.cause.message}` : '';
  return `${error.stack ?? error.message}${cause}${error.sql ? `\n${error.sql}` : ''}`;
}
