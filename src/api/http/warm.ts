import type { FastifyInstance } from 'fastify';

/** Opens so many pages of the menus, one after the other, so that nobody who comes to a version first waits. */
export async function warmPages(
  app: FastifyInstance,
  host: string,
  { most, signal }: { most: number; signal: AbortSignal }
): Promise<void> {
  const open = (url: string) =>
    app
      .inject({ url, headers: { host, accept: 'text/html', 'accept-encoding': 'br' } })
      .then(({ statusCode }) => statusCode);
  const { body } = await app.inject({ url: '/', headers: { host, accept: 'text/html' } });
  const menus = Array.from(body.matchAll(/<nav[\s>][^]*?<\/nav>/g), ([nav]) => nav).join('');
  const ways = new Set(
    Array.from(menus.matchAll(/ href="(\/[^"]*)"/g), ([, url = '']) => url.replaceAll('&amp;', '&'))
  );
  for (const url of ['/', ...[...ways].slice(0, most)]) {
    if (signal.aborted) return;
    await open(url);
  }
}
