/** 𠮷, U+20BB7: four bytes in GB18030, a pair of surrogates in UTF-16. */
export const rare = { character: '\u{20bb7}', gb18030: [0x95, 0x34, 0xb2, 0x35] };

const twoBytes = new Map<string, number[]>();
for (let lead = 0x81; lead <= 0xfe; lead++) {
  for (let trail = 0x40; trail <= 0xfe; trail++) {
    if (trail === 0x7f) continue;
    const character = new TextDecoder('gb18030').decode(Uint8Array.of(lead, trail));
    if (character.length === 1) twoBytes.set(character, [lead, trail]);
  }
}

export function gb18030(text: string): Buffer {
  return Buffer.from(
    [...text].flatMap((character) => {
      if (character < '\x80') return [character.charCodeAt(0)];
      const bytes = character === rare.character ? rare.gb18030 : twoBytes.get(character);
      if (!bytes) throw new Error(`no bytes for ${character}`);
      return bytes;
    })
  );
}

export const utf8 = (text: string): Buffer => Buffer.from(text);
export const utf8Marked = (text: string): Buffer => Buffer.from(`\ufeff${text}`);
export const utf16le = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');
export const utf16be = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();

/** The bytes of a text in an encoding of two bytes that nobody here writes: looked up in what they decode to. */
export function inEncoding(label: string, text: string): Buffer {
  const decoder = new TextDecoder(label);
  const known = new Map<string, number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (character.length === 1 && !known.has(character)) known.set(character, [lead, trail]);
    }
  return Buffer.from(
    Array.from(text).flatMap((character) => {
      const bytes = character < '\x80' ? [character.charCodeAt(0)] : known.get(character);
      if (!bytes) throw new Error(`no bytes for ${character} in ${label}`);
      return bytes;
    })
  );
}
