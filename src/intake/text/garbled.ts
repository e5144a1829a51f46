import { everyday } from './everyday.ts';

/** What a text is that was read in another encoding than it was written in. */
export interface Garbled {
  /** What became of it, for people. */
  what: string;
  /** How it begins, read as it was written. */
  meant: string;
  /** The bytes are still those that were written: saved from the right program they read. */
  isWhole: boolean;
}

/** Of bytes that are read as GB18030, what else they may be. */
const foreign: readonly { label: string; name: string; common: () => ReadonlySet<string> }[] = [
  { label: 'big5', name: 'Big5（繁体中文）', common: () => (big5 ??= charactersOf('big5', 0xa4, 0xc6)) },
  { label: 'shift_jis', name: 'Shift-JIS（日文）', common: () => (jis ??= japanese()) },
];
let big5: ReadonlySet<string> | undefined;
let jis: ReadonlySet<string> | undefined;

/** Texts that were opened in a wrong encoding and saved again: as what, and how they were written. */
const saved: readonly {
  bytesOf: (text: string) => Uint8Array | null;
  opened: string;
  written: string;
  name: string;
}[] = [
  { bytesOf: western, opened: '西欧文字', written: 'gb18030', name: 'GBK' },
  { bytesOf: western, opened: '西欧文字', written: 'utf-8', name: 'UTF-8' },
  { bytesOf: chinese, opened: ' GBK ', written: 'utf-8', name: 'UTF-8' },
];

/** What bytes are that are no UTF-8: null where they may well be GB18030. */
export function garbledBytes(bytes: Uint8Array): Garbled | null {
  const own = decoded(bytes, 'gb18030');
  const ownShare = own === null ? 0 : shareOf(own, everyday());
  for (const { label, name, common } of foreign) {
    const meant = decoded(bytes, label);
    if (meant === null) continue;
    const share = shareOf(meant, common());
    if (share >= 0.9 && share > ownShare + 0.2)
      return { what: `像是 ${name}编码，不是 UTF-8 或 GB18030`, meant, isWhole: true };
  }
  return null;
}

/** What a text is of which nothing was recognised: null where it may well be what was written. */
export function garbled(text: string): Garbled | null {
  const ownShare = shareOf(text, everyday());
  const bytes = chinese(text);
  const found = bytes && ownShare < 0.7 ? garbledBytes(bytes) : null;
  if (found) return found;
  for (const { bytesOf, opened, written, name } of saved) {
    const meant = decoded(bytesOf(text), written);
    if (meant !== null && shareOf(meant, everyday()) >= 0.9 && ownShare < 0.7)
      return { what: `像是 ${name} 的文件被当作${opened}打开，又存了一次，已经是乱码`, meant, isWhole: false };
  }
  return null;
}

/** Text where all of it reads; a character that is cut off at the end is left out. */
function decoded(bytes: Uint8Array | null, label: string): string | null {
  if (bytes === null) return null;
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

/** Of the characters beyond plain letters, how many are common ones. Of too few nothing is said: 0. */
function shareOf(text: string, common: ReadonlySet<string>): number {
  const marks = text.match(/[^\0-\x7f\u3000-\u303f\uff00-\uff60\u2010-\u203a]/gu) ?? [];
  return marks.length < 4 ? 0 : marks.filter((mark) => common.has(mark)).length / marks.length;
}

/** All characters of two bytes whose first lies between these. */
function charactersOf(label: string, from: number, to: number): Set<string> {
  const decoder = new TextDecoder(label);
  const found = new Set<string>();
  for (let lead = from; lead <= to; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) found.add(decoder.decode(Uint8Array.of(lead, trail)));
  return found;
}

/** Kana, and the everyday characters of JIS. */
function japanese(): Set<string> {
  const found = charactersOf('shift_jis', 0x88, 0x97);
  for (let code = 0x3041; code <= 0x30fe; code++) found.add(String.fromCharCode(code));
  return found;
}

let ofWestern: Map<string, number[]> | undefined;
let ofChinese: Map<string, number[]> | undefined;

/** The bytes that Western Europe's code page shows as this text; null where it cannot. */
function western(text: string): Uint8Array | null {
  ofWestern ??= new Map(
    Array.from({ length: 128 }, (_, i) => [new TextDecoder('windows-1252').decode(Uint8Array.of(i + 128)), [i + 128]])
  );
  return bytesBy(text, ofWestern);
}

/** The bytes of a text in GBK; null where it has other characters. */
function chinese(text: string): Uint8Array | null {
  if (ofChinese === undefined) {
    const decoder = new TextDecoder('gb18030');
    ofChinese = new Map();
    for (let lead = 0x81; lead <= 0xfe; lead++)
      for (let trail = 0x40; trail <= 0xfe; trail++) {
        const character = decoder.decode(Uint8Array.of(lead, trail));
        if (character.length === 1) ofChinese.set(character, [lead, trail]);
      }
  }
  return bytesBy(text, ofChinese);
}

function bytesBy(text: string, known: ReadonlyMap<string, readonly number[]>): Uint8Array | null {
  const bytes: number[] = [];
  for (const character of text) {
    const found = character < '\x80' ? [character.charCodeAt(0)] : known.get(character);
    if (found === undefined) return null;
    bytes.push(...found);
  }
  return Uint8Array.from(bytes);
}
