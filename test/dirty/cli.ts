import { parseArgs } from 'node:util';
import { tableOf } from './measure.ts';
import { runDirty } from './run.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '2025' }, projects: { type: 'string', default: '600' } },
});
const { measured, dispose } = await runDirty({ seed: values.seed, projects: Number(values.projects) });
await dispose();
console.log(tableOf(measured));
for (const { kind, file, sheet, row, column, value, expected } of measured.missed)
  console.log('漏报', kind, file, sheet, row, column, value, expected);
for (const { check, effect, file, sheet, row, column, value, problem } of measured.untrue)
  console.log('误报', check, effect, file, sheet, row, column, value, problem);
process.exitCode = measured.missed.length + measured.untrue.length > 0 ? 1 : 0;
