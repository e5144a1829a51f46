import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import Provider from 'oidc-provider';
import { callbackPath } from '../../src/access/provider.ts';

export type Claims = Record<string, unknown>;

export interface Portal {
  issuer: string;
  /** What the next tokens say in place of what the provider made them say; signed as if they were its own. */
  forge: ((claims: Claims) => Claims) | null;
  /** Signs them with a key that is not the provider's. */
  isForeign: boolean;
  /** How often it was asked for tokens. */
  asked: number;
  /** Goes where an address of the provider leads, as a browser does, and signs in as this subject. */
  visit(url: string, subject: string): Promise<string>;
  close(): Promise<void>;
}

const people: Readonly<Record<string, string>> = { 'u-1': 'jinan', 'u-2': 'jinan', 'u-3': 'stranger', 'u-4': 'weihai' };

/** The OpenID provider of an office, a real one on this machine. */
export async function openPortal(origin: string): Promise<Portal> {
  let listener: RequestListener = (_request, response) => response.writeHead(503).end();
  const server = createServer((request, response) => listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { privateKey: foreign } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const handle = quietly(() => providerOf(issuer, origin, privateKey)).callback();
  const portal: Portal = {
    issuer,
    forge: null,
    isForeign: false,
    asked: 0,
    visit: (url, subject) => visit(url, subject, origin),
    close: () => closed(server),
  };
  listener = (request, response) => {
    if (request.url?.startsWith('/token')) portal.asked++;
    if (request.url?.startsWith('/token') && (portal.forge || portal.isForeign)) {
      const end = response.end.bind(response);
      response.end = ((body?: unknown) => {
        const answer = JSON.parse(String(body)) as { id_token: string };
        const forged = forgedToken(
          answer.id_token,
          portal.forge ?? ((claims) => claims),
          portal.isForeign ? foreign : privateKey
        );
        response.removeHeader('content-length');
        return end(JSON.stringify({ ...answer, id_token: forged }));
      }) as typeof response.end;
    }
    return handle(request, response);
  };
  return portal;
}

function providerOf(issuer: string, origin: string, key: KeyObject): Provider {
  return new Provider(issuer, {
    clients: [
      {
        client_id: 'baijing',
        client_secret: 'a-secret-of-this-test',
        redirect_uris: [`${origin}${callbackPath}`],
        post_logout_redirect_uris: [`${origin}/sign-in`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, preferred_username: people[id] }),
    }),
    jwks: { keys: [{ ...key.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['a key of this test'] },
    pkce: { required: () => true },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  });
}

/** It warns of what is right for a test. */
function quietly<T>(work: () => T): T {
  const { warn, info } = console;
  Object.assign(console, { warn: () => undefined, info: () => undefined });
  try {
    return work();
  } finally {
    Object.assign(console, { warn, info });
  }
}

function forgedToken(token: string, forge: (claims: Claims) => Claims, key: KeyObject): string {
  const [head = '', body = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims;
  const text = `${head}.${Buffer.from(JSON.stringify(forge(claims))).toString('base64url')}`;
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}

/** Follows the provider until it leads back to the office, and answers that address. */
async function visit(start: string, subject: string, origin: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = start;
  let body: URLSearchParams | null = null;
  for (let i = 0; i < 12; i++) {
    const answer: Response = await fetch(url, {
      method: body ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ') },
      ...(body ? { body } : {}),
    });
    for (const each of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
      cookies.set(name, value);
    }
    const to = answer.headers.get('location');
    body = null;
    if (to !== null) {
      url = new URL(to, url).href;
      if (url.startsWith(origin)) return url;
      continue;
    }
    const page = await answer.text();
    const [, prompt] = /name="prompt" value="(\w+)"/.exec(page) ?? [];
    if (prompt === undefined) throw new Error(`${url} answered ${answer.status}: ${page.slice(0, 400)}`);
    body = new URLSearchParams({ prompt, ...(prompt === 'login' ? { login: subject, password: 'x' } : {}) });
  }
  throw new Error(`${start} leads nowhere`);
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });
