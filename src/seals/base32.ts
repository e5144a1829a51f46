/** Crockford's: without I, L, O and U, which are read as others. */
export const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Bytes in symbols of five bits each; what is left of the last one is 0. */
export function toBase32(bytes: Uint8Array): string {
  let [held, bits, said] = [0, 0, ''];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) said += alphabet[(held >> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? said + alphabet[(held << (5 - bits)) & 31] : said;
}

/** So many bytes of such a text; null of any other text than the one that they are written as. */
export function fromBase32(text: string, count: number): Uint8Array | null {
  if (text.length !== Math.ceil((count * 8) / 5)) return null;
  const bytes = new Uint8Array(count);
  let [held, bits, at] = [0, 0, 0];
  for (const symbol of text) {
    const value = alphabet.indexOf(symbol);
    if (value < 0) return null;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = held >> bits;
      held &= (1 << bits) - 1;
    }
  }
  // The unused bits of the last symbol: another symbol would say the same bytes.
  return held === 0 ? bytes : null;
}
