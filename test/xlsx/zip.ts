import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of a zip; all but the first two are lies and oddities. */
export interface ZipEntry {
  name: string;
  data: string | Buffer;
  /** 0 stores, 8 deflates (the default). */
  method?: number;
  crc?: number;
  size?: number;
  flags?: number;
  /** External attributes, as unix writes them. */
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
  const offsets: number[] = [];
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [index, entry] of entries.entries()) {
    const bytes = Buffer.from(entry.data);
    const method = entry.method ?? 8;
    const packed = entry.packed ?? (method === 8 ? deflateRawSync(bytes) : bytes);
    const fields = header(entry, method, entry.crc ?? crc32(bytes), packed.length, entry.size ?? bytes.length);
    offsets[index] = entry.sameBytesAs === undefined ? at : offsets[entry.sameBytesAs]!;
    const localName = Buffer.from(entry.localName ?? entry.name);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), fields(localName.length), localName, packed]);
    if (entry.sameBytesAs === undefined) {
      body.push(local);
      at += local.length;
    }
    const name = Buffer.from(entry.name);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((entry.mode ?? 0) * 65536, 6);
    tail.writeUInt32LE(offsets[index]!, 10);
    directory.push(Buffer.from('504b01021403', 'hex'), fields(name.length), tail, name);
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(entries.length & 0xffff, 8);
  end.writeUInt16LE(entries.length & 0xffff, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...body, central, end]);
}

/** The twenty-six bytes that local header and directory have in common. */
function header(
  entry: ZipEntry,
  method: number,
  crc: number,
  packed: number,
  size: number
): (nameLength: number) => Buffer {
  return (nameLength) => {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE((entry.flags ?? 0) | 0x800, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(crc, 10);
    fields.writeUInt32LE(packed, 14);
    fields.writeUInt32LE(size, 18);
    fields.writeUInt16LE(nameLength, 22);
    return fields;
  };
}
