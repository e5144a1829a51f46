import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { heldTwice, mutated, mutationsOf, type Mutation } from './mutations.ts';

export interface Tried {
  mutation: Mutation;
  outcome: 'caught' | 'survived' | 'held twice' | 'broken';
  /** The first leak, or how the program broke. */
  by: string;
}

/** A copy of the program, of which one file at a time is another. */
async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mutants-'));
  for (const part of ['src', 'pipelines', 'dashboards', 'package.json', 'test/matrix', 'test/compare', 'test/pipeline'])
    await cp(part, join(folder, part), { recursive: true });
  await cp('test/readers.ts', join(folder, 'test/readers.ts'));
  await cp('test/province', join(folder, 'test/province'), { recursive: true });
  await mkdir(join(folder, 'data'), { recursive: true });
  for (const part of ['node_modules', 'data/reference', 'data/access', 'data/forms'])
    await symlink(resolve(part), join(folder, part));
  return folder;
}

/** Takes one wall after another out of a copy of the program and walks it until something leaks. */
export async function tryMutations(
  warehouse: string,
  { from, to, tell }: { from: number; to: number; tell: (tried: Tried) => void }
): Promise<Tried[]> {
  const folder = await scratch();
  const all: Tried[] = [];
  try {
    const chosen = mutationsOf().slice(from, to);
    // What leaks with every wall in its place proves nothing of a wall.
    const known: string[] = [];
    for (const name of new Set(chosen.flatMap(eyesFor))) {
      const { said } = await walk(folder, warehouse, { only: [name], more: [] });
      known.push(...leaksIn(said).map((line) => line.split('\t').slice(1, 3).join(' ')));
    }
    for (const mutation of chosen) {
      const tried = await tryOne(folder, { warehouse, known }, mutation);
      tell(tried);
      all.push(tried);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return all;
}

const leaksIn = (said: string): string[] => said.split('\n').filter((line) => line.startsWith('LEAK'));

async function tryOne(
  folder: string,
  { warehouse, known }: { warehouse: string; known: readonly string[] },
  mutation: Mutation
): Promise<Tried> {
  const path = join(folder, mutation.file);
  const text = await readFile(path, 'utf8');
  await writeFile(path, mutated(text, mutation));
  try {
    const more = ['--until-leak', ...known.flatMap((place) => ['--known', place])];
    const { code, said } = await walk(folder, warehouse, { only: eyesFor(mutation), more });
    const [leak] = leaksIn(said);
    const line = leak ?? said.split('\n').find((each) => /Error/.test(each)) ?? '';
    const isExcused = heldTwice.some((each) => each.file === mutation.file && each.line.test(mutation.from));
    const outcome = leak ? 'caught' : code !== 0 ? 'broken' : isExcused ? 'held twice' : 'survived';
    return { mutation, outcome, by: line.slice(0, 200) };
  } finally {
    await writeFile(path, text);
  }
}

/** Who would see what is behind this wall: whoever has no account, where it is a need; else one with a part. */
const eyesFor = ({ by, from }: Mutation): string[] =>
  by.startsWith('needs')
    ? ['没有登录']
    : /can\(|refusalFor/.test(from)
      ? ['青岛市，个人信息屏蔽', '只读大屏']
      : ['济南市'];

async function walk(
  folder: string,
  warehouse: string,
  { only, more }: { only: readonly string[]; more: readonly string[] }
): Promise<{ code: number; said: string }> {
  const asked = ['--most', '5', '--no-pages', ...only.flatMap((name) => ['--only', name]), ...more];
  const child = spawn(process.execPath, ['test/matrix/cli.ts', '--warehouse', warehouse, ...asked], { cwd: folder });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (said += String(chunk)));
  const [code] = (await once(child, 'close')) as [number];
  return { code, said };
}
