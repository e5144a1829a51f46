import { createHash, createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

/**
 * s3rver in a process of its own, that may be killed: `node s3-server.ts MAIN FOLDER PORT CONDITIONS AHEAD`. It checks
 * clocks, and neither signatures of version 4 nor If-Match and If-None-Match of what is put: signatures are checked
 * here, and `yes` adds the conditions, as AWS and MinIO have them. Its clock may be so many milliseconds ahead.
 */
const [main = '', directory = '', port = '0', conditions = 'yes', ahead = '0'] = process.argv.slice(2);

if (ahead !== '0') {
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...given: [] | [number | string]) {
      super(...((given.length === 0 ? [RealDate.now() + Number(ahead)] : given) as [number]));
    }
    static override now(): number {
      return RealDate.now() + Number(ahead);
    }
  } as DateConstructor;
}

interface Context {
  method: string;
  path: string;
  status: number;
  body: unknown;
  req: { url?: string; headers: NodeJS.Dict<string | string[]>; resume(): void };
  type: string;
}
interface Server {
  middleware: ((context: Context, next: () => Promise<void>) => Promise<void>)[];
  store: { getResourcePath(bucket: string, key: string, resource: string): string };
  run(): Promise<{ port: number }>;
}

const { default: S3rver } = (await import(pathToFileURL(main).href)) as {
  default: new (options: object) => Server;
};
const server = new S3rver({
  port: Number(port),
  address: '127.0.0.1',
  silent: true,
  directory,
  configureBuckets: [{ name: 'baijing' }],
});

/** One after the other, as a server that knows conditions does it. */
let last: Promise<unknown> = Promise.resolve();

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Whether a request is signed by version 4 with the one secret that there is. */
function isSigned({ method, req: { url = '', headers } }: Context): boolean {
  const said = /Credential=[^/]+\/(([^/]+)\/([^/]+)\/s3\/aws4_request), ?SignedHeaders=([^,]+), ?Signature=(\w+)/;
  const [, scope = '', day = '', region = '', names = '', signature] = said.exec(String(headers.authorization)) ?? [];
  const [path = '', query = ''] = url.split('?');
  const signed = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const body = String(headers['x-amz-content-sha256']);
  const canonical = [method, path, query.split('&').sort().join('&'), signed.join(''), names, body].join('\n');
  const text = ['AWS4-HMAC-SHA256', String(headers['x-amz-date']), scope, hash(canonical)].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, 'AWS4S3RVER');
  return hmac(key, text).toString('hex') === signature;
}

server.middleware.unshift(async (context, next) => {
  if (!isSigned(context)) {
    context.req.resume();
    context.status = 403;
    context.type = 'application/xml';
    context.body = '<Error><Code>SignatureDoesNotMatch</Code></Error>';
    return;
  }
  const { 'if-match': match, 'if-none-match': noneMatch } = context.req.headers;
  if (conditions !== 'yes' || context.method !== 'PUT' || (match === undefined && noneMatch === undefined))
    return next();
  const turn = last.then(async () => {
    const [, bucket = '', key = ''] = /^\/([^/]+)\/(.+)$/.exec(decodeURIComponent(context.path)) ?? [];
    const tag = await readFile(`${server.store.getResourcePath(bucket, key, 'object')}.md5`, 'utf8').then(
      (md5) => `"${md5}"`,
      () => null
    );
    const holds = noneMatch === undefined ? tag !== null && tag === match : tag === null;
    if (holds) return next();
    context.req.resume();
    context.status = match !== undefined && tag === null ? 404 : 412;
    context.type = 'application/xml';
    context.body = `<Error><Code>${context.status === 404 ? 'NoSuchKey' : 'PreconditionFailed'}</Code></Error>`;
  });
  last = turn.catch(() => undefined);
  return turn;
});

const { port: taken } = await server.run();
console.log(`listening on ${taken}`);
