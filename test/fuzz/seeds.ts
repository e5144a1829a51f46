import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A file to start from. */
export interface Seed {
  name: string;
  bytes: Buffer;
}

export interface Seeds {
  text: Seed[];
  book: Seed[];
}

const largest = 60_000;

/** The small files of a dirty province that can be read: what clerks send, right and wrong. */
export function makeSeeds(folder: string): Seeds {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['test/province/cli.ts', '--dirty', '--projects', '40', '--seed', 'fuzz', '--out', folder],
    { encoding: 'utf8' }
  );
  if (status !== 0) throw new Error(`npm run sample -- --dirty: ${stderr}`);
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const list = readFileSync(join(folder, '埋设清单_示例数据.txt'), 'utf8');
  const isReadable = (path: string) =>
    !list.split('\r\n').some((line) => line.endsWith('整份退回') && line.includes(path.slice(folder.length + 1)));
  const ending = (pattern: RegExp) =>
    paths
      .filter((path) => pattern.test(path) && statSync(path).size <= largest && isReadable(path))
      .sort()
      .map((path) => ({ name: path.slice(path.lastIndexOf('/') + 1), bytes: readFileSync(path) }));
  return { text: ending(/\.(csv|tsv)$/), book: ending(/\.xlsx$/) };
}
