import { once } from 'node:events';
import { crc32, createDeflateRaw } from 'node:zlib';
import type { Packed } from '../read/archive.ts';
import { directoryOf, inUtf8, localHeader, type ZipRecord } from './zip-records.ts';

/** A part to be packed, or one that is copied as it lies in another zip. */
export type ZipPart =
  { name: string; content: Iterable<string> | AsyncIterable<string> } | { name: string; packed: Packed };

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
    for await (const block of isCopy ? part.packed.bytes : deflate(part.content, entry)) {
      offset += block.length;
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
    if (offset > most || entry.size > most)
      throw new Error(`${part.name}: a workbook of more than 4 GB cannot be written`);
  }
  yield directoryOf(written, offset);
}

/** Deflates texts, and writes their checksum and sizes into the entry. */
async function* deflate(texts: Iterable<string> | AsyncIterable<string>, entry: ZipRecord): AsyncGenerator<Buffer> {
  const packer = createDeflateRaw();
  const fed = feed();
  fed.catch((error: Error) => packer.destroy(error));
  for await (const block of packer as AsyncIterable<Buffer>) {
    entry.packedSize += block.length;
    yield block;
  }
  await fed;

  async function feed(): Promise<void> {
    for await (const text of gathered(texts)) {
      const bytes = Buffer.from(text);
      entry.crc = crc32(bytes, entry.crc);
      entry.size += bytes.length;
      if (!packer.write(bytes)) await once(packer, 'drain');
    }
    packer.end();
  }
}

/** Joins short texts into blocks worth deflating. */
async function* gathered(texts: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  let whole = '';
  for await (const text of texts) {
    whole += text;
    if (whole.length < 1 << 16) continue;
    yield whole;
    whole = '';
  }
  yield whole;
}
