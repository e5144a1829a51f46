import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadCanaries } from './province.ts';
import { tryMutations } from './mutate.ts';
import { builtPages } from './pages.ts';
import { leaksOf, reportOf } from './report.ts';
import { runMatrix } from './run.ts';

const usage = `npm run matrix -- [--projects N] [--most N] [--seed S] [--warehouse DIR] [--only 读者] [--no-pages]
  builds a province in which each text and amount stands in one row alone, opens it as every role and scope, asks at
  every door, and prints who saw what of whom. --most: addresses a door (default 150). Exit 1 where anything leaks.
  --mutations [--from N --to N]: takes every wall out of a copy of the program, one by one; each must leak.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      projects: { type: 'string', default: '300' },
      most: { type: 'string', default: '150' },
      seed: { type: 'string', default: 'matrix' },
      warehouse: { type: 'string' },
      only: { type: 'string', multiple: true },
      pages: { type: 'boolean', default: true },
      'until-leak': { type: 'boolean' },
      known: { type: 'string', multiple: true, default: [] },
      mutations: { type: 'boolean' },
      from: { type: 'string', default: '0' },
      to: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return console.log(usage);
  const own = values.warehouse === undefined ? await mkdtemp(join(tmpdir(), 'matrix-')) : null;
  const warehouse =
    values.warehouse ?? (await loadCanaries(own!, { projects: Number(values.projects), seed: values.seed }));
  if (values.mutations) {
    await tellMutations(resolve(warehouse), Number(values.from), Number(values.to ?? Infinity));
    if (own) await rm(own, { recursive: true });
    return;
  }
  const started = Date.now();
  const matrix = await runMatrix({
    warehouse,
    most: Number(values.most),
    seed: values.seed,
    ...(values.pages ? { pages: await builtPages() } : {}),
    isFirst: values['until-leak'] === true,
    known: new Set(values.known),
    ...(values.only ? { only: values.only } : {}),
    tell: (name, { asked, seen, leaks }) =>
      console.error(`${name}: ${asked} asked, ${seen.size} canaries seen, ${leaks.length} leaks`),
  });
  console.log(reportOf(matrix));
  const { canaries, doors, asked, answered, twins, leaks, passedOver } = matrix;
  console.log(
    `\nno canary, since drawn from a list, a day or round: ${Array.from(passedOver, (one) => one.join(' ')).join('; ')}`
  );
  console.log(
    `${canaries.length} canaries, ${doors} doors, ${asked} asked, ${answered} answered, ${twins} twins: ${leaks.length} leaks, ${((Date.now() - started) / 1000).toFixed(0)} s`
  );
  for (const line of leaksOf(matrix)) console.log(line);
  if (own) await rm(own, { recursive: true });
  process.exitCode = leaks.length === 0 ? 0 : 1;
}

/** Takes each wall out by itself: where nothing leaks without it, it is not held by this proof. */
async function tellMutations(warehouse: string, from: number, to: number): Promise<void> {
  const tried = await tryMutations(warehouse, {
    from,
    to,
    tell: ({ mutation: { file, line, to: without }, outcome, by }) =>
      console.log(`${outcome}\t${file}:${line}\t${without}\t${by}`),
  });
  const count = (outcome: string) => tried.filter((each) => each.outcome === outcome).length;
  console.log(
    `${tried.length} mutations: ${count('caught')} caught, ${count('held twice')} held twice, ${count('survived')} survived`
  );
  process.exitCode = count('survived') === 0 ? 0 : 1;
}

await main();
