import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compareFolders } from './compare.ts';
import { readMeant } from './meant.ts';
import { linesOf } from './report.ts';
import { compareTables, readMeantTables, tableLines } from './tables.ts';
import { walkTo } from './walk.ts';

const usage = `npm run compare -- BEFORE AFTER [options]    compares what two servers answer
npm run compare -- ADDRESS --keep FOLDER     keeps what a running server answers
npm run compare -- A.duckdb B.duckdb         compares two versions table by table; what may differ: tables-meant.json

BEFORE and AFTER are addresses of running servers (http://…) or folders kept before.

  --meant FILE    the differences that are meant (test/compare/meant.json)
  --seed SEED     what is drawn (8); alike on both sides
  --share SHARE   how much of it (1)
  --only NAMES    these chapters alone, with commas
  --all FILE      writes every difference, one a line
  --examples N    of each kind of difference (3)`;

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    keep: { type: 'string' },
    meant: { type: 'string', default: join(import.meta.dirname, 'meant.json') },
    seed: { type: 'string', default: '8' },
    share: { type: 'string', default: '1' },
    only: { type: 'string' },
    all: { type: 'string' },
    examples: { type: 'string', default: '3' },
  },
});

const options = {
  seed: given.seed,
  share: Number(given.share),
  only: given.only?.split(','),
  onChapter: (name: string, answers: number) => console.error(`${name}: ${answers}`),
};
const [before, after] = positionals;
if (before === undefined || (after === undefined) !== (given.keep !== undefined)) {
  console.error(usage);
  process.exit(2);
}
if (before.endsWith('.duckdb') && after?.endsWith('.duckdb')) {
  const tables = await compareTables(before, after, readMeantTables(join(import.meta.dirname, 'tables-meant.json')));
  console.log(tableLines(tables).join('\n'));
  process.exitCode = tables.some(({ differs, because }) => differs !== null && because === null) ? 1 : 0;
} else if (given.keep !== undefined) await walkTo(before, given.keep, options);
else await compareBoth(before, after ?? '');

async function compareBoth(before: string, after: string): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'compare-'));
  try {
    const report = await compareFolders(
      await folderOf(before, join(scratch, 'before')),
      await folderOf(after, join(scratch, 'after')),
      readMeant(given.meant)
    );
    console.log(linesOf(report, Number(given.examples)).join('\n'));
    if (given.all) await writeFile(given.all, report.differences.map((each) => `${JSON.stringify(each)}\n`).join(''));
    process.exitCode = report.differences.length > 0 ? 1 : 0;
  } finally {
    await rm(scratch, { recursive: true });
  }
}

/** The folder itself, or a new one with what the server at an address answers. */
async function folderOf(place: string, scratch: string): Promise<string> {
  if (!/^https?:\/\//.test(place)) return place;
  await walkTo(place, scratch, options);
  return scratch;
}
