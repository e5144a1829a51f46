const encodings: readonly [encoding: string, name: string][] = [
  ['utf-8', 'UTF-8'],
  ['gb18030', 'GB18030'],
];

/** A text that was given the name of a workbook, by the first bytes of it. */
export interface PlainText {
  /** As a person knows it: UTF-16, UTF-8, GB18030. */
  encoding: string;
  text: string;
}

/** The bytes as text; null where they are none. Of UTF-16 also what has no mark, by the zeros beside its letters. */
export function plainText(start: Buffer): PlainText | null {
  const mark = start.toString('hex', 0, 2);
  const wide = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : wideByZeros(start);
  if (wide) {
    const text = new TextDecoder(wide).decode(start.subarray(0, start.length & ~1));
    return isPlain(text.replaceAll('\0', '')) ? { encoding: 'UTF-16', text } : null;
  }
  for (const [encoding, name] of encodings) {
    const text = decoded(start, encoding);
    if (text !== null && isPlain(text)) return { encoding: name, text };
  }
  return null;
}

function decoded(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

/** Of noise that happens to decode about one character in eight is a control character. */
function isPlain(text: string): boolean {
  const controls = text.match(/[\u0000-\u0008\u000b\u000e-\u0019\u001b-\u001f\u007f\ufffd\ufffe\uffff\p{Co}\p{Cn}]/gu);
  return (controls?.length ?? 0) * 200 <= text.length;
}

function wideByZeros(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  const zeros = [0, 0];
  for (const [at, byte] of bytes.entries()) if (byte === 0) zeros[at % 2]!++;
  const [even, odd] = zeros as [number, number];
  if ((even + odd) * 50 < bytes.length) return null;
  if (odd > even * 4) return 'utf-16le';
  return even > odd * 4 ? 'utf-16be' : null;
}
