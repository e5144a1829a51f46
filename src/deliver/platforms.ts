import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A machine that an archive is for, as npm names it. */
export interface Platform {
  name: string;
  os: 'linux' | 'win32';
  cpu: 'x64' | 'arm64';
  /** The package that holds Node for it, and where in it. */
  node: string;
  nodeFile: string;
  /** How its users call it. */
  title: string;
}

export const platforms: Readonly<Record<string, Platform>> = Object.fromEntries(
  [
    { os: 'linux', cpu: 'x64', title: 'Linux x86-64（麒麟、统信、Debian、CentOS 8 以后；glibc 2.28 以上）' },
    { os: 'linux', cpu: 'arm64', title: 'Linux ARM64（鲲鹏、飞腾上的麒麟、统信；glibc 2.28 以上）' },
    { os: 'win32', cpu: 'x64', title: 'Windows 10、11 和同代的 Server，64 位' },
  ].map((each): [string, Platform] => {
    const { os, cpu, title } = each as Pick<Platform, 'os' | 'cpu' | 'title'>;
    const [name, nodeFile] = os === 'win32' ? [`windows-${cpu}`, 'bin/node.exe'] : [`${os}-${cpu}`, 'bin/node'];
    return [name, { name, os, cpu, node: os === 'win32' ? `node-win-${cpu}` : `node-${os}-${cpu}`, nodeFile, title }];
  })
);

/** The platform of this machine, by name; null of one that nothing is packed for. */
export const ownPlatform = (): string | null =>
  Object.values(platforms).find(({ os, cpu }) => os === process.platform && cpu === process.arch)?.name ?? null;

/** What has to be there in the form of the machine, by the package that asks for it. */
const natives: Readonly<Record<string, (platform: Platform) => string>> = {
  '@duckdb/node-bindings': ({ os, cpu }) => `@duckdb/node-bindings-${os}-${cpu}`,
};

/**
 * What of the installed packages is missing for a platform, or is there for another, a sentence each. An archive with
 * any of it would start nowhere.
 */
export async function faultsOf(modules: string, platform: Platform): Promise<string[]> {
  const there = await packagesIn(modules);
  const missing = Object.entries(natives)
    .filter(([asking, name]) => there.includes(asking) && !there.includes(name(platform)))
    .map(([asking, name]) => `${asking} 没有给 ${platform.name} 的 ${name(platform)}`);
  const foreign: string[] = [];
  for (const file of await nativeFiles(modules))
    if (!Object.values(natives).some((name) => file.startsWith(`${name(platform)}/`)))
      foreign.push(`${file} 不知道是给哪种机器的`);
  return [...missing, ...foreign];
}

async function packagesIn(modules: string): Promise<string[]> {
  const names: string[] = [];
  for (const name of await readdir(modules)) {
    if (!name.startsWith('@')) names.push(name);
    else for (const inner of await readdir(join(modules, name))) names.push(`${name}/${inner}`);
  }
  return names;
}

/** Of the installed packages what a machine runs itself, by the order of their names. */
export async function nativeFiles(modules: string): Promise<string[]> {
  const all = await readdir(modules, { recursive: true });
  return all
    .filter((name) => /\.(?:node|so(?:\.\d+)*|dll|dylib|exe)$/.test(name))
    .map((name) => name.replaceAll('\\', '/'))
    .sort();
}
