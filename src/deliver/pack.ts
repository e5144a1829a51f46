import { createReadStream, createWriteStream } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { writeZip, type ZipPart } from '#xlsx';
import { bringNode, installFor, nodeIn, NotDelivered, run } from './bring.ts';
import { inWords, layHome } from './lay-home.ts';
import { needsFile, needsOf, needsText } from './needs.ts';
import { faultsOf, nativeFiles, type Platform } from './platforms.ts';
import { releaseFile, type Release } from './releases.ts';
import { sayAsCalled } from './say-as-called.ts';
import { hashOf, writeSums } from './sums.ts';

/** What of the program's folder is delivered: what runs, what it runs by, and what is read about it. */
const parts = [
  ...['src', 'pipelines', 'dashboards', 'build', 'data'],
  ...['package.json', 'package-lock.json', '.npmrc', 'tsconfig.json', 'svelte.config.js'],
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'LICENSE'],
];
/** Of these what a machine made for itself, and what leads from built code to its sources, which lie beside it. */
const passedOver = /(?:^|\/)(?:data\/[^/]*warehouse[^/]*|build\/\.made-from|\.[^/]*\.swp)(?:\/|$)|^\/?build\/.*\.map$/;

export interface Packed {
  path: string;
  name: string;
  platform: string;
  files: number;
  /** Of the archive, and of what it unpacks to. */
  bytes: number;
  unpacked: number;
  sha256: string;
  /** What the system must have, in words. */
  needs: string;
  /** Characters of the longest path in it: with those of the folder that it is unpacked to at most 259 on Windows. */
  longest: number;
}

/**
 * Makes one archive of the program for a platform: its production packages, Node itself, the built pages, a script that
 * starts it, a guide, and the SHA-256 of each file. Nothing has to be fetched where it is unpacked. The same program
 * makes the same files. A platform that a package is not published for is a NotDelivered that names it.
 */
export async function pack(
  root: string,
  platform: Platform,
  { out, onProgress }: { out: string; onProgress: (step: string) => void }
): Promise<Packed> {
  const scratch = await mkdtemp(join(tmpdir(), 'baijing-pack-'));
  try {
    const release = join(scratch, 'release');
    await mkdir(release);
    onProgress('程序和内容');
    for (const part of parts)
      await cp(join(root, part), join(release, part), {
        recursive: true,
        preserveTimestamps: false,
        filter: (path) => !passedOver.test(path.slice(root.length + 1).replaceAll('\\', '/')),
      });
    await sayAsCalled(release, platform.os === 'win32' ? 'baijing' : './baijing');
    onProgress('依赖');
    const modules = await installFor(platform, release, scratch);
    onProgress('Node');
    await bringNode(platform, release, scratch);
    const ofPackages = await faultsOf(modules, platform);
    const natives = (await nativeFiles(modules)).map((file) => `node_modules/${file}`);
    const needs = await needsOf(release, [nodeIn(platform), ...natives], platform);
    await writeFile(join(release, needsFile), needsText(needs, platform));
    onProgress('校验值');
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    const sum = await writeSums(release);
    const name = `${version}-${sum.slice(0, 8)}`;
    const archive = `baijing-${name}-${platform.name}`;
    // Windows unpacks into a folder of the archive's name, and knows paths of 259 characters.
    const top = platform.os === 'win32' ? 'baijing' : archive;
    const home = join(scratch, top);
    await mkdir(join(home, 'releases'), { recursive: true });
    await rename(release, join(home, 'releases', name));
    const said: Release = { name, version, platform: platform.name, sums: sum };
    await writeFile(join(home, 'releases', name, releaseFile), `${JSON.stringify(said)}\n`);
    await layHome(home, platform, { name, needs });
    const longest = await longestIn(scratch, top);
    const faults = [
      ...ofPackages,
      ...needs.faults,
      ...(platform.os === 'win32' && longest.length > mostInPath ? [tooLong(longest)] : []),
    ];
    if (faults.length > 0)
      throw new NotDelivered([`装不成 ${platform.name} 的安装包：`, ...faults.map((each) => `- ${each}`)].join('\n'));
    onProgress('压缩');
    await mkdir(out, { recursive: true });
    const path = join(resolve(out), `${archive}${platform.os === 'win32' ? '.zip' : '.tar.gz'}`);
    const { files, bytes } = await sizeOf(home);
    await (platform.os === 'win32' ? zip(scratch, top, path) : tar(scratch, top, path));
    const sha256 = await hashOf(path);
    await writeFile(`${path}.sha256`, `${sha256}  ${path.split('/').at(-1)}\n`);
    return {
      path,
      name,
      platform: platform.name,
      files,
      bytes: (await stat(path)).size,
      unpacked: bytes,
      sha256,
      needs: inWords(needs, platform),
      longest: longest.length,
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The same files make the same bytes: by name, of nobody, of no time. */
async function tar(scratch: string, top: string, path: string): Promise<void> {
  const plain = [
    '--format=pax',
    '--sort=name',
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    '--mtime=@0',
    '--mode=u+rwX,go+rX,go-w',
  ];
  await run('tar', [...plain, '--pax-option=delete=atime,delete=ctime', '-czf', path, top], scratch, { GZIP: '-n' });
}

async function zip(scratch: string, top: string, path: string): Promise<void> {
  async function* entries(): AsyncGenerator<ZipPart> {
    for (const entry of (await readdir(join(scratch, top), { recursive: true, withFileTypes: true }))
      .filter((each) => each.isFile())
      .map((each) => join(each.parentPath, each.name))
      .sort())
      yield { name: entry.slice(scratch.length + 1), content: createReadStream(entry) as AsyncIterable<Buffer> };
  }
  await pipeline(writeZip(entries()), createWriteStream(path));
}

/** What is left for the folder is enough for a desktop and an archive that is unpacked into a folder of its name. */
const mostInPath = 160;
const tooLong = (path: string): string => `路径太长，在 Windows 上解不开（${path.length} 个字）：${path}`;

async function longestIn(scratch: string, top: string): Promise<string> {
  const all = await readdir(join(scratch, top), { recursive: true });
  return all.reduce((longest, path) => (`${top}/${path}`.length > longest.length ? `${top}/${path}` : longest), '');
}

async function sizeOf(folder: string): Promise<{ files: number; bytes: number }> {
  let [files, bytes] = [0, 0];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    files += 1;
    bytes += (await stat(join(entry.parentPath, entry.name))).size;
  }
  return { files, bytes };
}
