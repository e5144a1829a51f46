import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { declaration, declarationText, hashText, tagFiles } from './bag.ts';
import type { Fault } from './fault.ts';
import { readManifestLines, type ManifestFault } from './manifest-lines.ts';
import { layoutFault } from './zip-layout.ts';

export interface Verified {
  faults: Fault[];
  /** Of the file that holds every other's hash; null where it is not there. */
  seal: string | null;
  files: number;
  bytes: number;
  /** What bag-info.txt says, where it is what it was. */
  info: Readonly<Record<string, string>>;
}

/** Names and sizes that are read into memory whole, and entries that are looked at. */
const most = { manifest: 64 * 2 ** 20, entries: 100_000 };
/** A package of texts is packed to a tenth or so: what promises more is made to fill a disk. */
const bomb = { least: 2 ** 28, times: 200 };

/** Holds every byte of a package against what it says of itself. What cannot be read at all is a fault too. */
export async function verifyPackage(path: string): Promise<Verified> {
  const file = await open(path, 'r');
  try {
    return await verify(file);
  } finally {
    await file.close();
  }
}

const nothing: Omit<Verified, 'faults'> = { seal: null, files: 0, bytes: 0, info: {} };

async function verify(file: FileHandle): Promise<Verified> {
  const { size } = await file.stat();
  let zip: ZipFile;
  const entries: Entry[] = [];
  try {
    zip = await yauzl.fromFdPromise(file.fd, { autoClose: false });
    if (zip.entryCount > most.entries) throw new Error(`${zip.entryCount} entries`);
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch (error) {
    return { ...nothing, faults: [unreadable((error as Error).message)] };
  }
  const refused = refuse(entries, size);
  if (refused.length > 0) return { ...nothing, faults: refused };
  const faults: Fault[] = [];
  const layout = await layoutFault(file, entries, size);
  if (layout !== null) faults.push(layout);
  const read = new Map<string, Read>();
  for (const entry of entries) {
    const name = entry.fileName;
    try {
      read.set(name, await readEntry(zip, entry));
    } catch (error) {
      read.set(name, { sha256: '', packed: '', text: null });
      faults.push({
        file: name,
        kind: 'changed',
        says: `${name} 解不开或校验不符：内容被改动过（${(error as Error).message}）`,
      });
    }
  }
  faults.push(...bagFaults(read, entries, layout === null));
  const bytes = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  const last = read.get('tagmanifest-sha256.txt')?.text ?? null;
  return {
    faults: unique(faults),
    seal: last === null ? null : hashText(last),
    files: entries.length,
    bytes,
    info: infoOf(read.get('bag-info.txt')?.text?.toString() ?? ''),
  };
}

const unreadable = (message: string): Fault =>
  /relative path|absolute path|invalid characters/.test(message)
    ? { file: null, kind: 'refused', says: `包里有文件名指到包外面（${message}），不能打开，已拒绝` }
    : { file: null, kind: 'unreadable', says: `这个文件不是完整的 ZIP，或者已经损坏（${message}）` };

/** What nobody may unpack, whatever stands in it. */
function refuse(entries: readonly Entry[], size: number): Fault[] {
  const faults: Fault[] = [];
  const refused = (file: string | null, says: string) => faults.push({ file, kind: 'refused', says });
  const names = new Map<string, string>();
  let [declared, packed] = [0, 0];
  for (const { fileName, compressionMethod, uncompressedSize, compressedSize, generalPurposeBitFlag } of entries) {
    const key = fileName.normalize('NFC').toLowerCase();
    const twin = names.get(key);
    if (twin !== undefined) refused(fileName, `包里有两个文件都叫 ${twin}：解出来是哪一个说不定，已拒绝`);
    names.set(key, fileName);
    if (/\p{Cc}/u.test(fileName)) refused(fileName, `文件名里有看不见的字符，已拒绝`);
    if (fileName !== fileName.normalize('NFC')) refused(fileName, `${fileName} 的文件名换了写法（不是 NFC），已拒绝`);
    if (![0, 8].includes(compressionMethod) || (generalPurposeBitFlag & 1) !== 0)
      refused(fileName, `${fileName} 加了密，或用了别的压缩方法，已拒绝`);
    declared += uncompressedSize;
    packed += compressedSize;
  }
  if (packed > size) refused(null, '包里的文件互相重叠，像是压缩炸弹，已拒绝');
  if (declared > bomb.least && declared > bomb.times * size)
    refused(null, `解开有 ${declared} 字节，是包的 ${Math.floor(declared / size)} 倍，像是压缩炸弹，已拒绝`);
  return faults;
}

interface Read {
  sha256: string;
  /** Of its bytes as they lie in the zip. */
  packed: string;
  /** Of what the bag says of itself. */
  text: Buffer | null;
}

async function readEntry(zip: ZipFile, entry: Entry): Promise<Read> {
  const isTag = !entry.fileName.startsWith('data/');
  if (isTag && entry.uncompressedSize > most.manifest) throw new Error('too large');
  const [plain, packed] = [createHash('sha256'), createHash('sha256')];
  const kept: Buffer[] = [];
  let sum = 0;
  for await (const block of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    plain.update(block);
    sum = crc32(block, sum);
    if (isTag) kept.push(block);
  }
  if (sum !== entry.crc32) throw new Error('CRC');
  const raw = await zip.openReadStreamPromise(entry, entry.compressionMethod === 0 ? {} : { decompress: false });
  for await (const block of raw as AsyncIterable<Buffer>) packed.update(block);
  return { sha256: plain.digest('hex'), packed: packed.digest('hex'), text: isTag ? Buffer.concat(kept) : null };
}

/** What the manifests say, against what is there; and the manifests against each other. */
function bagFaults(read: ReadonlyMap<string, Read>, entries: readonly Entry[], isAsPacked: boolean): Fault[] {
  const faults: Fault[] = [];
  const manifests = new Map<string, ReadonlyMap<string, string>>();
  for (const name of [declaration, ...tagFiles]) {
    const text = read.get(name)?.text;
    if (!read.has(name))
      faults.push({ file: name, kind: 'missing', says: `少了 ${name}：没有它，包是不是完整就核对不了` });
    else if (text && /^(?:tag)?manifest|^packed/.test(name)) {
      const { lines, wrong } = readManifestLines(text);
      manifests.set(name, lines);
      faults.push(...wrong.map((each) => told(name, each)));
    }
  }
  if (read.get(declaration)?.text?.toString() !== declarationText && read.has(declaration))
    faults.push({ file: declaration, kind: 'changed', says: `${declaration} 被改动过：不是 BagIt 1.0 的两行` });
  const own = new Set<string>([declaration, ...tagFiles]);
  const names = [...read.keys()];
  const isPayload = (name: string) => name.startsWith('data/');
  for (const name of names.filter((each) => !isPayload(each) && !own.has(each)))
    faults.push({ file: name, kind: 'added', says: `${name} 是后加进来的：包里没有这个文件` });
  const [payload, tags, packed] = ['manifest-sha256.txt', 'tagmanifest-sha256.txt', 'packed-sha256.txt'].map((name) =>
    manifests.get(name)
  );
  const last = tagFiles.at(-1)!;
  compare(payload, names.filter(isPayload), 'sha256', 'manifest-sha256.txt');
  compare(
    tags,
    [...own].filter((name) => name !== last),
    'sha256',
    last
  );
  // Packed again by another program, the same files lie otherwise: that is said once.
  if (isAsPacked)
    compare(
      packed,
      names.filter((name) => isPayload(name) || ['bagit.txt', 'manifest-sha256.txt', 'bag-info.txt'].includes(name)),
      'packed',
      'packed-sha256.txt'
    );
  const info = infoOf(read.get('bag-info.txt')?.text?.toString() ?? '');
  const data = entries.filter(({ fileName }) => isPayload(fileName));
  const oxum = `${data.reduce((sum, each) => sum + each.uncompressedSize, 0)}.${data.length}`;
  if (read.has('bag-info.txt') && info['Payload-Oxum'] !== oxum)
    faults.push({
      file: 'bag-info.txt',
      kind: 'manifest',
      says: `bag-info.txt 说 ${info['Payload-Oxum'] ?? '不出'} 字节、个数，实际是 ${oxum}`,
    });
  return faults;

  function compare(
    lines: ReadonlyMap<string, string> | undefined,
    there: readonly string[],
    of: 'sha256' | 'packed',
    by: string
  ) {
    if (lines === undefined) return;
    for (const name of there) {
      const [said, found] = [lines.get(name), read.get(name)];
      if (found === undefined) continue;
      if (said === undefined) faults.push({ file: name, kind: 'added', says: `${name} 是后加进来的：${by} 里没有它` });
      else if (said !== found[of])
        faults.push({
          file: name,
          kind: 'changed',
          says: `${name} 与 ${by} 里的 SHA-256 不符：这个文件，或者 ${by} 里它的那一行，被改动过`,
        });
    }
    for (const name of lines.keys())
      if (!there.includes(name) || !read.has(name))
        faults.push({ file: name, kind: 'missing', says: `少了 ${name}：${by} 里有它，包里没有` });
  }
}

const told = (file: string, { line, says }: ManifestFault): Fault => ({
  file,
  kind: 'manifest',
  says: `${file} 第 ${line} 行：${says}`,
});

/** One sentence a file and kind. */
const unique = (faults: readonly Fault[]): Fault[] => [
  ...new Map(
    faults.map((each) => [JSON.stringify([each.file, each.kind, each.file === null ? each.says : '']), each])
  ).values(),
];

const infoOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const at = line.indexOf(': ');
      return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 2)] as const];
    })
  );
