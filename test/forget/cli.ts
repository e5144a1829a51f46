import { parseArgs } from 'node:util';
import { draw } from './draw.ts';
import { forget } from './run.ts';
import { lineOf, totalsOf } from './words.ts';

const { values } = parseArgs({
  options: {
    each: { type: 'string' },
    seed: { type: 'string', default: '1' },
    part: { type: 'string', default: '1/1' },
    all: { type: 'boolean', default: false },
  },
});
const each = values.each === undefined ? Infinity : Number(values.each);
const [part = NaN, parts = NaN] = values.part.split('/').map(Number);
if (!(each >= 1) || !(part >= 1 && part <= parts)) {
  console.error(
    '用法：npm run forget -- [--each N] [--seed S] [--part K/N] [--all]（--each：每张表每一列试几处；--part：分 N 段，只试第 K 段；--all：每一次都列出来）'
  );
  process.exit(2);
}

const start = performance.now();
const tried = await forget({
  choose: (trials) => draw(trials, { each, seed: values.seed }).filter((_, at) => at % parts === part - 1),
  onTried(one) {
    if (values.all || one.outcome === 'wrong') console.log(lineOf(one));
  },
});
console.log(totalsOf(tried));
console.log(`种子 ${values.seed}，第 ${values.part} 段，用时 ${((performance.now() - start) / 1000).toFixed(0)} 秒`);
process.exitCode = tried.some(({ outcome }) => outcome === 'wrong') ? 1 : 0;
