import type { FileHandle } from 'node:fs/promises';
import type { Entry } from 'yauzl';
import { directoryOf, inUtf8, localHeader, type ZipRecord } from '#xlsx';
import type { Fault } from './fault.ts';

const isFollowed = 0x8;

/**
 * Whether a zip is laid as ours are, byte by byte: each header what its directory says, one entry behind the other with
 * nothing between, one directory, nothing behind it. So nothing lies in it that no list knows of.
 */
export async function layoutFault(file: FileHandle, entries: readonly Entry[], size: number): Promise<Fault | null> {
  const records: ZipRecord[] = [];
  let offset = 0;
  for (const entry of entries) {
    // What the bag says of itself lies as it is.
    if ((entry.compressionMethod === 0) === entry.fileName.startsWith('data/')) return repacked(entry.fileName);
    const record: ZipRecord = {
      name: Buffer.from(entry.fileName),
      flags: entry.compressionMethod === 0 ? inUtf8 : inUtf8 | isFollowed,
      method: entry.compressionMethod,
      crc: entry.crc32,
      size: entry.uncompressedSize,
      packedSize: entry.compressedSize,
      offset,
    };
    records.push(record);
    const follows = entry.compressionMethod !== 0;
    const head = localHeader(follows ? { ...record, crc: 0, size: 0, packedSize: 0 } : record);
    if (!(await isThere(file, head, offset))) return repacked(entry.fileName);
    offset += head.length + record.packedSize;
    if (!follows) continue;
    const tail = Buffer.alloc(16);
    tail.write('504b0708', 'hex');
    tail.writeUInt32LE(record.crc, 4);
    tail.writeUInt32LE(record.packedSize, 8);
    tail.writeUInt32LE(record.size, 12);
    if (!(await isThere(file, tail, offset))) return repacked(entry.fileName);
    offset += tail.length;
  }
  const directory = directoryOf(records, offset);
  if (offset + directory.length !== size || !(await isThere(file, directory, offset))) return repacked(null);
  return null;
}

async function isThere(file: FileHandle, bytes: Buffer, at: number): Promise<boolean> {
  const found = Buffer.alloc(bytes.length);
  const { bytesRead } = await file.read(found, 0, found.length, at);
  return bytesRead === bytes.length && found.equals(bytes);
}

const repacked = (file: string | null): Fault => ({
  file,
  kind: 'repacked',
  says:
    file === null
      ? '压缩包的目录不是原样：被改动过，或者用别的软件重新压缩过'
      : `${file} 在压缩包里的头尾不是原样：被改动过，或者整个包用别的软件重新压缩过`,
});
