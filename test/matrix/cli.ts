import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { instrument } from './instrument.ts';

const usage = `npm run matrix -- [--projects N] [--most N] [--seed S] [--warehouse DIR] [--only 读者] [--no-pages]
  builds a province in which each text and amount stands in one row alone, signs in as every role and scope, asks at
  every door, and prints who saw what of whom. --most: addresses a door (default 60). Exit 1 where anything leaks.
  --mutations [--part 1/8] [--wall N]: takes every wall out of the running program, one by one, and asks what passed it
  again; each must leak, or be held by another, and both of them out leak.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      projects: { type: 'string' },
      most: { type: 'string' },
      seed: { type: 'string', default: 'matrix' },
      warehouse: { type: 'string' },
      only: { type: 'string', multiple: true },
      pages: { type: 'boolean', default: true },
      mutations: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '60' },
      long: { type: 'boolean', default: true },
      wall: { type: 'string', multiple: true },
      part: { type: 'string', default: '1/1' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return console.log(usage);
  // Before anything of the program is read.
  const walls = values.mutations ? instrument() : null;
  const { loadCanaries } = await import('./province.ts');
  const own = await mkdtemp(join(tmpdir(), 'matrix-'));
  const projects = Number(values.projects ?? (walls === null ? 300 : 60));
  // Where a wall is out, something may be changed.
  const warehouse = join(own, 'warehouse');
  if (values.warehouse === undefined) await loadCanaries(own, { projects, seed: values.seed, isTwice: true });
  else await cp(resolve(values.warehouse), warehouse, { recursive: true });
  const options = { warehouse, seed: values.seed, isLong: values.long };
  try {
    if (walls === null) {
      const { tellMatrix } = await import('./tell.ts');
      const isTight = await tellMatrix({
        ...options,
        most: Number(values.most ?? 60),
        ...(values.only ? { only: values.only } : {}),
        isWithPages: values.pages,
        rounds: Number(values.rounds),
      });
      process.exitCode = isTight ? 0 : 1;
    } else {
      const { tellMutations } = await import('./mutate.ts');
      const isCaught = await tellMutations(walls, {
        ...options,
        most: Number(values.most ?? 3),
        isEachKind: false,
        foreign: 2,
        part: { nth: Number(values.part.split('/')[0]), of: Number(values.part.split('/')[1]) },
        ...(values.only ? { only: values.only } : {}),
        ...(values.wall ? { chosen: values.wall.map(Number) } : {}),
      });
      process.exitCode = isCaught ? 0 : 1;
    }
  } finally {
    await rm(own, { recursive: true });
  }
}

await main();
