import { unescapeText } from '../read/text.ts';

const signs: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** What the elements of this name say in a piece of XML, joined, without how it is pronounced. */
export function textIn(xml: string, element: string): string {
  const pattern = new RegExp(`<(?:\\w+:)?${element}(?:\\s[^>]*)?>([\\s\\S]*?)</(?:\\w+:)?${element}>`, 'g');
  const plain = xml.replace(/<((?:\w+:)?rPh)[\s>][\s\S]*?<\/\1>/g, '');
  return Array.from(plain.matchAll(pattern), ([, text = '']) => unescapeText(resolved(text))).join('');
}

/** What a piece of XML text or an attribute says. */
export const plainTextOf = (text: string): string => unescapeText(resolved(text));

const resolved = (text: string): string =>
  text
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, raw: string) => raw.replaceAll('&', '&amp;'))
    .replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, code?: string, name = '') =>
      hex || code ? String.fromCodePoint(hex ? parseInt(hex, 16) : Number(code)) : (signs[name] ?? whole)
    );
