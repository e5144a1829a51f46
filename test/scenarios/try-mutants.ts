import { spawnSync } from 'node:child_process';
import { mutants } from './mutants.ts';

/** Mutants by their place that the tests of the engine do not tell from it, or that do not run at all (exit 1). */
export function surviving(places: readonly number[]): string[] {
  return places.flatMap((at) => {
    const { status } = spawnSync(
      process.execPath,
      ['--import', new URL('mutate.ts', import.meta.url).href, new URL('sound.ts', import.meta.url).pathname],
      { env: { ...process.env, SCENARIO_MUTANT: `${at}` } }
    );
    const { file, from, to } = mutants[at]!;
    return status === 3 ? [] : [`${file}: ${from} → ${to} (exit ${status})`];
  });
}

if (import.meta.main) {
  const found = surviving(mutants.map((_, at) => at));
  for (const told of found) console.log(told);
  console.log(`${mutants.length - found.length} of ${mutants.length} mutants caught`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
