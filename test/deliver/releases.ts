import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownPlatform, releaseFile, writePointer, writeSums } from '#deliver';

/** Files of a release: small ones here, so that what is tried is how they come and go. */
const contents = (version: string, count: number): Record<string, string> => ({
  node: `#!/bin/sh\nexit 0\n`,
  'src/cli.ts': `// ${version}\n`,
  'data/same.csv': '名额,3\n',
  'data/gone.csv': '不要的\n',
  ...Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`data/参考 ${at}.csv`, `${version},${at}\n`.repeat(50)])
  ),
});

export interface Made {
  name: string;
  folder: string;
  top: string;
}

/** Lays a release below `place`, as an archive would unpack it. */
export async function layRelease(
  place: string,
  version: string,
  { platform = ownPlatform() ?? '', count = 20 } = {}
): Promise<Made> {
  const draft = mkdtempSync(join(place, 'draft-'));
  for (const [path, text] of Object.entries(contents(version, count))) {
    mkdirSync(join(draft, path, '..'), { recursive: true });
    writeFileSync(join(draft, path), text);
  }
  chmodSync(join(draft, 'node'), 0o755);
  const sums = await writeSums(draft);
  const name = `${version}-${sums.slice(0, 8)}`;
  writeFileSync(join(draft, releaseFile), JSON.stringify({ name, version, platform, sums }));
  const top = join(place, `baijing-${name}`);
  const folder = join(top, 'releases', name);
  mkdirSync(join(top, 'releases'), { recursive: true });
  spawnSync('mv', [draft, folder]);
  return { name, folder, top };
}

/** The same as the folder that somebody unpacked and uses. */
export async function layHome(version: string): Promise<{ home: string; name: string }> {
  const { top, name } = await layRelease(scratch(), version);
  await writePointer(top, { current: name, previous: null });
  return { home: top, name };
}

/** An archive of a release; `spoil` may change what lies in it before. */
export async function archiveOf(
  version: string,
  { spoil = () => {}, ...more }: { spoil?: (made: Made) => void; platform?: string; count?: number } = {}
): Promise<{ archive: string; name: string }> {
  const place = scratch();
  const made = await layRelease(place, version, more);
  spoil(made);
  const archive = join(place, 'archive.tar.gz');
  const { status, stderr } = spawnSync('tar', ['-czf', archive, '-C', place, `baijing-${made.name}`]);
  if (status !== 0) throw new Error(String(stderr));
  return { archive, name: made.name };
}

export const scratch = (): string => mkdtempSync(join(tmpdir(), 'deliver-'));
