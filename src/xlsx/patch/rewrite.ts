import { Readable } from 'node:stream';
import type { Archive } from '../read/archive.ts';
import { escapeXml } from '../write/xml.ts';
import { writeZip, type ZipPart } from '../write/zip.ts';
import { plainTextOf } from './comment-text.ts';
import { attribute, tokens, withAttribute } from './tokens.ts';

type Rewrite = (text: string) => string;

/** What is said in several pieces that people read as one: runs of a cell or a comment, a paragraph of a drawing. */
const wholes: ReadonlySet<string> = new Set(['si', 'is', 'c', 'comment', 'p']);

/**
 * A workbook with other texts wherever one stands: cells, cached results, notes, threads and who wrote them, drawings,
 * properties, links, what a pivot table remembers, names of sheets. Parts that hold none are copied as they lie; a
 * picture of the first page goes with the first text. null where nothing is another text. What is no XML and `holds`
 * something is an Error: nobody can take it out of there.
 */
export async function rewriteWorkbook(
  archive: Archive,
  rewrite: Rewrite,
  holds: (bytes: Buffer) => boolean
): Promise<AsyncGenerator<Buffer> | null> {
  const parts: ZipPart[] = [];
  let isOther = false;
  for (const name of archive.names) {
    const bytes = await bytesOf(archive, name);
    const xml = xmlOf(bytes);
    if (xml === null) {
      if (holds(bytes)) throw new Error(`${name} 不是文字，里面有要清除的`);
      parts.push({ name, content: [bytes] });
      continue;
    }
    const fresh = await rewriteXml(xml, rewrite);
    isOther ||= fresh !== xml;
    parts.push({ name, content: [fresh === xml ? bytes : fresh.replace(/(encoding\s*=\s*["'])[^"']*/, '$1UTF-8')] });
  }
  if (!isOther) return null;
  return writeZip(
    parts.map((part) => (/^docProps\/thumbnail\./i.test(part.name) ? { name: part.name, content: [''] } : part))
  );
}

async function bytesOf(archive: Archive, name: string): Promise<Buffer> {
  return Buffer.concat(await Readable.from(archive.bytes(name)).toArray());
}

/** The text of a part that is XML; null of any other. */
function xmlOf(bytes: Buffer): string | null {
  const encoding = bytes[0] === 0xff ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return /^\s*</.test(text) ? text : null;
  } catch {
    return null;
  }
}

/** A piece of XML with other texts and attributes; every other character stays. */
export async function rewriteXml(xml: string, rewrite: Rewrite): Promise<string> {
  const written: string[] = [];
  let whole: string[] | null = null;
  let end = '';
  for await (const token of tokens([xml])) {
    const name = /^<\/?(?:[^\s:/>]+:)?([^\s/>]+)/.exec(token)?.[1] ?? '';
    const isOpen = token.startsWith('<') && !/^<[/!?]/.test(token) && !token.endsWith('/>');
    if (whole === null && isOpen && wholes.has(name)) {
      whole = [token];
      end = name;
    } else if (whole !== null) {
      whole.push(token);
      if (token.startsWith('</') && name === end) {
        written.push(...rewriteWhole(whole, rewrite));
        whole = null;
      }
    } else written.push(rewriteToken(token, rewrite));
  }
  return [...written, ...(whole ?? [])].join('');
}

function rewriteToken(token: string, rewrite: Rewrite): string {
  if (token.startsWith('<?')) return token;
  if (token.startsWith('<![CDATA[') || !token.startsWith('<')) return rewriteText(token, rewrite);
  if (token.startsWith('<!')) return rewrite(token);
  return token.replace(/(=\s*)("[^"]*"|'[^']*')/g, (all, equals: string, quotedText: string) => {
    const text = plainTextOf(quotedText.slice(1, -1));
    const fresh = rewrite(text);
    return fresh === text ? all : `${equals}"${escapeXml(fresh)}"`;
  });
}

function rewriteText(token: string, rewrite: Rewrite): string {
  const text = plainTextOf(token);
  const fresh = rewrite(text);
  return fresh === text ? token : escapeXml(fresh);
}

/** A cell, a shared text, a comment or a paragraph: what stands in its runs is read together. */
function rewriteWhole(whole: readonly string[], rewrite: Rewrite): string[] {
  const [open = ''] = whole;
  const kind = attribute(open, 't') ?? 'n';
  const isCell = /^<(?:[^\s:/>]+:)?c[\s>]/.test(open);
  const inside = placesOf(whole);
  const runs = [...whole.keys()].filter((at) => inside[at] === 't');
  const said = runs.map((at) => plainTextOf(whole[at] ?? '')).join('');
  const fresh = rewrite(said);
  let head = open;
  const written = whole.map((token, at) => {
    if (fresh !== said && runs.includes(at)) return at === runs[0] ? escapeXml(fresh) : '';
    // How a name is pronounced goes with it.
    if (fresh !== said && inside[at] === 'rPh') return '';
    if (!isCell || inside[at] !== 'v') return rewriteToken(token, rewrite);
    if (kind === 's') return token;
    const text = kind === 'n' ? shown(token) : plainTextOf(token);
    const other = rewrite(text);
    if (other === text) return token;
    head = withAttribute(head, 't', 'str');
    return escapeXml(other);
  });
  return [rewriteToken(head, rewrite), ...written.slice(1)];
}

/** A long number as its digits, however it is stored. */
const shown = (stored: string): string =>
  Number.isSafeInteger(Number(stored)) && stored.trim() !== '' ? String(Number(stored)) : stored;

/** In which element each text stands. */
function placesOf(whole: readonly string[]): string[] {
  const path: string[] = [];
  return whole.map((token) => {
    if (token.startsWith('<![CDATA[') || !token.startsWith('<'))
      return path.includes('rPh') ? 'rPh' : (path.at(-1) ?? '');
    const name = /^<\/?(?:[^\s:/>]+:)?([^\s/>]+)/.exec(token)?.[1] ?? '';
    if (token.startsWith('</')) path.pop();
    else if (!/^<[!?]/.test(token) && !token.endsWith('/>')) path.push(name);
    return '';
  });
}
