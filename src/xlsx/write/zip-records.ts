/** What a zip says of an entry: in the header before its bytes, and again in the directory at the end. */
export interface ZipRecord {
  name: Buffer;
  flags: number;
  method: number;
  crc: number;
  size: number;
  packedSize: number;
  /** Where its header begins. */
  offset: number;
  /** External attributes: on Unix the file mode, in the upper two bytes. */
  attributes?: number;
}

/** Names are in UTF-8. */
export const inUtf8 = 0x800;
/** The first of January 1980, so that the same parts make the same bytes. */
const noTime = 0x00210000;

/** The header that stands before the bytes of an entry. */
export const localHeader = (record: ZipRecord): Buffer =>
  Buffer.concat([signature('504b0304'), fields(record), record.name]);

/** The directory and what ends a zip; `offset` is the length of all that stands before. */
export function directoryOf(records: readonly ZipRecord[], offset: number): Buffer {
  const directory = Buffer.concat(
    records.flatMap((record) => [signature('504b01021403'), fields(record), positionOf(record), record.name])
  );
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(records.length, 8);
  end.writeUInt16LE(records.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([directory, end]);
}

const signature = (hex: string): Buffer => Buffer.from(hex, 'hex');

/** The twenty-six bytes that local header and directory have in common. */
function fields({ name, flags, method, crc, size, packedSize }: ZipRecord): Buffer {
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

function positionOf({ offset, attributes = 0 }: ZipRecord): Buffer {
  const bytes = Buffer.alloc(14);
  bytes.writeUInt32LE(attributes, 6);
  bytes.writeUInt32LE(offset, 10);
  return bytes;
}
