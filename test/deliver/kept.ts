import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** Where an office of each release lies, as its own backup: `<release>.tar.zst`, and beside it what it must say. */
export const keptFolder = 'test/deliver/kept';

/** What the office of a release said when that release was current. */
export interface Kept {
  release: string;
  versions: string[];
  current: string;
  /** The last line of the record, and how many there were. */
  head: string;
  lines: number;
  decisions: number;
  account: string;
  password: string;
  /** The code of the one paper. */
  paper: string;
  incidents: number;
  /** The forms of its stores, by file. */
  forms: Record<string, number>;
  /** Numbers of the current version, as an address of the API answered them. */
  figures: { address: string; rows: unknown[] };
}

export const keptReleases = (): string[] =>
  readdirSync(keptFolder)
    .filter((name) => name.endsWith('.tar.zst'))
    .map((name) => name.slice(0, -'.tar.zst'.length))
    .sort();

export const readKept = (release: string): Kept =>
  JSON.parse(readFileSync(join(keptFolder, `${release}.json`), 'utf8')) as Kept;

export const mostBytes = 2_000_000;

/** Keeps a backup as the office of a release. One that there is is never written over. */
export function keep(backup: string, kept: Kept): number {
  const path = join(keptFolder, `${kept.release}.tar.zst`);
  if (existsSync(path)) throw new Error(`${path} is there: what a release wrote stays as it wrote it`);
  const plain = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mtime=@0'];
  const { stdout, status } = spawnSync('tar', [...plain, '-cf', '-', '-C', backup, '.'], { maxBuffer: 1e9 });
  if (status !== 0) throw new Error('tar failed');
  const bytes = zstdCompressSync(stdout, {
    params: {
      [constants.ZSTD_c_compressionLevel]: 19,
      [constants.ZSTD_c_enableLongDistanceMatching]: 1,
      [constants.ZSTD_c_windowLog]: 27,
    },
  });
  if (bytes.length > mostBytes) throw new Error(`${bytes.length} bytes: at most ${mostBytes}`);
  writeFileSync(path, bytes);
  writeFileSync(join(keptFolder, `${kept.release}.json`), `${JSON.stringify(kept, null, 2)}\n`);
  return bytes.length;
}

/** Lays out the backup of a release's office; answers its folder. */
export function layOut(release: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'kept-'));
  const bytes = zstdDecompressSync(readFileSync(join(keptFolder, `${release}.tar.zst`)));
  const { status, stderr } = spawnSync('tar', ['-xf', '-', '-C', folder], { input: bytes });
  if (status !== 0) throw new Error(String(stderr));
  return folder;
}

/** The forms of the stores in a folder, by file. */
export function formsIn(folder: string): Record<string, number> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sqlite'));
  return Object.fromEntries(
    names.sort().map((name) => {
      const database = new DatabaseSync(join(folder, name), { readOnly: true });
      const form = Number(database.prepare('pragma user_version').get()?.user_version);
      database.close();
      return [name, form];
    })
  );
}
