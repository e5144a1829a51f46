import { crc32, deflateRawSync } from 'node:zlib';
import { directoryOf, inUtf8, localHeader, type ZipRecord } from '#xlsx';

/** One entry of a zip; all but the first two are lies and oddities. */
export interface ZipEntry {
  name: string;
  data: string | Uint8Array;
  /** 0 stores, 8 deflates (the default). */
  method?: number;
  crc?: number;
  size?: number;
  flags?: number;
  /** The file mode, as Unix writes it. */
  mode?: number;
  /** The name that the local header says. */
  localName?: string;
  /** Stands where the deflated bytes should. */
  packed?: Buffer;
  /** Points at the local header of the entry of this index instead of its own. */
  sameBytesAs?: number;
}

/** Writes a zip as told, true or not. */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const body: Buffer[] = [];
  const records: ZipRecord[] = [];
  let at = 0;
  for (const { name, data, method = 8, flags = 0, mode = 0, ...entry } of entries) {
    const bytes = Buffer.from(data);
    const packed = entry.packed ?? (method === 8 ? deflateRawSync(bytes) : bytes);
    const record: ZipRecord = {
      name: Buffer.from(name),
      flags: flags | inUtf8,
      method,
      crc: entry.crc ?? crc32(bytes),
      size: entry.size ?? bytes.length,
      packedSize: packed.length,
      offset: entry.sameBytesAs === undefined ? at : records[entry.sameBytesAs]!.offset,
      attributes: mode * 65_536,
    };
    records.push(record);
    if (entry.sameBytesAs !== undefined) continue;
    const local = Buffer.concat([localHeader({ ...record, name: Buffer.from(entry.localName ?? name) }), packed]);
    body.push(local);
    at += local.length;
  }
  return Buffer.concat([...body, directoryOf(records, at)]);
}
