import { once } from 'node:events';
import { crc32, createDeflateRaw } from 'node:zlib';
import type { Packed } from '../read/archive.ts';
import { directoryOf, inUtf8, localHeader, type ZipRecord } from './zip-records.ts';

type Blocks = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/**
 * A part to be packed, as hard as `level` says (0 to 9), or one that is copied as it lies in another zip. `onPacked` is
 * told its bytes as they lie in this one.
 */
export type ZipPart = ({ name: string; content: Blocks; level?: number } | { name: string; packed: Packed }) & {
  onPacked?: (block: Uint8Array) => void;
};

/** Checksum and sizes follow the data. */
const isFollowed = 0x8;
const most = 0xffffffff;

/** Writes a zip of up to 4 GB, part by part, in bounded memory. */
export async function* writeZip(parts: Iterable<ZipPart> | AsyncIterable<ZipPart>): AsyncGenerator<Buffer> {
  const written: ZipRecord[] = [];
  let offset = 0;
  for await (const part of parts) {
    const entry: ZipRecord = {
      name: Buffer.from(part.name),
      flags: inUtf8,
      method: 8,
      crc: 0,
      size: 0,
      packedSize: 0,
      offset,
    };
    written.push(entry);
    const isCopy = 'packed' in part;
    if (isCopy)
      Object.assign(entry, {
        method: part.packed.method,
        crc: part.packed.crc,
        size: part.packed.size,
        packedSize: part.packed.packedSize,
      });
    else entry.flags |= isFollowed;
    const head = localHeader(entry);
    offset += head.length;
    yield head;
    for await (const block of isCopy ? part.packed.bytes : deflate(part.content, entry, part.level)) {
      offset += block.length;
      part.onPacked?.(block);
      yield block;
    }
    if (!isCopy) {
      const tail = Buffer.alloc(16);
      tail.write('504b0708', 'hex');
      tail.writeUInt32LE(entry.crc, 4);
      tail.writeUInt32LE(entry.packedSize, 8);
      tail.writeUInt32LE(entry.size, 12);
      offset += tail.length;
      yield tail;
    }
    if (offset > most || entry.size > most) throw new Error(`${part.name}: a zip of more than 4 GB cannot be written`);
  }
  yield directoryOf(written, offset);
}

/** Deflates texts or bytes, and writes their checksum and sizes into the entry. */
async function* deflate(texts: Blocks, entry: ZipRecord, level?: number): AsyncGenerator<Buffer> {
  const packer = createDeflateRaw(level === undefined ? {} : { level });
  const fed = feed();
  fed.catch((error: Error) => packer.destroy(error));
  for await (const block of packer as AsyncIterable<Buffer>) {
    entry.packedSize += block.length;
    yield block;
  }
  await fed;

  async function feed(): Promise<void> {
    for await (const block of gathered(texts)) {
      const bytes = typeof block === 'string' ? Buffer.from(block) : block;
      entry.crc = crc32(bytes, entry.crc);
      entry.size += bytes.length;
      if (!packer.write(bytes)) await once(packer, 'drain');
    }
    packer.end();
  }
}

/** Joins short texts into blocks worth deflating. */
async function* gathered(texts: Blocks): AsyncGenerator<string | Uint8Array> {
  let whole = '';
  for await (const text of texts) {
    if (typeof text !== 'string') {
      yield text;
      continue;
    }
    whole += text;
    if (whole.length < 1 << 16) continue;
    yield whole;
    whole = '';
  }
  yield whole;
}
