import type { Civil } from '../incident.ts';

/** Something that was told, as a line of a feed. */
export interface FeedEntry {
  /** What it is known by for ever. */
  key: string;
  title: string;
  text: string;
  /** When it last became another thing. */
  at: Civil;
  link: string;
}

/** What was told as readers of feeds read it (RFC 4287): the same entries are the same bytes. */
export function atomOf(
  entries: readonly FeedEntry[],
  { title, self, page, id }: { title: string; self: string; page: string; id: string }
): string {
  const updated = entries.reduce((last, { at }) => (at > last ? at : last), '2000-01-01T00:00:00');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
    `<id>${escaped(`tag:baijing.invalid,2000-01-01:${id}`)}</id>`,
    `<title>${escaped(title)}</title>`,
    `<updated>${zoned(updated)}</updated>`,
    `<link rel="self" type="application/atom+xml" href="${escaped(self)}"/>`,
    `<link rel="alternate" type="text/html" href="${escaped(page)}"/>`,
    '<author><name>百景</name></author>',
    ...entries.flatMap(({ key, title, text, at, link }) => [
      '<entry>',
      `<id>${escaped(`tag:baijing.invalid,2000-01-01:${id}/${encodeURIComponent(key)}`)}</id>`,
      `<title>${escaped(title)}</title>`,
      `<updated>${zoned(at)}</updated>`,
      `<link rel="alternate" type="text/html" href="${escaped(link)}"/>`,
      `<content type="text">${escaped(text)}</content>`,
      '</entry>',
    ]),
    '</feed>',
    '',
  ].join('\n');
}

const zoned = (at: Civil): string => `${at}+08:00`;

const names: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** No mark of XML, and no character that XML has no way to write. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ')
    .replaceAll(/[&<>"']/g, (mark) => names[mark] ?? mark);
