/** How the bytes of a text are read; null where they are none. */
type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

const encodingOf = (bytes: Buffer): Encoding | null =>
  bytes[0] === 0xff && bytes[1] === 0xfe
    ? 'utf-16le'
    : bytes[0] === 0xfe && bytes[1] === 0xff
      ? 'utf-16be'
      : ((['utf-8', 'gb18030'] as const).find((encoding) => decoded(bytes, encoding) !== null) ?? null);

function decoded(bytes: Buffer, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * A text file with another text, in the encoding that it has; the same bytes where the text is the same, null where it
 * is no text or cannot be written so.
 */
export function rewriteTextFile(bytes: Buffer, rewrite: (text: string) => string): Buffer | null {
  const encoding = encodingOf(bytes);
  const text = encoding === null ? null : decoded(bytes, encoding);
  if (encoding === null || text === null) return null;
  const fresh = rewrite(text);
  if (fresh === text) return bytes;
  const written = encoding === 'gb18030' ? inChinese(bytes, fresh) : inUnicode(fresh, encoding);
  return written !== null && decoded(written, encoding) === fresh ? written : null;
}

function inUnicode(text: string, encoding: Exclude<Encoding, 'gb18030'>): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  const written = Buffer.from(text, 'utf16le');
  return encoding === 'utf-16be' ? written.swap16() : written;
}

/** Node reads GB18030 and does not write it: every character is written as the file itself or the standard has it. */
function inChinese(original: Buffer, text: string): Buffer | null {
  const known = twoBytes();
  for (let at = 0; at < original.length;) {
    const [lead = 0, next = 0] = [original[at], original[at + 1]];
    const length = lead < 0x81 ? 1 : next >= 0x30 && next <= 0x39 ? 4 : 2;
    if (length === 4) {
      const bytes = original.subarray(at, at + 4);
      known.set(decoded(bytes, 'gb18030') ?? '', bytes);
    }
    at += length;
  }
  const written = Array.from(text, (each) => (each < '\u0080' ? Buffer.from(each) : known.get(each)));
  return written.some((each) => each === undefined) ? null : Buffer.concat(written as Buffer[]);
}

function twoBytes(): Map<string, Buffer> {
  const known = new Map<string, Buffer>();
  for (let lead = 0x81; lead < 0xff; lead++)
    for (let next = 0x40; next < 0xff; next++) {
      if (next === 0x7f) continue;
      const bytes = Buffer.from([lead, next]);
      const text = decoded(bytes, 'gb18030');
      if (text !== null && !known.has(text)) known.set(text, bytes);
    }
  return known;
}
