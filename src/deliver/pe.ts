/** What a native file of Windows says that it needs. */
export interface PeNeeds {
  machine: 'x64' | 'arm64' | 'other';
  /** The libraries that it is linked to, in small letters. */
  libraries: readonly string[];
}

const machines: Readonly<Record<number, PeNeeds['machine']>> = { 0x8664: 'x64', 0xaa64: 'arm64' };

/** Reads an image of 64 bits (PE32+) by its headers; null where it is none. */
export function readPe(bytes: Buffer): PeNeeds | null {
  if (bytes.length < 64 || bytes.toString('latin1', 0, 2) !== 'MZ') return null;
  const header = bytes.readUInt32LE(60);
  if (bytes.toString('latin1', header, header + 4) !== 'PE\0\0') return null;
  const optional = header + 24;
  if (bytes.readUInt16LE(optional) !== 0x20b) return null;
  const table = optional + bytes.readUInt16LE(header + 20);
  const sections = Array.from({ length: bytes.readUInt16LE(header + 6) }, (_, index) => {
    const from = table + index * 40;
    return {
      from: bytes.readUInt32LE(from + 12),
      length: Math.max(bytes.readUInt32LE(from + 8), bytes.readUInt32LE(from + 16)),
      offset: bytes.readUInt32LE(from + 20),
    };
  });
  const placeOf = (address: number): number | null => {
    const section = sections.find(({ from, length }) => address >= from && address < from + length);
    return section === undefined ? null : address - section.from + section.offset;
  };
  const libraries: string[] = [];
  const imports = placeOf(bytes.readUInt32LE(optional + 112 + 8));
  for (let at = imports; at !== null && bytes.readUInt32LE(at + 12) !== 0; at += 20) {
    const name = placeOf(bytes.readUInt32LE(at + 12));
    if (name !== null) libraries.push(bytes.toString('latin1', name, bytes.indexOf(0, name)).toLowerCase());
  }
  return { machine: machines[bytes.readUInt16LE(header + 4)] ?? 'other', libraries };
}
