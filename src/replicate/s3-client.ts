import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import aws4 from 'aws4';
import { hashOf } from '#warehouse';

export interface S3Request {
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  /** '' is the bucket itself. */
  key: string;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  body?: { bytes: number; sha256: string; open: () => string | Readable };
  /** What may be answered besides 200 and 204. */
  also?: readonly number[];
}

export interface S3Client {
  /** The answer, its body not yet read. Any other than was asked for is an Error with its code, and nothing secret. */
  ask(request: S3Request): Promise<IncomingMessage>;
  close(): void;
}

/** Milliseconds in which nothing comes. */
const patience = 30_000;

/**
 * Asks a server that speaks S3, with what the environment says as the AWS tools do: AWS_ACCESS_KEY_ID,
 * AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION, AWS_ENDPOINT_URL. A server whose clock is another is believed:
 * the difference is learnt from what it refuses.
 */
export function createS3Client({
  name,
  bucket,
  endpoint,
  environment,
}: {
  name: string;
  bucket: string;
  endpoint: string | null;
  environment: NodeJS.ProcessEnv;
}): S3Client {
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = environment;
  if (accessKeyId === '' || secretAccessKey === '')
    throw new Error(`${name}：密钥放在环境变量 AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY 里，不写在命令里`);
  const { AWS_SESSION_TOKEN: sessionToken, AWS_REGION: region = 'us-east-1' } = environment;
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
  const base = endpointOf(endpoint ?? environment.AWS_ENDPOINT_URL ?? `https://s3.${region}.amazonaws.com`);
  const isTls = base.protocol === 'https:';
  const agent = isTls
    ? new HttpsAgent({ keepAlive: true, maxSockets: 8 })
    : new HttpAgent({ keepAlive: true, maxSockets: 8 });
  /** How far the clock of the server is ahead, in milliseconds. */
  let ahead = 0;

  async function send({ method, key, query = {}, headers = {}, body }: S3Request): Promise<IncomingMessage> {
    const asked = Object.entries(query).map(([each, value]) => `${encoded(each)}=${encoded(value)}`);
    const path = `${base.pathname.replace(/\/$/, '')}/${encoded(bucket)}${key === '' ? '' : `/${key.split('/').map(encoded).join('/')}`}`;
    const signed = aws4.sign(
      {
        service: 's3',
        region,
        method,
        host: base.host,
        path: asked.length === 0 ? path : `${path}?${asked.sort().join('&')}`,
        headers: {
          ...headers,
          'X-Amz-Date': new Date(Date.now() + ahead).toISOString().replaceAll(/[-:]|\.\d+/g, ''),
          'X-Amz-Content-Sha256': body?.sha256 ?? hashOf(''),
          ...(method === 'PUT' ? { 'Content-Length': String(body?.bytes ?? 0) } : {}),
        },
      },
      credentials
    );
    const made = (isTls ? httpsRequest : httpRequest)({
      protocol: base.protocol,
      hostname: base.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: base.port,
      method,
      agent,
      timeout: patience,
      path: signed.path,
      headers: signed.headers as Record<string, string>,
    });
    made.on('timeout', () => made.destroy(new Error(`${patience / 1000} 秒没有回音`)));
    const answered = once(made, 'response') as Promise<[IncomingMessage]>;
    const content = body?.open() ?? '';
    try {
      if (typeof content === 'string') made.end(content);
      // A server that refuses need not read to the end: what it answers counts.
      else await Promise.race([pipeline(content, made), answered]);
      const [answer] = await answered;
      return answer;
    } catch (error) {
      answered.catch(() => undefined);
      const { code, message } = error as NodeJS.ErrnoException;
      throw new Error(`${name} 连不上（${code ?? message}）`, { cause: error });
    }
  }

  async function ask(request: S3Request, isAgain = false): Promise<IncomingMessage> {
    const answer = await send(request);
    const status = answer.statusCode ?? 0;
    const isWell = status === 200 || status === 204;
    const isWritten = request.method === 'PUT' || request.method === 'DELETE';
    if (request.also?.includes(status) || (isWell && !isWritten)) return answer;
    const { code, time } = await saidBy(answer);
    // What was begun well may end as an error all the same: then it is said behind the status.
    if (isWell && code === '') return answer;
    // What refuses a time says its own; a proxy before it may write the header.
    const there = Date.parse(time || (answer.headers.date ?? ''));
    if (!isAgain && status === 403 && isSkewed(code, there, ahead)) {
      ahead = there - Date.now();
      return ask(request, true);
    }
    throw new Error(
      `${name}：${request.method} ${request.key} 回答 ${status}${code === '' ? '' : ` ${code}`}${hintOf(code)}`
    );
  }

  return { ask: (request) => ask(request), close: () => agent.destroy() };
}

function endpointOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.search !== '' ||
    url.username !== '' ||
    url.password !== ''
  )
    throw new Error('--endpoint 要写成 https://s3.example.gov.cn 这样的网址，里面不写账号');
  return url;
}

/** Until when a clock is believed: behind the last day that there can be nothing is signed any more. */
const latest = Date.UTC(2100, 0);

/** An answer to HEAD has no body that says why: then the clocks themselves say it. */
const isSkewed = (code: string, there: number, ahead: number): boolean =>
  there < latest &&
  (code === 'RequestTimeTooSkewed' || (code === '' && Math.abs(there - Date.now() - ahead) > 300_000));

const hintOf = (code: string): string =>
  ({
    NoSuchBucket: '：没有这个桶',
    InvalidAccessKeyId: '：密钥不对',
    SignatureDoesNotMatch: '：密钥不对，或 AWS_REGION 不对',
    AccessDenied: '：这个密钥没有权限',
    PermanentRedirect: '：桶在另一个地区，改 AWS_REGION',
    ConditionalRequestConflict: '：正有别人在写，再试一次',
  })[code] ?? '';

async function saidBy(answer: IncomingMessage): Promise<{ code: string; time: string }> {
  let text = '';
  for await (const chunk of answer) {
    text += String(chunk);
    // Nobody waits for the end of what never ends; the line goes with it.
    if (text.length > 4096) break;
  }
  const [, code = ''] = /<Code>([A-Za-z0-9]{1,60})<\/Code>/.exec(text) ?? [];
  const [, time = ''] = /<ServerTime>([^<]{1,60})<\/ServerTime>/.exec(text) ?? [];
  return { code, time };
}

/** As S3 signs it: what RFC 3986 leaves unreserved stays. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
