import { once } from 'node:events';
import { crc32, createDeflateRaw } from 'node:zlib';
import type { Packed } from '../read/archive.ts';

/** A part to be packed, or one that is copied as it lies in another zip. */
export type ZipPart =
  { name: string; content: Iterable<string> | AsyncIterable<string> } | { name: string; packed: Packed };

interface Written {
  name: Buffer;
  flags: number;
  method: number;
  crc: number;
  size: number;
  packedSize: number;
  offset: number;
}

const inUtf8 = 0x800;
/** Checksum and sizes follow the data. */
const isFollowed = 0x8;
/** The first of January 1980: the same parts make the same bytes. */
const noTime = 0x00210000;
const most = 0xffffffff;

/** Writes a zip of up to 4 GB, part by part, in bounded memory. */
export async function* writeZip(parts: Iterable<ZipPart> | AsyncIterable<ZipPart>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  for await (const part of parts) {
    const entry: Written = {
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
    const head = Buffer.concat([signature('504b0304'), fields(entry), entry.name]);
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
  const directory = Buffer.concat(
    written.flatMap((entry) => [signature('504b01021403'), fields(entry), placeOf(entry), entry.name])
  );
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(written.length, 8);
  end.writeUInt16LE(written.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  yield Buffer.concat([directory, end]);
}

/** Packs texts and notes on the entry what came of it. */
async function* deflate(texts: Iterable<string> | AsyncIterable<string>, entry: Written): AsyncGenerator<Buffer> {
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

/** Short texts joined to longer ones. */
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

const signature = (hex: string): Buffer => Buffer.from(hex, 'hex');

/** The twenty-six bytes that local header and directory have in common. */
function fields({ name, flags, method, crc, size, packedSize }: Written): Buffer {
  const bytes = Buffer.alloc(26);
  bytes.writeUInt16LE(20, 0);
  bytes.writeUInt16LE(flags, 2);
  bytes.writeUInt16LE(method, 4);
  bytes.writeUInt32LE(noTime, 6);
  bytes.writeUInt32LE(crc, 10);
  bytes.writeUInt32LE(packedSize, 14);
  bytes.writeUInt32LE(size, 18);
  bytes.writeUInt16LE(name.length, 22);
  return bytes;
}

function placeOf({ offset }: Written): Buffer {
  const bytes = Buffer.alloc(14);
  bytes.writeUInt32LE(offset, 10);
  return bytes;
}
