import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { load } from '#pipeline';
import { ownContent } from '../pipeline/own-content.ts';
import { openProvince } from './province.ts';
import { proveAll, type Figures } from './run.ts';

const usage = `npm run prove -- [--runs N] [--seed S] [--each N] [--warehouse DIR]
  walks every number of every panel and page under N drawn sets of filters (default 20; the first is none), and follows
  every N-th to its rows (default each).
  Without a warehouse it loads data/sample into one of its own.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '20' },
      seed: { type: 'string' },
      each: { type: 'string', default: '1' },
      warehouse: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const [runs, seed] = [Number(values.runs), Number(values.seed ?? Date.now() % 1_000_000)];
  const each = Number(values.each);
  if (values.help || ![runs, each].every((many) => Number.isInteger(many) && many > 0) || !Number.isInteger(seed)) {
    console.log(usage);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const own = values.warehouse === undefined ? await sample() : null;
  const province = await openProvince(values.warehouse ?? own!);
  const started = Date.now();
  const tell = (figures: Figures) =>
    process.stderr.write(
      `\r${figures.runs}/${runs}  ${figures.numbers} numbers  ${figures.differences.length} differences `
    );
  const figures = await proveAll(province, { runs, seed, each, tell });
  process.stderr.write('\n');
  console.log(`seed ${seed}: ${figures.runs} walks under ${figures.filters} different sets of filters, ${figures.panels} panels, ${figures.numbers} numbers,
${figures.followed} of them followed to their rows and recomputed, ${figures.listed} held against their lists (each address once), ${figures.sums} sums of parts: ${figures.differences.length} differences, ${((Date.now() - started) / 1000).toFixed(1)} s`);
  for (const difference of figures.differences.slice(0, 20)) console.log(difference);
  await province.close();
  if (own) await rm(own, { recursive: true });
  process.exitCode = figures.differences.length === 0 ? 0 : 1;
}

async function sample(): Promise<string> {
  const warehouse = await mkdtemp(join(tmpdir(), 'prove-'));
  const { status, reasons } = await load({
    folder: 'data/sample',
    warehouse,
    asOf: '2026-06-30',
    program: 'prove',
    ...ownContent,
  });
  if (status !== 'published') throw new Error(`the sample was ${status}: ${reasons.join(' ')}`);
  return warehouse;
}

await main();
