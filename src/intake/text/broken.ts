import { isUtf8 } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';
import { blocksOf, type Encoding } from './bytes.ts';

/** Where a text stops being one. */
export interface InvalidByte {
  /** The byte, from 1. */
  byte: number;
  /** The line that it stands in, from 1. */
  line: number;
}

/** The first byte that an encoding forbids; null where the whole file reads. */
export async function findInvalidByte(file: FileHandle, encoding: Encoding, from: number): Promise<InvalidByte | null> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let start = from;
  let isWhole = encoding === 'utf-8';
  for await (const block of blocksOf(file, encoding, from)) {
    // Sooner than to decode it, as long as no character lies in two blocks.
    isWhole &&= isUtf8(block);
    if (!isWhole && !reads(decoder, block)) return at(file, encoding, from, start + firstBad(block, encoding));
    start += block.length;
  }
  return reads(decoder) ? null : at(file, encoding, from, start);
}

function reads(decoder: TextDecoder, bytes?: Buffer): boolean {
  try {
    decoder.decode(bytes, { stream: bytes !== undefined });
    return true;
  } catch {
    return false;
  }
}

/** The count of bytes up to and with the first bad one, by halving. */
function firstBad(block: Buffer, encoding: Encoding): number {
  let good = 0;
  let bad = block.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (reads(new TextDecoder(encoding, { fatal: true }), block.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return bad;
}

async function at(file: FileHandle, encoding: Encoding, from: number, byte: number): Promise<InvalidByte> {
  const [width, lowByte] = encoding === 'utf-16le' ? [2, 0] : encoding === 'utf-16be' ? [2, 1] : [1, 0];
  let line = 1;
  let before = 0;
  let position = from;
  for await (const block of blocksOf(file, encoding, from)) {
    const end = Math.min(block.length, byte - 1 - position);
    for (let i = 0; i + width <= end; i += width) {
      const unit = width === 1 || block[i + 1 - lowByte] === 0 ? (block[i + lowByte] as number) : 0;
      if (unit === 13 || (unit === 10 && before !== 13)) line++;
      before = unit;
    }
    position += block.length;
    if (position >= byte) break;
  }
  return { byte, line };
}
