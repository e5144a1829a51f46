import { crc32 } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { passGate } from './gate.ts';
import { limits } from './limits.ts';
import { partKey } from './part-name.ts';
import { asWorkbookError, WorkbookError, resave, resend } from './workbook-error.ts';

/** The parts of a workbook, after the gate. Names are looked up by their key, without a leading slash. */
export interface Archive {
  names: readonly string[];
  unpackedBytes: number;
  has(name: string): boolean;
  /** The name as the zip spells it; of a part that is not there as it is asked for. */
  spelled(name: string): string;
  /** The bytes of a part: no more than it announces, and of the checksum it announces, or a WorkbookError. */
  bytes(name: string): AsyncGenerator<Buffer>;
  /** A part as it lies in the zip, to be copied. */
  packed(name: string): Promise<Packed>;
}

export interface Packed {
  method: number;
  crc: number;
  size: number;
  packedSize: number;
  bytes: AsyncIterable<Buffer>;
}

/** Opens a zip by its file descriptor, which stays the caller's. */
export async function openArchive(descriptor: number): Promise<Archive> {
  const { zip, entries } = await directory(descriptor);
  const parts = passGate(entries);
  const entryOf = (name: string): Entry => {
    const entry = parts.get(partKey(name));
    if (!entry) throw new WorkbookError(`工作簿里缺少部件 ${name}`, resend);
    return entry;
  };
  return {
    names: [...parts.values()].map((entry) => entry.fileName),
    unpackedBytes: entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0),
    has: (name) => parts.has(partKey(name)),
    spelled: (name) => parts.get(partKey(name))?.fileName ?? name,
    bytes: (name) => inflate(zip, entryOf(name)),
    async packed(name) {
      const entry = entryOf(name);
      const { compressionMethod: method, crc32: crc, uncompressedSize: size, compressedSize: packedSize } = entry;
      const bytes = (await zip.openReadStreamPromise(
        entry,
        method === 0 ? {} : { decompress: false }
      )) as AsyncIterable<Buffer>;
      return { method, crc, size, packedSize, bytes };
    },
  };
}

async function directory(descriptor: number): Promise<{ zip: ZipFile; entries: Entry[] }> {
  try {
    const zip = await yauzl.fromFdPromise(descriptor, { autoClose: false });
    if (zip.entryCount > limits.entries)
      throw new WorkbookError(`文件里有 ${zip.entryCount} 个部件，超过 ${limits.entries} 个`, resave);
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) entries.push(entry);
    return { zip, entries };
  } catch (error) {
    throw asWorkbookError(error, '文件不完整或已损坏（压缩包的目录读不出来）', resend);
  }
}

async function* inflate(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  let sum = 0;
  try {
    const header = await zip.readLocalFileHeaderPromise(entry);
    if (!header.fileName.equals(entry.fileNameRaw)) throw new Error('two names for one part');
    for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
      sum = crc32(chunk, sum);
      yield chunk;
    }
    if (sum !== entry.crc32) throw new Error(`checksum ${sum} is not ${entry.crc32}`);
  } catch (error) {
    throw asWorkbookError(error, `文件已损坏（部件 ${entry.fileName} 解不开或校验不符）`, resend);
  }
}
