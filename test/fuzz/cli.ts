import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { fuzz } from './run.ts';
import { failuresOf, tryMeanings } from './meant/round.ts';
import { tableOfKinds } from './meant/words.ts';
import { lineOf } from './words.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'string', default: 'fuzz-failures' },
  },
});
const [runs, seed] = [Number(values.runs), Number(values.seed)];
if (!Number.isSafeInteger(runs) || runs < 1 || !Number.isSafeInteger(seed)) {
  console.error('用法：npm run fuzz -- [--runs N] [--seed S] [--keep DIR]（N 和 S 是整数）');
  process.exit(2);
}

const start = performance.now();
const { figures, failures } = await fuzz({
  runs,
  seed,
  ...(process.stderr.isTTY && { onBatch: (done) => process.stderr.write(`\r${done}/${runs}`) }),
});
if (process.stderr.isTTY) process.stderr.write('\r');
const tried = await tryMeanings({ each: Math.ceil(runs / 100), seed });
failures.push(...failuresOf(tried));
for (const of of figures) console.log(lineOf(of));
console.log(tableOfKinds(tried));
console.log(
  `种子 ${seed}，${runs} 次，用时 ${((performance.now() - start) / 1000).toFixed(0)} 秒，${failures.length === 0 ? '没有一处出错' : `${failures.length} 处出错`}`
);
if (failures.length > 0) mkdirSync(values.keep, { recursive: true });
for (const { run, name, bytes, wrong } of failures) {
  const kept = join(values.keep, `${seed}-${run}-${basename(name)}`);
  writeFileSync(kept, bytes);
  console.log(`第 ${run} 次（种子 ${seed}）${name}：${wrong.slice(0, 5).join('；')}；输入存为 ${kept}`);
}
process.exitCode = failures.length > 0 ? 1 : 0;
