import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { benchReaders } from './readers.ts';
import { median } from './server-cases.ts';

const usage = `npm run bench:readers -- --warehouse DIR --from VERSION --to VERSION [--readers 20] [--each 12] [--seed 2025]
  what somebody waits for who asks what changed between two versions while others open page after page, and while nobody does`;

const { values } = parseArgs({
  options: {
    warehouse: { type: 'string', default: 'data/warehouse' },
    from: { type: 'string' },
    to: { type: 'string' },
    readers: { type: 'string', default: '20' },
    each: { type: 'string', default: '12' },
    seed: { type: 'string', default: '2025' },
    help: { type: 'boolean', short: 'h' },
  },
});

/** Milliseconds that are wanted. */
const wanted = 1_000;

const { warehouse, from, to, readers, each, seed, help } = values;
if (help || from === undefined || to === undefined) console.log(usage);
else {
  const before = loadavg()[0]!;
  const { waits, pages, first } = await benchReaders(warehouse, {
    ...{ from, to, readers: Number(readers), each: Number(each), seed: Number(seed) },
    reading: [1_000, 5_000],
  });
  const ms = (value: number) => value.toFixed(0).padStart(7);
  console.log(
    `${availableParallelism()} cores, Node ${process.versions.node}, load average ${before.toFixed(1)} before, ${loadavg()[0]!.toFixed(1)} after`
  );
  console.log(`the first answer of a server that has just begun: ${first.toFixed(0)} ms`);
  console.log(`        alone    with ${readers} readers`);
  console.log(' median  worst median  worst      ×  (ms by the clock)');
  for (const { kind, alone, among } of waits)
    console.log(
      `${ms(median(alone))}${ms(Math.max(...alone))}${ms(median(among))}${ms(Math.max(...among))}${(median(among) / median(alone)).toFixed(1).padStart(7)}  ${kind}${Math.max(...among) > wanted ? `: more than ${wanted}` : ''}`
    );
  console.log(
    `meanwhile ${pages.count} pages were opened, half within ${pages.median.toFixed(0)} ms, the slowest ${pages.worst.toFixed(0)}; ${pages.failed} failed`
  );
}
