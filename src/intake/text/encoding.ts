import type { FileHandle } from 'node:fs/promises';
import { saveAsCsv, Unreadable } from '../unreadable.ts';
import { findInvalidByte, type InvalidByte } from './broken.ts';
import { encodingNames, type Encoding } from './bytes.ts';
import { refuseOtherKinds } from './magic.ts';
import { garbledBytes } from './garbled.ts';
import { findUtf8Within } from './mixture.ts';
import { unreadableAs } from './unreadable-as.ts';

export interface Detected {
  encoding: Encoding;
  /** The bytes of its mark at the head of the file, or of all of them. */
  mark: number;
  /** For the receipt. */
  name: string;
}

const marks: readonly [Encoding, string][] = [
  ['utf-8', 'efbbbf'],
  ['utf-16le', 'fffe'],
  ['utf-16be', 'feff'],
];

/**
 * The one encoding that the whole file reads in: the one its mark names, else UTF-8, else GB18030. An Unreadable says
 * where neither does, where the file is two encodings, and what it is if it is no text.
 */
export async function detectEncoding(file: FileHandle): Promise<Detected> {
  const head = Buffer.alloc(1 << 16);
  const bytes = head.subarray(0, (await file.read(head, 0, head.length, 0)).bytesRead);
  refuseOtherKinds(bytes);
  for (const [encoding, mark] of marks)
    if (bytes.toString('hex', 0, 3).startsWith(mark)) return marked(file, encoding, lengthOfMarks(bytes, mark));
  if (isBareUtf16(bytes)) {
    throw new Unreadable(
      'bare_utf16',
      '文件像是 UTF-16 编码，但开头没有字节顺序标记（BOM），不能确定怎样读',
      saveAsCsv
    );
  }
  const utf8 = await findInvalidByte(file, 'utf-8', 0);
  if (!utf8) return { encoding: 'utf-8', mark: 0, name: encodingNames['utf-8'] };
  const gb18030 = await findInvalidByte(file, 'gb18030', 0);
  const within = gb18030 ? null : await findUtf8Within(file);
  if (!gb18030 && within === null) return { encoding: 'gb18030', mark: 0, name: encodingNames.gb18030 };
  const other = garbledBytes(bytes);
  if (other) throw unreadableAs(other);
  const found = gb18030
    ? `按 GB18030 读，在${position(gb18030)}中断`
    : `按 GB18030 读，又有按 UTF-8 写的“${within?.slice(0, 20)}”`;
  throw new Unreadable(
    'two_encodings',
    `文件不是一种编码写成的，或有字节损坏：按 UTF-8 读，在${position(utf8)}中断；${found}`,
    oneEncoding
  );
}

/** A file that was saved with a mark by two programs has two of them. */
function lengthOfMarks(bytes: Buffer, mark: string): number {
  const step = mark.length / 2;
  let end = step;
  while (bytes.toString('hex', end, end + step) === mark) end += step;
  return end;
}

const oneEncoding = `像是两个文件拼在了一起，或传输中损坏。${saveAsCsv}`;

async function marked(file: FileHandle, encoding: Encoding, mark: number): Promise<Detected> {
  const broken = await findInvalidByte(file, encoding, mark);
  const name = encodingNames[encoding];
  if (!broken) return { encoding, mark, name: encoding === 'utf-8' ? `${name} BOM` : name };
  throw new Unreadable('two_encodings', `文件开头标明是 ${name}，但在${position(broken)}读不下去`, oneEncoding);
}

const position = ({ byte, line }: InvalidByte): string => `第 ${byte} 字节（第 ${line} 行）`;

/** Whether the zeros of a text stand beside its plain letters, all on one side. */
function isBareUtf16(bytes: Buffer): boolean {
  return (['utf-16le', 'utf-16be'] as const).some((encoding) => {
    const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
    const zeros = even.filter((byte, i) => byte === 0 && i % 2 === (encoding === 'utf-16le' ? 1 : 0)).length;
    // Of Chinese characters a few, such as 一 (U+4E00), have a zero on the other side.
    const others = even.filter((byte) => byte === 0).length - zeros;
    if (zeros < 4 || zeros * 50 < even.length || others * 4 > zeros) return false;
    const text = new TextDecoder(encoding).decode(even);
    return /[,;\t\r\n]/.test(text) && !/[\0\ufffd]/.test(text.slice(0, -1));
  });
}
