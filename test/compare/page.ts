import type { Json } from './json.ts';

/**
 * What a page says, as sent by the server: its title, its texts in their order, and where its links lead. A picture is
 * drawn of what a panel answers, which is compared by itself.
 */
export function readPage(html: string): Json {
  const [, title = ''] = /<title>([^<]*)<\/title>/.exec(html) ?? [];
  const body = html
    .replace(/^[\s\S]*?<body[^>]*>/, '')
    .replaceAll(/<(script|style)\b[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<svg aria-hidden="true" focusable="false"[\s\S]*?<\/svg>/g, '')
    .replaceAll(/<!--[\s\S]*?-->/g, '');
  const texts = body
    .split(/<[^>]*>/)
    .map((text) => decoded(text).replaceAll(/\s+/g, ' ').trim())
    .filter((text) => text !== '');
  const links = Array.from(body.matchAll(/\shref="([^"]*)"/g), ([, href = '']) => decoded(href));
  return { title: decoded(title), texts, links: [...new Set(links)].filter((href) => !href.includes('/_app/')).sort() };
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };
const decoded = (text: string): string => text.replaceAll(/&([#\w]+);/g, (all, name: string) => entities[name] ?? all);
