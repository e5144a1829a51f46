import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { writeZip, type ZipPart } from '#xlsx';

/** The files that a bag says of itself, in the order in which they lie in the zip, behind what they tell of. */
export const tagFiles = ['manifest-sha256.txt', 'bag-info.txt', 'packed-sha256.txt', 'tagmanifest-sha256.txt'] as const;
export const declaration = 'bagit.txt';
export const declarationText = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** What is hashed on its way into the zip. */
interface Written {
  name: string;
  sha256: string;
  packed: string;
  bytes: number;
}

export interface Bag {
  /** Of the file that holds the hash of every other: who has noted it down knows the package again. */
  seal: string;
  files: number;
  bytes: number;
}

/**
 * Writes all that lies below a folder as a bag in a zip: RFC 8493, every file under data/ with its SHA-256, everything
 * else with its own, and the hash of each as it lies packed, so that no bit of the zip stands for nothing. The same
 * files make the same bytes. `info` is what bag-info.txt says besides.
 */
export async function* writeBag(
  folder: string,
  info: readonly (readonly [label: string, value: string])[],
  onBag: (bag: Bag) => void
): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  async function* parts(): AsyncGenerator<ZipPart> {
    yield tag(written, declaration, declarationText);
    for (const name of await namesBelow(folder, '')) yield fileOf(written, folder, name);
    const payload = written.filter(({ name }) => name.startsWith('data/'));
    const bytes = payload.reduce((sum, each) => sum + each.bytes, 0);
    yield tag(
      written,
      'manifest-sha256.txt',
      linesOf(payload, ({ sha256 }) => sha256)
    );
    const said = [...info, ['Payload-Oxum', `${bytes}.${payload.length}`] as const];
    yield tag(written, 'bag-info.txt', said.map(([label, value]) => `${label}: ${value}\n`).join(''));
    yield tag(
      written,
      'packed-sha256.txt',
      linesOf(written, ({ packed }) => packed)
    );
    const tags = written.filter(({ name }) => !name.startsWith('data/'));
    const last = linesOf(tags, ({ sha256 }) => sha256);
    yield tag(written, 'tagmanifest-sha256.txt', last);
    onBag({ seal: hashText(last), files: written.length, bytes });
  }
  yield* writeZip(parts());
}

/** In the words of `sha256sum`; a name is written as the RFC wants it. */
const linesOf = (files: readonly Written[], hashOf: (file: Written) => string): string =>
  files.map((file) => `${hashOf(file)}  ${encodeName(file.name)}\n`).join('');

export const encodeName = (name: string): string =>
  name.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

export const hashText = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

/** A file that a bag says of itself lies as it is: of a packed one some bits mean nothing. */
function tag(written: Written[], name: string, text: string): ZipPart {
  const bytes = Buffer.from(text);
  const sha256 = hashText(bytes);
  written.push({ name, sha256, packed: sha256, bytes: bytes.length });
  return {
    name,
    packed: { method: 0, crc: crc32(bytes), size: bytes.length, packedSize: bytes.length, bytes: one(bytes) },
  };
}

async function* one(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

function fileOf(written: Written[], folder: string, name: string): ZipPart {
  const [plain, packed] = [createHash('sha256'), createHash('sha256')];
  const file: Written = { name: `data/${name}`, bytes: 0, sha256: '', packed: '' };
  async function* content(): AsyncGenerator<Uint8Array> {
    for await (const block of createReadStream(join(folder, name)) as AsyncIterable<Buffer>) {
      plain.update(block);
      file.bytes += block.length;
      yield block;
    }
  }
  // Asked for when the part behind it is: then all of it is written.
  Object.defineProperties(file, {
    sha256: { get: once(() => plain.digest('hex')) },
    packed: { get: once(() => packed.digest('hex')) },
  });
  written.push(file);
  return { name: file.name, content: content(), level: levelOf(name), onPacked: (block) => void packed.update(block) };
}

/** What is packed already gains nothing; of texts the last tenth takes longer than all the rest. */
const levelOf = (name: string): number => (/\.(?:parquet|xlsx)$/i.test(name) ? 0 : 1);

function once(work: () => string): () => string {
  let done: string | null = null;
  return () => (done ??= work());
}

/** Every file below a folder, by the order of their names in bytes. */
async function namesBelow(folder: string, below: string): Promise<string[]> {
  const names: string[] = [];
  for (const name of await readdir(join(folder, below))) {
    const path = below === '' ? name : `${below}/${name}`;
    if ((await stat(join(folder, path))).isDirectory()) names.push(...(await namesBelow(folder, path)));
    else names.push(path);
  }
  return names.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
