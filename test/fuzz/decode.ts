/** The whole text of a file in the first encoding that it reads in, by its mark or by trial; null where none does. */
export function decodeText(bytes: Buffer): string | null {
  const marks = { 'utf-8': 'efbbbf', 'utf-16le': 'fffe', 'utf-16be': 'feff' };
  const marked = Object.entries(marks).find(([, mark]) => bytes.toString('hex', 0, 3).startsWith(mark))?.[0];
  for (const encoding of marked ? [marked] : ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  }
  return null;
}
