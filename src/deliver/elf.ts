/** What a native file of Linux says that it needs. */
export interface ElfNeeds {
  machine: 'x64' | 'arm64' | 'other';
  /** Of each family of versions that it names (`GLIBC`, `GLIBCXX`, …) the highest, in numbers. */
  versions: ReadonlyMap<string, readonly number[]>;
  /** The oldest kernel that its note names; null where it has none. */
  kernel: string | null;
}

const machines: Readonly<Record<number, ElfNeeds['machine']>> = { 62: 'x64', 183: 'arm64' };
const needed = 0x6ffffffe;
const note = 7;

/** Reads a file of 64 bits, little-endian, by its section headers (elf(5)); null where it is none. */
export function readElf(bytes: Buffer): ElfNeeds | null {
  if (bytes.length < 64 || bytes.readUInt32BE(0) !== 0x7f454c46 || bytes[4] !== 2 || bytes[5] !== 1) return null;
  const at = Number(bytes.readBigUInt64LE(40));
  const [size, count] = [bytes.readUInt16LE(58), bytes.readUInt16LE(60)];
  const sections = Array.from({ length: count }, (_, index) => {
    const from = at + index * size;
    return {
      type: bytes.readUInt32LE(from + 4),
      offset: Number(bytes.readBigUInt64LE(from + 24)),
      length: Number(bytes.readBigUInt64LE(from + 32)),
      link: bytes.readUInt32LE(from + 40),
      entries: bytes.readUInt32LE(from + 44),
    };
  });
  const versions = new Map<string, readonly number[]>();
  for (const { type, offset, link, entries } of sections) {
    const strings = sections[link];
    if (type !== needed || !strings) continue;
    let of = offset;
    for (let library = 0; library < entries; library += 1) {
      let each = of + bytes.readUInt32LE(of + 8);
      for (let count = bytes.readUInt16LE(of + 2); count > 0; count -= 1) {
        keep(versions, textAt(bytes, strings.offset + bytes.readUInt32LE(each + 8)));
        each += bytes.readUInt32LE(each + 12);
      }
      of += bytes.readUInt32LE(of + 12);
    }
  }
  const kernels = sections.filter(({ type }) => type === note).map((section) => kernelOf(bytes, section));
  return {
    machine: machines[bytes.readUInt16LE(18)] ?? 'other',
    versions,
    kernel: kernels.find((each) => each !== null) ?? null,
  };
}

/** One version is older than another: 2.9 than 2.28. */
export function isOlder(one: readonly number[], other: readonly number[]): boolean {
  for (let at = 0; at < Math.max(one.length, other.length); at += 1)
    if ((one[at] ?? 0) !== (other[at] ?? 0)) return (one[at] ?? 0) < (other[at] ?? 0);
  return false;
}

function keep(versions: Map<string, readonly number[]>, said: string): void {
  const [, family, numbers] = /^([A-Z]+)_(\d+(?:\.\d+)*)$/.exec(said) ?? [];
  if (family === undefined || numbers === undefined) return;
  const version = numbers.split('.').map(Number);
  if (isOlder(versions.get(family) ?? [], version)) versions.set(family, version);
}

const textAt = (bytes: Buffer, at: number): string => bytes.toString('latin1', at, bytes.indexOf(0, at));

/** The note called GNU of type 1 holds the system, then the three numbers of its oldest kernel. */
function kernelOf(bytes: Buffer, { offset, length }: { offset: number; length: number }): string | null {
  if (length < 32 || bytes.readUInt32LE(offset + 8) !== 1 || textAt(bytes, offset + 12) !== 'GNU') return null;
  return [20, 24, 28].map((each) => bytes.readUInt32LE(offset + each)).join('.');
}
