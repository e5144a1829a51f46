import { createReadStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { hashOf } from '#warehouse';
import { createS3Client, type S3Request } from './s3-client.ts';
import { mostOfText, type Listed, type ObjectStore } from './store.ts';

export interface S3Options {
  bucket: string;
  /** What goes before every key; '' or with a slash at its end. */
  prefix: string;
  endpoint: string | null;
  environment?: NodeJS.ProcessEnv;
}

/** What one request may put. */
const largest = 5 * 2 ** 30;

/**
 * A bucket of what speaks the S3 API. A pointer is moved by If-Match and made by If-None-Match, never the other way
 * round: some servers take If-Match of what is not there for no condition.
 */
export function s3Store({ bucket, prefix, endpoint, environment = process.env }: S3Options): ObjectStore {
  const name = `s3://${bucket}/${prefix}`.replace(/\/$/, '');
  const client = createS3Client({ name, bucket, endpoint, environment });
  const ask = (request: Omit<S3Request, 'key'> & { key: string }) =>
    client.ask({ ...request, key: `${prefix}${request.key}` });

  async function list(below: string): Promise<{ now: number; listed: Listed[] }> {
    const listed: Listed[] = [];
    let token: string | null = null;
    let now = 0;
    do {
      const query: Record<string, string> = { 'list-type': '2', prefix: `${prefix}${below}/` };
      if (token !== null) query['continuation-token'] = token;
      const answer = await client.ask({ method: 'GET', key: '', query });
      now = Date.parse(answer.headers.date ?? '') || Date.now();
      const text = await textOf(answer, name);
      // What lists nothing because it failed would be taken for a store that nobody reads.
      if (!/<\/ListBucketResult>\s*$/.test(text)) throw new Error(`${name} 列不出来：回答的不是清单`);
      for (const [, one = ''] of text.matchAll(/<Contents>([^]*?)<\/Contents>/g)) {
        const at = Date.parse(inTag(one, 'LastModified'));
        listed.push({ key: plain(inTag(one, 'Key')).slice(prefix.length), bytes: Number(inTag(one, 'Size')), at });
      }
      token = inTag(text, 'IsTruncated') === 'true' ? plain(inTag(text, 'NextContinuationToken')) : null;
    } while (token !== null && token !== '');
    return { now, listed };
  }

  return {
    name,
    async read(key, unless) {
      const headers: Record<string, string> = unless === undefined ? {} : { 'if-none-match': unless };
      const answer = await ask({ method: 'GET', key, headers, also: [304, 404] });
      if (answer.statusCode === 200) {
        // What packs an answer on its way calls the tag a weak one, by which nothing is ever put.
        const tag = (answer.headers.etag ?? '').replace(/^W\//, '');
        const text = await textOf(answer, `${name} 的 ${key}`);
        if (tag === '') throw new Error(`${name} 的 ${key} 没有 ETag，看不出有没有别人改过，不能用`);
        return { text, tag };
      }
      answer.resume();
      return answer.statusCode === 304 ? 'same' : null;
    },
    async get(key) {
      const answer = await ask({ method: 'GET', key, also: [404] });
      if (answer.statusCode === 200) return bytesOf(answer, `${name} 的 ${key}`);
      answer.resume();
      return null;
    },
    async size(key) {
      const answer = await ask({ method: 'HEAD', key, also: [404] });
      answer.resume();
      return answer.statusCode === 200 ? Number(answer.headers['content-length']) : null;
    },
    async put(key, body) {
      const bytes = typeof body === 'string' ? Buffer.byteLength(body) : body.bytes;
      if (bytes > largest) throw new Error(`${key} 有 ${bytes} 字节，超过 S3 一次能放的 5 GB；请用共享文件夹`);
      const sent =
        typeof body === 'string'
          ? { bytes, sha256: hashOf(body), open: () => body }
          : { bytes, sha256: body.sha256, open: () => createReadStream(body.path, { highWaterMark: 1 << 20 }) };
      (await ask({ method: 'PUT', key, body: sent })).resume();
    },
    async swap(key, text, before) {
      const headers: Record<string, string> = before === null ? { 'if-none-match': '*' } : { 'if-match': before };
      const body = { bytes: Buffer.byteLength(text), sha256: hashOf(text), open: () => text };
      const answer = await ask({ method: 'PUT', key, headers, body, also: [404, 412] });
      answer.resume();
      return answer.statusCode === 200;
    },
    list,
    async remove(key) {
      (await ask({ method: 'DELETE', key, also: [404] })).resume();
    },
    close: () => client.close(),
  };
}

async function textOf(answer: IncomingMessage, what: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of bytesOf(answer, what)) {
    bytes += chunk.length;
    if (bytes > mostOfText) throw new Error(`${what} 太大，没有读完`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A line that breaks on the way is an Error that says of what. */
async function* bytesOf(answer: IncomingMessage, what: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of answer) yield chunk as Uint8Array;
  } catch (error) {
    throw new Error(`${what} 读到一半断了`, { cause: error });
  }
}

const inTag = (text: string, tag: string): string => {
  const from = text.indexOf(`<${tag}>`);
  const to = text.indexOf(`</${tag}>`, from);
  return from < 0 || to < 0 ? '' : text.slice(from + tag.length + 2, to);
};

const plain = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
