import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import Fastify from 'fastify';

/** A page of the floor: what is to be seen, and nothing that does anything. */
interface Bare {
  title: string;
  pictures: readonly string[];
  tables: readonly string[];
}

export interface Floor {
  address: string;
  close(): Promise<void>;
}

const compress = promisify(brotliCompress);

/**
 * The least that a page can be: Fastify alone, the same pictures and tables from memory, no script, no styles but the
 * colours. What stands beside it in the results is measured against it.
 */
export async function serveFloor(origin: string, paths: readonly string[]): Promise<Floor> {
  const pages = new Map<string, Bare>();
  for (const path of paths) pages.set(path, await bareOf(new URL(path, origin)));
  const app = Fastify();
  app.get('/*', async (request, reply) => {
    const page = pages.get(request.url);
    if (!page) return reply.code(404).send();
    const body = await compress(htmlOf(page, paths), { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
    return reply.type('text/html; charset=utf-8').header('content-encoding', 'br').send(body);
  });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  return { address, close: () => app.close() };
}

/** What our page of that address shows on a desk, without what makes it a page of ours. */
async function bareOf(url: URL): Promise<Bare> {
  const html = await (await fetch(url, { headers: { accept: 'text/html' } })).text();
  const main = html.replaceAll(/<!--[\s\S]*?-->/g, '');
  const all = (pattern: RegExp) => Array.from(main.matchAll(pattern), ([, found = '']) => found);
  return {
    title: /<h1[^>]*>([^<]*)/.exec(main)?.[1] ?? '',
    pictures: all(/<div class="wide[^"]*">(<svg[\s\S]*?<\/svg>)/g),
    // Those that are seen at once; those that are unfolded are no part of the floor.
    tables: all(/(<table[\s\S]*?<\/table>)/g)
      .filter((table) => !isFolded(main, table))
      .map(textsOf),
  };
}

const isFolded = (html: string, table: string): boolean => {
  const before = html.slice(0, html.indexOf(table));
  return before.lastIndexOf('<details') > before.lastIndexOf('</details');
};

/** The rows of a table with their texts alone. */
const textsOf = (table: string): string =>
  table.replaceAll(/<(?!\/?(?:table|thead|tbody|tr|th|td)\b)[^>]*>/g, '').replaceAll(/<(\w+)\s[^>]*>/g, '<$1>');

function htmlOf({ title, pictures, tables }: Bare, paths: readonly string[]): string {
  const links = paths.map((path) => `<a href="${path.replaceAll('&', '&amp;')}">${path}</a>`).join(' ');
  const parts = [...pictures.map((picture) => `<p class="chart">${picture}</p>`), ...tables].join('\n');
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${title}</title>
<style>:root{--ink:#111;--muted:#666;--rule:#ddd;--rule-strong:#bbb;--surface:#fff;--series-1:#27c}</style>
<nav>${links}</nav><h1>${title}</h1>
${parts}
</html>`;
}
