import type { FileHandle } from 'node:fs/promises';

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

/** How a receipt calls an encoding. */
export const encodingNames: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  gb18030: 'GB18030',
  'utf-16le': 'UTF-16LE',
  'utf-16be': 'UTF-16BE',
};

const blockBytes = 1 << 20;
/** Most files have less, and a megabyte that nobody fills takes longer to come by than to read them. */
const firstBytes = 1 << 16;

/**
 * The bytes of a file from a place on, in blocks that end between two characters wherever the text has any space, comma
 * or line break within a megabyte. A block is valid until the next is asked for.
 */
export async function* blocksOf(file: FileHandle, encoding: Encoding, from = 0): AsyncGenerator<Buffer> {
  let block = Buffer.allocUnsafe(firstBytes);
  let kept = 0;
  for (let position = from; ;) {
    const { bytesRead } = await file.read(block, kept, block.length - kept, position);
    const filled = block.subarray(0, kept + bytesRead);
    if (bytesRead === 0) {
      if (filled.length > 0) yield filled;
      return;
    }
    position += bytesRead;
    if (filled.length === firstBytes) {
      block = Buffer.allocUnsafe(blockBytes);
      kept = filled.copy(block);
      continue;
    }
    const end = boundary(filled, encoding) || filled.length;
    yield filled.subarray(0, end);
    kept = filled.copyWithin(0, end).length - end;
  }
}

/** The end of the last whole character that is easy to see; 0 where none is. */
function boundary(bytes: Buffer, encoding: Encoding): number {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const even = bytes.length - (bytes.length % 2);
    const lead = bytes[encoding === 'utf-16le' ? even - 1 : even - 2] ?? 0;
    return lead >= 0xd8 && lead <= 0xdb ? even - 2 : even;
  }
  // No character of more than one byte, in UTF-8 or GB18030, has a byte below the digits.
  for (let i = bytes.length - 1; i >= 0; i--) if ((bytes[i] as number) < 0x30) return i + 1;
  return 0;
}
