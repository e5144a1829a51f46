import { quotaTrial } from './quota-trial.ts';
import { subsidyTrial } from './subsidy-trial.ts';

/** So many cases from a seed on, of both; what is wrong of each, and how many there were of each kind. */
export function trials(from: number, count: number): { wrong: string[]; kinds: Record<string, number> } {
  const wrong: string[] = [];
  const kinds: Record<string, number> = {};
  for (let seed = from; seed < from + count; seed++)
    for (const [name, trial] of Object.entries({ quota: quotaTrial, subsidy: subsidyTrial })) {
      const found = trial(seed);
      const kind = `${name} ${found.kind}`;
      kinds[kind] = (kinds[kind] ?? 0) + 1;
      wrong.push(...found.wrong.map((told) => `${name} of seed ${seed}: ${told}`));
    }
  return { wrong, kinds };
}

if (import.meta.main) {
  const [count = 10_000, from = 0] = process.argv.slice(2).map(Number);
  const { wrong, kinds } = trials(from, count);
  for (const told of wrong.slice(0, 20)) console.log(told);
  console.log(JSON.stringify(kinds), `${wrong.length} wrong`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
