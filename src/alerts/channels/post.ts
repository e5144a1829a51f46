import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import type { Channel, Secret } from './channel.ts';
import { placeOf, RefusedPlace } from './place.ts';
import { meaningOf } from './answer.ts';
import type { Outcome } from './letter.ts';
import { withoutSecrets } from './secret.ts';

/** Milliseconds. */
export interface Patience {
  connect: number;
  /** From the first byte to the last. */
  all: number;
}

export const patience: Patience = { connect: 10_000, all: 30_000 };

/** So much of an answer is read; what is longer says nothing more. */
const most = 8192;

export interface Posting {
  channel: Channel;
  secret: Secret;
  /** The folder of secrets, where an own authority lies. */
  secrets: string;
  address: URL;
  headers?: Readonly<Record<string, string>>;
  body: string;
  patience?: Patience;
}

/**
 * Posts JSON to the one host of a channel and says what became of it. No redirect is followed, no proxy asked, nothing
 * of an error of the client is passed on: it would say the address, which is the secret.
 */
export async function post({ channel, secret, patience: wait = patience, ...asked }: Posting): Promise<Outcome> {
  try {
    const answer = await exchange({ channel, secret, patience: wait, ...asked });
    return hidden(meaningOf(channel.kind, answer), secret);
  } catch (error) {
    return hidden(failureOf(error), secret);
  }
}

const hidden = (outcome: Outcome, secret: Secret): Outcome =>
  outcome.is === 'ok' ? outcome : { ...outcome, reason: withoutSecrets(outcome.reason, secret) };

/** After the body is away, the other side may have taken it. */
class CutOff extends Error {}

async function exchange({
  channel,
  secrets,
  address,
  headers,
  body,
  patience: wait,
}: Required<Pick<Posting, 'patience'>> & Posting): Promise<{ status: number; body: string }> {
  const isSecure = address.protocol === 'https:';
  const place = await placeOf(address.hostname, channel.nets);
  const ca = channel.ca === null ? undefined : await readFile(join(secrets, channel.ca));
  const bytes = Buffer.from(body, 'utf8');
  return new Promise((resolve, reject) => {
    let isAway = false;
    const fail = (error: unknown) => {
      clearTimeout(timer);
      reject(isAway ? new CutOff(wordsOf(error)) : error);
      request.destroy();
    };
    const timer = setTimeout(() => fail(Object.assign(new Error(), { code: 'ETIMEDOUT' })), wait.all);
    const request = (isSecure ? secureRequest : plainRequest)({
      host: place,
      port: address.port || (isSecure ? 443 : 80),
      path: address.pathname + address.search,
      method: 'POST',
      agent: false,
      headers: {
        host: address.host,
        'content-type': 'application/json; charset=utf-8',
        'content-length': bytes.length,
        ...headers,
      },
      ...(isSecure
        ? {
            servername: isIP(address.hostname.replace(/^\[|\]$/g, '')) ? '' : address.hostname,
            rejectUnauthorized: channel.isVerified,
            ...(ca === undefined ? {} : { ca }),
          }
        : {}),
    });
    request.setTimeout(wait.connect, () => {
      if (request.socket?.connecting !== false) fail(Object.assign(new Error(), { code: 'ETIMEDOUT' }));
    });
    request.on('error', fail);
    request.on('finish', () => (isAway = true));
    request.on('response', (response) => {
      const read: Buffer[] = [];
      let size = 0;
      const done = () => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(read).subarray(0, most).toString('utf8') });
      };
      response.on('data', (chunk: Buffer) => {
        read.push(chunk);
        size += chunk.length;
        if (size < most) return;
        done();
        request.destroy();
      });
      response.on('end', done);
      response.on('error', fail);
    });
    request.end(bytes);
  });
}

function failureOf(error: unknown): Outcome {
  if (error instanceof RefusedPlace) return { is: 'permanent', reason: error.message };
  if (error instanceof CutOff)
    return { is: 'temporary', reason: `发出以后没有等到回答（${error.message}），可能已经收到`, mayBeThere: true };
  return { is: 'temporary', reason: `没有连上：${wordsOf(error)}` };
}

const known: Readonly<Record<string, string>> = {
  ECONNREFUSED: '对方没有开这个端口',
  ECONNRESET: '连接断了',
  EPIPE: '连接断了',
  ETIMEDOUT: '等得太久',
  ESOCKETTIMEDOUT: '等得太久',
  ENOTFOUND: '域名解析不到',
  EAI_AGAIN: '域名暂时解析不到',
  EHOSTUNREACH: '到不了对方',
  ENETUNREACH: '到不了对方的网络',
  CERT_HAS_EXPIRED: '对方的证书过期了，请核对服务器时间',
  CERT_NOT_YET_VALID: '对方的证书还没有生效，请核对服务器时间',
  DEPTH_ZERO_SELF_SIGNED_CERT: '对方的证书是自签的，请在 ca 写明它的文件',
  SELF_SIGNED_CERT_IN_CHAIN: '对方的证书是本单位签的，请在 ca 写明它的文件',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: '对方的证书不被信任，请在 ca 写明签发它的文件',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: '对方的证书不被信任，请在 ca 写明签发它的文件',
  ERR_TLS_CERT_ALTNAME_INVALID: '对方的证书是别的名字的',
  EPROTO: '加密没有谈成，请核对端口和 security',
  ERR_SSL_WRONG_VERSION_NUMBER: '对方在这个端口不说加密，请核对端口和 security',
  ECONNECTION: '连接断了',
  ESOCKET: '连接出错',
  EDNS: '域名解析不到',
  ENOENT: '文件不在',
  EACCES: '没有权限',
};

/** An error in words of our own, by its code alone. */
export function wordsOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code !== 'string') return '没有说明';
  return `${known[code] ?? '出错'}（${code.replace(/[^\w]/g, '').slice(0, 60)}）`;
}
