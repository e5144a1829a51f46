import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const titles = ['示例甲省', '示例乙省', '示例丙省'];

/** Three provinces of the sample writer, with the real content, each loaded by itself: there no province is known. */
export async function loadedProvinces(projects = 120) {
  const root = await mkdtemp(join(tmpdir(), 'loaded-'));
  for (const title of titles) {
    const own = join(root, title);
    const order = ['--province', title, '--projects', `${projects}`, '--seed', title, '--out', own];
    run('test/province/cli.ts', order);
    await code(join(own, 'reference'), titles.indexOf(title));
    run('src/cli.ts', ['load', join(own, '交来的表'), '--tenant', own, '--as-of', '2026-06-30']);
  }
  const list = ['folder,title,address,stale_after_days,note', ...titles.map((title) => `${title},${title},,,`)];
  await writeFile(join(root, 'provinces.csv'), `${list.join('\n')}\n`);
  const warehouseOf = (title: string) => join(root, title, 'warehouse');
  return { root, warehouseOf, dispose: () => rm(root, { recursive: true, force: true }) };
}

/** Gives its places codes of its own, as provinces have them: lists are in their order. */
async function code(reference: string, at: number): Promise<void> {
  for (const name of ['cities.csv', 'counties.csv']) {
    const path = join(reference, name);
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replaceAll(/^37(?=\d{4},)/gm, `${91 + at}`));
  }
}

function run(program: string, given: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [program, ...given], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${given.join(' ')}: ${stderr}`);
}
