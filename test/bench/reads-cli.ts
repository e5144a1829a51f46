import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { benchReads, type Read } from './reads.ts';

const usage = `npm run bench:reads -- --warehouse DIR [--times N] [--only REGEXP] [--out FILE.json]
  what each list and panel costs who asks first, in milliseconds of the processor, with nothing kept`;

const { values } = parseArgs({
  options: {
    warehouse: { type: 'string', default: 'data/warehouse' },
    times: { type: 'string', default: '3' },
    only: { type: 'string' },
    out: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});

const say = ({ path, status, cold, warm, wall, bytes, digest, resident }: Read): void =>
  console.log(
    [cold.toFixed(0), warm.toFixed(0), wall.toFixed(0)].map((each) => each.padStart(7)).join(''),
    `${resident}`.padStart(6),
    status,
    digest,
    `${bytes}`.padStart(8),
    path
  );

if (values.help) console.log(usage);
else {
  console.log('   cold   warm   wall    MB  (cold, warm: ms of the processor; wall: ms by the clock, the best)');
  const { warehouse, times, only, out } = values;
  const reads = await benchReads(
    warehouse,
    { times: Number(times), ...(only === undefined ? {} : { only: new RegExp(only) }) },
    say
  );
  if (out !== undefined) await writeFile(out, JSON.stringify(reads, null, 1));
}
