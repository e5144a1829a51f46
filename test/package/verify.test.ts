import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { verifyPackage } from '#package';
import { writeZip, type ZipPart } from '#xlsx';
import { writeBag, type Bag } from '../../src/package/bag.ts';
import { folderOf } from '../pipeline/content.ts';
import { some } from '../tier.ts';

let folder: string;
let whole: Buffer;
let bag: Bag;

async function packed(parts: AsyncIterable<Buffer>): Promise<Buffer> {
  const blocks: Buffer[] = [];
  for await (const block of parts) blocks.push(block);
  return Buffer.concat(blocks);
}

const files = {
  '说明.html': '<p>示例数据</p>'.repeat(20),
  'csv/headline.csv': '指标,值\r\nquota_used,3\r\n',
  'empty.txt': '',
  'tables/raw.parquet': Buffer.from(Array.from({ length: 300 }, (_, at) => (at * 37) % 256)),
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bag-'));
  const data = await folderOf(files);
  whole = await packed(writeBag(data, [['External-Identifier', 'V']], (made) => (bag = made)));
});

async function verifyBytes(bytes: Uint8Array) {
  const path = join(folder, 'it.zip');
  await writeFile(path, bytes);
  return verifyPackage(path);
}

/** A zip with these files as its bag would be, written by a program that means no good. */
const zipOf = (parts: ZipPart[]) => packed(writeZip(parts));

const part = (name: string, text: string): ZipPart => ({ name, content: [text] });

it('finds nothing wrong with what was packed, and says by what it is known', async () => {
  const { faults, seal, files: count, info } = await verifyBytes(whole);
  expect(faults).toEqual([]);
  expect({ seal, count }).toEqual({ seal: bag.seal, count: bag.files });
  expect(info['External-Identifier']).toBe('V');
});

it('packs the same files into the same bytes', async () => {
  const again = await packed(writeBag(await folderOf(files), [['External-Identifier', 'V']], () => undefined));
  expect(again.equals(whole)).toBe(true);
});

it('finds any byte that is another, wherever it stands in the zip', async () => {
  const missed: number[] = [];
  for (const at of some([...whole.keys()], 150)) {
    const turned = Buffer.from(whole);
    turned[at] = (turned[at] as number) ^ (1 << (at % 8));
    const { faults } = await verifyBytes(turned);
    if (faults.length === 0) missed.push(at);
  }
  expect(missed).toEqual([]);
});

it('finds where the zip was cut, and what was hung on', async () => {
  for (const bytes of [whole.subarray(0, whole.length - 1), whole.subarray(0, 400), Buffer.alloc(0)])
    expect((await verifyBytes(bytes)).faults).not.toEqual([]);
  for (const bytes of [Buffer.concat([whole, Buffer.from('x')]), Buffer.concat([Buffer.from('x'), whole])])
    expect((await verifyBytes(bytes)).faults).not.toEqual([]);
});

/** The bag again, entry by entry, as somebody may have changed it. */
async function repacked(change: (files: Map<string, string | Uint8Array>) => void): Promise<Buffer> {
  const { default: yauzl } = await import('yauzl');
  const zip = await yauzl.fromBufferPromise(whole);
  const all = new Map<string, string | Uint8Array>();
  for await (const entry of zip.eachEntry()) {
    const blocks: Buffer[] = [];
    for await (const block of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) blocks.push(block);
    all.set(entry.fileName, Buffer.concat(blocks));
  }
  change(all);
  return zipOf(Array.from(all, ([name, content]) => ({ name, content: [content] })));
}

const saidOf = async (bytes: Uint8Array) =>
  (await verifyBytes(bytes)).faults.map(({ file, kind }) => `${kind} ${file}`);

it('says which file was changed, added or taken away, the lists of the bag among them', async () => {
  expect(
    await saidOf(await repacked((all) => all.set('data/csv/headline.csv', '指标,值\r\nquota_used,4\r\n')))
  ).toContain('changed data/csv/headline.csv');
  expect(await saidOf(await repacked((all) => all.set('data/more.csv', 'x')))).toContain('added data/more.csv');
  expect(await saidOf(await repacked((all) => all.set('readme.txt', 'x')))).toContain('added readme.txt');
  expect(await saidOf(await repacked((all) => all.delete('data/empty.txt')))).toContain('missing data/empty.txt');
  for (const name of [
    'bagit.txt',
    'bag-info.txt',
    'manifest-sha256.txt',
    'packed-sha256.txt',
    'tagmanifest-sha256.txt',
  ])
    expect(await saidOf(await repacked((all) => all.delete(name)))).toContain(`missing ${name}`);
  // Whoever takes a file and its line away still has the list of lists against him.
  const both = await repacked((all) => {
    all.delete('data/empty.txt');
    const lines = String(all.get('manifest-sha256.txt')).split('\n');
    all.set('manifest-sha256.txt', lines.filter((line) => !line.includes('empty.txt')).join('\n'));
  });
  expect(await saidOf(both)).toContain('changed manifest-sha256.txt');
});

it('tells a bag whose files are whole, packed again by another program, from one as it was', async () => {
  expect((await saidOf(await repacked(() => undefined))).every((each) => each.startsWith('repacked'))).toBe(true);
});

it('refuses names that lead out of the bag, two files of one name, and a bomb', async () => {
  const isRefused = async (parts: ZipPart[]) =>
    (await verifyBytes(await zipOf(parts))).faults.some(({ kind }) => kind === 'refused');
  expect(await isRefused([part('../evil', 'x')])).toBe(true);
  expect(await isRefused([part('/etc/evil', 'x')])).toBe(true);
  expect(await isRefused([part('data\\..\\evil', 'x')])).toBe(true);
  expect(await isRefused([part('data/a', 'x'), part('data/a', 'y')])).toBe(true);
  expect(await isRefused([part('data/A.csv', 'x'), part('data/a.csv', 'y')])).toBe(true);
  // One name, two spellings of it.
  expect(await isRefused([part('data/\u00e9', 'x'), part('data/e\u0301', 'y')])).toBe(true);
  const zeros = Buffer.alloc(2 ** 20);
  expect(await isRefused([{ name: 'data/zeros', content: Array.from({ length: 300 }, () => zeros) }])).toBe(true);
});

it('takes no zip of something else for a package', async () => {
  expect((await verifyBytes(await zipOf([part('hello.txt', 'x')]))).faults).not.toEqual([]);
  expect((await verifyBytes(await readFile('package.json'))).faults).not.toEqual([]);
});
