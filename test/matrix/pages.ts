import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Pages } from '#api';
import type { Door } from './doors.ts';
import type { Pools } from './pools.ts';

/** The pages as they are built. */
export async function builtPages(): Promise<Pages> {
  process.env.ORIGIN ??= 'http://localhost';
  const { handler } = (await import(pathToFileURL(resolve('build/handler.js')).href)) as { handler: Pages };
  return handler;
}

/** Every page that there is a file of, with what its address may hold; and the same as its own program asks for it. */
export function pagesOf(pools: Pools, most: number): Door[] {
  const files = readdirSync('src/routes', { recursive: true, encoding: 'utf8' });
  const pages = files
    .filter((file) => /\+page\.svelte$/.test(file))
    .map((file) => `/${file}`.replace(/\/\+page\.svelte$/, ''));
  return pages.sort().map((page) => {
    const addresses = addressesOf(page, pools).slice(0, most);
    return { path: page || '/', addresses: [...addresses, ...addresses.slice(0, 2).map(dataOf)] };
  });
}

const dataOf = (address: string): string => {
  const [path = '', query = ''] = address.split('?');
  return `${path.replace(/\/$/, '')}/__data.json${query === '' ? '' : `?${query}`}`;
};

/** What a part of an address is asked with, where it is called otherwise there. */
const called: Readonly<Record<string, string>> = { id: 'project', receipt: 'load', span: 'batch' };

function addressesOf(page: string, pools: Pools): string[] {
  if (page === '/[[dashboard]]')
    return [
      ...pools.dashboard!.map((name) => `/${name === 'overview' ? '' : name}`),
      '/?city=青岛市',
      '/quota?city=烟台市',
      '/funding?city=青岛市',
    ].map(encodeURI);
  if (page === '/wall/[[dashboard]]')
    return pools.dashboard!.map((name) => `/${name === 'overview' ? '' : name}?view=wall`);
  if (page === '/findings/[rule]/[subject]/[span]')
    return pools.finding!.map((key) => `/findings/${key.split('/').map(encodeURIComponent).join('/')}`);
  if (page === '/explain') return pools.explain!.map((query) => `/explain?${query}`);
  if (page === '/data/upload') return [page, ...(pools.upload ?? []).map((id) => `${page}?id=${id}`)];
  const names = Array.from(page.matchAll(/\[+([\w.]+)\]+/g));
  let roots = [page];
  for (const [part, name = ''] of names) {
    const values = pools[page.startsWith('/revisions/') ? 'revision' : (called[name] ?? name)];
    if (values === undefined) throw new Error(`${page}: nobody knows what ${part} may be`);
    roots = roots.flatMap((root) => values.map((value) => root.replace(part, encodeURIComponent(value))));
  }
  if (names.length > 0) return roots;
  const asked = [
    ['city', '青岛市'],
    ['search', pools.project![0]!],
    ['search', pools.token!.at(-1)!],
    ['direction', pools.direction?.[0] ?? ''],
    ['batch', '2025'],
    ['project', pools.project![1]!],
  ] as const;
  return [page, ...asked.map(([name, value]) => `${page}?${name}=${encodeURIComponent(value)}`)];
}
