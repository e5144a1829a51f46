import { Agent, request } from 'node:https';
import { phrase } from '../accounts/desk.ts';

export interface Seen {
  status: number;
  body: string;
  headers: NodeJS.Dict<string | string[]>;
}

/** A browser that keeps its cookies, on connections of its own. */
export function browser(port: number, name: string) {
  const jar = new Map<string, string>();
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  const origin = `https://localhost:${port}`;

  function ask(
    path: string,
    { method = 'GET', body = '', headers = {} as Record<string, string> } = {}
  ): Promise<Seen> {
    return new Promise((resolve, reject) => {
      const asked = request(
        `${origin}${path}`,
        {
          method,
          agent,
          headers: {
            'user-agent': name,
            cookie: Array.from(jar, ([key, value]) => `${key}=${value}`).join('; '),
            ...headers,
            ...(body === '' ? {} : { 'content-length': `${Buffer.byteLength(body)}` }),
          },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          response.on('error', reject).on('end', () => {
            for (const each of response.headers['set-cookie'] ?? []) {
              const [key = '', value = ''] = (each.split(';')[0] ?? '').split(/=(.*)/s);
              jar.set(key, value);
            }
            resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers });
          });
        }
      );
      asked.on('error', reject);
      asked.end(body);
    });
  }

  return {
    name,
    jar,
    ask,
    signIn: (account: string) =>
      ask('/api/session', {
        method: 'POST',
        body: JSON.stringify({ name: account, password: phrase }),
        headers: { 'content-type': 'application/json', origin, 'sec-fetch-site': 'same-origin' },
      }),
    close: () => agent.destroy(),
  };
}
