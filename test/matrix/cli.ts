import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { instrument } from './instrument.ts';
import { keepIn } from './keep.ts';

const usage = `npm run matrix -- [--projects N] [--most N] [--seed S] [--warehouse DIR] [--only 读者] [--door 词] [--no-pages] [--no-kinds]
  builds a province in which each text and amount stands in one row alone, signs in as every role and scope, asks at
  every door, and prints who saw what of whom. --most: addresses a door (default 60), though one of each kind, which is
  --no-kinds fewer. --door: at those that are called so in part alone. Exit 1 where anything leaks.
  --mutations [--part 1/8] [--wall N]: takes every wall out of the running program, one by one, and asks what passed it
  again; each must leak, or be held by another, and both of them out leak.
  --sums [--seeds N]: adds and subtracts what the sums of the province tell, in a province drawn anew from each seed.
  --timing [--rounds N]: times alone what is refused, of others and of nobody.
  --at-a-time N: so many questions that change nothing (default 3).
  --keep DIR [--minutes N]: the province and what is found are kept there; a run stops after so many minutes, and the
  same again goes on. What was found of another program is said.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      projects: { type: 'string' },
      most: { type: 'string' },
      seed: { type: 'string', default: 'matrix' },
      warehouse: { type: 'string' },
      only: { type: 'string', multiple: true },
      door: { type: 'string', multiple: true },
      pages: { type: 'boolean', default: true },
      kinds: { type: 'boolean', default: true },
      mutations: { type: 'boolean', default: false },
      sums: { type: 'boolean', default: false },
      timing: { type: 'boolean', default: false },
      seeds: { type: 'string', default: '40' },
      rounds: { type: 'string', default: '60' },
      long: { type: 'boolean', default: true },
      wall: { type: 'string', multiple: true },
      part: { type: 'string', default: '1/1' },
      keep: { type: 'string' },
      minutes: { type: 'string' },
      'at-a-time': { type: 'string', default: '3' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return console.log(usage);
  // Before anything of the program is read.
  const walls = values.mutations ? instrument() : null;
  const keep = keepIn(values.keep ?? null, values.minutes === undefined ? Infinity : Number(values.minutes));
  const { loadCanaries } = await import('./province.ts');
  const { tellMutations } = await import('./mutate.ts');
  // What was passed by now is asked once a process; what is passed to build the province is asked again.
  const atStart = walls?.passed();
  const own = await mkdtemp(join(tmpdir(), 'matrix-'));
  const made = values.keep ?? own;
  const projects = Number(values.projects ?? (walls === null ? 300 : 60));
  const given = values.warehouse ?? join(made, 'warehouse');
  if (!existsSync(join(given, 'current'))) await loadCanaries(made, { projects, seed: values.seed, isTwice: true });
  // Where a wall is out, something may be changed.
  const warehouse = join(own, 'copied');
  await cp(resolve(given), warehouse, { recursive: true });
  const options = {
    ...{ warehouse, seed: values.seed, isLong: values.long, keep },
    ...(values.only ? { only: values.only } : {}),
    ...(values.door ? { door: values.door } : {}),
  };
  const [nth = 1, of = 1] = values.part.split('/').map(Number);
  try {
    if (values.sums) {
      const { tellSums } = await import('./sums.ts');
      const versions = readdirSync(warehouse).filter((name) => name.endsWith('.duckdb'));
      const file = join(warehouse, versions.sort().at(-1)!);
      const isTight = await tellSums(file, { seeds: Number(values.seeds), part: { nth, of }, keep });
      process.exitCode = isTight ? 0 : 1;
    } else if (walls === null) {
      const { tellMatrix } = await import('./tell.ts');
      const isTight = await tellMatrix({
        ...options,
        most: Number(values.most ?? 60),
        isEachKind: values.kinds,
        isWithPages: values.pages,
        rounds: Number(values.rounds),
        isTimedAlone: values.timing,
        atATime: Number(values['at-a-time']),
      });
      process.exitCode = isTight ? 0 : 1;
    } else {
      walls.passed();
      const isCaught = await tellMutations(walls, {
        ...options,
        ...(atStart ? { atStart } : {}),
        most: Number(values.most ?? 3),
        isEachKind: false,
        foreign: 2,
        part: { nth, of },
        atATime: Number(values['at-a-time']),
        ...(values.wall ? { chosen: values.wall.map(Number) } : {}),
      });
      process.exitCode = isCaught ? 0 : 1;
    }
  } finally {
    await rm(own, { recursive: true });
  }
}

await main();
