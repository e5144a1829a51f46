/** A text of a file, and how it is written. */
export interface Encoded {
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';
  /** The bytes that mark it at its head, as they stand there. */
  mark: Buffer;
  text: string;
}

const marks: readonly [Encoded['encoding'], string][] = [
  ['utf-8', 'efbbbf'],
  ['utf-16le', 'fffe'],
  ['utf-16be', 'feff'],
];

/** Reads the bytes of a file; null where what is read could not be written again byte by byte. */
export function decodeWhole(bytes: Buffer): Encoded | null {
  const [encoding, mark] = marks.find(([, each]) => bytes.toString('hex', 0, each.length / 2) === each) ?? [
    'utf-8',
    '',
  ];
  const body = bytes.subarray(mark.length / 2);
  const tried = mark === '' ? (['utf-8', 'gb18030'] as const) : [encoding];
  for (const each of tried) {
    const text = readAs(each, body);
    if (text === null) continue;
    const read: Encoded = { encoding: each, mark: bytes.subarray(0, mark.length / 2), text };
    return encodeWhole(read, text)?.equals(bytes) ? read : null;
  }
  return null;
}

function readAs(encoding: Encoded['encoding'], body: Buffer): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return null;
  }
}

/** Writes another text as a file is written; null where its encoding has no sign for one of its characters. */
export function encodeWhole({ encoding, mark }: Pick<Encoded, 'encoding' | 'mark'>, text: string): Buffer | null {
  const body = bodyOf(encoding, text);
  return body === null ? null : Buffer.concat([mark, body]);
}

function bodyOf(encoding: Encoded['encoding'], text: string): Buffer | null {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  const parts = Array.from(text, (character) => signs().get(character));
  return parts.some((each) => each === undefined) ? null : Buffer.concat(parts as Buffer[]);
}

let known: ReadonlyMap<string, Buffer> | undefined;

/** The characters of GB18030 that have one byte or two: programs of offices write no others. */
function signs(): ReadonlyMap<string, Buffer> {
  if (known !== undefined) return known;
  const decoder = new TextDecoder('gb18030');
  const found = new Map<string, Buffer>();
  for (let byte = 0; byte < 0x80; byte++) found.set(String.fromCharCode(byte), Buffer.of(byte));
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const sign = Buffer.of(lead, trail);
      const text = trail === 0x7f ? '' : decoder.decode(sign);
      if (Array.from(text).length === 1 && text !== '\ufffd') found.set(text, sign);
    }
  return (known = found);
}
