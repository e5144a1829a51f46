export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'gb18030';

/** What a file in the encoding begins with. */
export function mark(encoding: Encoding): Buffer {
  if (encoding === 'utf-8-bom') return Buffer.from([0xef, 0xbb, 0xbf]);
  if (encoding === 'utf-16le') return Buffer.from([0xff, 0xfe]);
  return Buffer.alloc(0);
}

/** Room for any encoding of a text of that length. */
export function room(length: number): Buffer {
  return Buffer.allocUnsafe(length * 3);
}

/**
 * Writes text as bytes and answers how many; a character that the two-byte part of GB 18030 does not have is an Error.
 */
export function encode(text: string, encoding: Encoding, bytes: Buffer): number {
  if (encoding === 'utf-16le') return bytes.write(text, 'utf16le');
  if (encoding !== 'gb18030') return bytes.write(text, 'utf8');
  const pairs = (table ??= twoBytes());
  let length = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      bytes[length++] = unit;
      continue;
    }
    const pair = pairs[unit];
    if (!pair) throw new Error(`GB 18030 in two bytes has no ${JSON.stringify(text[i])}`);
    bytes[length++] = pair >> 8;
    bytes[length++] = pair & 0xff;
  }
  return length;
}

let table: Uint16Array | null = null;

/** Node only reads GB 18030, so its table is read backwards. */
function twoBytes(): Uint16Array {
  const pairs = new Uint16Array(0x10000);
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue;
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (character.length === 1 && character !== '\uFFFD') pairs[character.charCodeAt(0)] = (lead << 8) | trail;
    }
  }
  return pairs;
}
