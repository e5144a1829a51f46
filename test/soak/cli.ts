import { parseArgs } from 'node:util';
import { soak } from './run.ts';

const usage = `npm run soak -- [--minutes M] [--visitors N] [--seed S]
  a server on the sample under everything at once (default: 10 minutes, 200 visitors at once): exit code 1 where
  anything was lost, failed but by a clean 503, or kept.`;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    visitors: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});
const [minutes, visitors, seed] = [Number(values.minutes), Number(values.visitors), Number(values.seed)];
const isRight = minutes > 0 && minutes <= 60 && visitors > 0 && visitors <= 1000 && Number.isInteger(seed);
if (values.help || !isRight) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}
const report = await soak({ minutes, visitors, seed, tell: (line) => console.error(line) });
for (const line of report.lines()) console.log(line);
const faults = report.faults();
console.log(`seed ${seed}, ${minutes} min, ${visitors} visitors: ${faults.length} faults`);
const times = Map.groupBy(faults, (fault) => fault);
for (const [fault, { length }] of [...times].sort(([, a], [, b]) => b.length - a.length).slice(0, 30))
  console.log(`${length} × ${fault}`);
process.exitCode = faults.length === 0 ? 0 : 1;
