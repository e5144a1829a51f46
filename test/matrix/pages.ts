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

/** Every page that there is a file of, with what its address may hold. */
export function pagesOf(pools: Pools, most: number): Door[] {
  const files = readdirSync('src/routes', { recursive: true, encoding: 'utf8' });
  const pages = files
    .filter((file) => /\+page\.svelte$/.test(file))
    .map((file) => `/${file}`.replace(/\/\+page\.svelte$/, ''));
  return pages.sort().map((page) => ({ path: page || '/', addresses: addressesOf(page, pools).slice(0, most) }));
}

function addressesOf(page: string, pools: Pools): string[] {
  const [version = ''] = pools.load ?? [];
  if (page === '/[[dashboard]]')
    return [
      ...pools.dashboard!.map((name) => `/${name === 'overview' ? '' : name}`),
      '/?city=青岛市',
      '/quota?city=烟台市',
      '/funding?city=青岛市',
    ].map(encodeURI);
  if (page === '/wall/[[dashboard]]') return ['/?view=wall', '/quota?view=wall', '/funding?view=wall'];
  if (page === '/findings/[rule]/[subject]/[span]')
    return pools.finding!.map((key) => `/findings/${key.split('/').map(encodeURIComponent).join('/')}`);
  if (page === '/explain') return pools.explain!.map((query) => `/explain?${query}`);
  if (page === '/data/upload') return ['/data/upload', ...(pools.upload ?? []).map((id) => `/data/upload?id=${id}`)];
  let roots = [page];
  const fill = (name: string, values: readonly string[]) => {
    roots = roots.flatMap((root) =>
      root.includes(name) ? values.map((value) => root.replace(name, encodeURIComponent(value))) : [root]
    );
  };
  fill('[id]', pools.project!);
  fill('[city]', ['济南市', '青岛市']);
  fill('[receipt]', [version]);
  fill('[hash]', pools.hash!);
  if (page !== roots[0]) return roots;
  return [
    page,
    `${page}?city=${encodeURIComponent('青岛市')}`,
    `${page}?search=${pools.project![0]}`,
    `${page}?direction=${encodeURIComponent(pools.direction?.[0] ?? '')}`,
  ];
}
