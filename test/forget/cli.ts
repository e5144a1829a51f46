import { parseArgs } from 'node:util';
import { draw } from './draw.ts';
import { forget } from './run.ts';
import { lineOf, totalsOf } from './words.ts';

const { values } = parseArgs({
  options: {
    each: { type: 'string' },
    seed: { type: 'string', default: '1' },
    all: { type: 'boolean', default: false },
  },
});
const each = values.each === undefined ? Infinity : Number(values.each);
if (!(each >= 1)) {
  console.error(
    '用法：npm run forget -- [--each N] [--seed S] [--all]（N：每张表每一列试几处；--all：每一次都列出来）'
  );
  process.exit(2);
}

const start = performance.now();
const tried = await forget({
  choose: (trials) => draw(trials, { each, seed: values.seed }),
  ...(process.stderr.isTTY && { onTrial: (done, all) => process.stderr.write(`\r${done}/${all}`) }),
});
if (process.stderr.isTTY) process.stderr.write('\r');
for (const one of tried.filter(({ outcome }) => values.all || outcome === 'wrong')) console.log(lineOf(one));
console.log(totalsOf(tried));
console.log(`种子 ${values.seed}，用时 ${((performance.now() - start) / 1000).toFixed(0)} 秒`);
process.exitCode = tried.some(({ outcome }) => outcome === 'wrong') ? 1 : 0;
