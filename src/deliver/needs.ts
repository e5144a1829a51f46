import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isOlder, readElf } from './elf.ts';
import { readPe } from './pe.ts';
import type { Platform } from './platforms.ts';

/** What the system of the user must have, as the native files of a release say themselves. */
export interface Needs {
  /** The native files, as they lie in the release. */
  files: readonly string[];
  /** `GLIBC` → 2.28; of Windows none. */
  versions: Readonly<Record<string, string>>;
  kernel: string | null;
  /** What is not as the platform wants it, a sentence each. */
  faults: readonly string[];
}

/** The file in a release that its start script reads: a word and its value a line. */
export const needsFile = 'needs';

/** Libraries that every Windows 10 has; others would have to be installed first. */
const ofWindows =
  /^(?:kernel32|user32|advapi32|shell32|ole32|oleaut32|ws2_32|crypt32|iphlpapi|userenv|winmm|dbghelp|bcrypt|secur32|psapi|rstrtmgr|ntdll|gdi32|shlwapi|version|api-ms-win-[a-z0-9-]+|ucrtbase)\.dll$/;

/** Reads what each native file needs, and whether it is for the machine that the platform is. */
export async function needsOf(release: string, files: readonly string[], platform: Platform): Promise<Needs> {
  const versions = new Map<string, readonly number[]>();
  const beside = new Map<string, Set<string>>();
  for (const file of files) {
    const names = beside.get(dirname(file)) ?? new Set<string>();
    beside.set(dirname(file), names.add(basename(file).toLowerCase()));
  }
  const faults: string[] = [];
  let kernel: string | null = null;
  for (const file of files) {
    const bytes = await readFile(join(release, file));
    const elf = platform.os === 'linux' ? readElf(bytes) : null;
    const pe = platform.os === 'win32' ? readPe(bytes) : null;
    const machine = elf?.machine ?? pe?.machine;
    if (machine !== platform.cpu) faults.push(`${file} 不是给 ${platform.name} 的（${machine ?? '不是那里的程序'}）`);
    for (const [family, version] of elf?.versions ?? [])
      if (isOlder(versions.get(family) ?? [], version)) versions.set(family, version);
    if (elf?.kernel && isOlder(numbersOf(kernel ?? '0'), numbersOf(elf.kernel))) kernel = elf.kernel;
    for (const library of pe?.libraries ?? [])
      if (!ofWindows.test(library) && !beside.get(dirname(file))?.has(library))
        faults.push(`${file} 要 ${library}，Windows 不一定有`);
  }
  const highest = [...versions].sort().map(([family, version]) => [family, version.join('.')]);
  return { files, versions: Object.fromEntries(highest) as Record<string, string>, kernel, faults };
}

const numbersOf = (version: string): number[] => version.split('.').map(Number);

/** As the start script reads it: each native file, then each version. */
export const needsText = ({ files, versions, kernel }: Needs, { cpu }: Platform): string =>
  [
    `machine ${cpu === 'x64' ? 'x86_64' : 'aarch64'}`,
    ...Object.entries(versions).map(([family, version]) => `${family} ${version}`),
    ...(kernel === null ? [] : [`kernel ${kernel}`]),
    ...files.map((file) => `file ${file}`),
    '',
  ].join('\n');
