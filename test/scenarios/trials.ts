import { quotaTrial } from './quota-trial.ts';

const [from, to] = process.argv.slice(2).map(Number);
const kinds: Record<string, number> = {};
for (let seed = from!; seed < to!; seed++) {
  const { wrong, kind } = quotaTrial(seed);
  kinds[kind] = (kinds[kind] ?? 0) + 1;
  if (wrong.length > 0) console.log(seed, wrong[0]!.slice(0, 1500));
}
console.log(kinds);
