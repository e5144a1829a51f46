import { attackers, known, told, type Project } from './attack.ts';
import { drawProvince } from './drawn-sums.ts';
import { programDigest, type Keep } from './keep.ts';

/** What one seed came to: by who asks, how many sums were told and what followed from them. */
interface Attacked {
  seed: number;
  program: string;
  by: { name: string; sums: number; found: string[] }[];
}

/** Every which seed is asked in every way, not one of each kind. */
const everyWay = 8;

/** How many projects the province of a seed has: it is the small ones in which little can be told. */
export const projectsOf = (seed: number): number => [60, 24, 12, 100, 8][seed % 5]!;

/** Attacks what is told of a province drawn anew from each seed; prints what followed, and says whether nothing did. */
export async function tellSums(
  warehouseFile: string,
  { seeds, part, keep }: { seeds: number; part: { nth: number; of: number }; keep: Keep }
): Promise<boolean> {
  const program = programDigest();
  const done = new Map(
    keep.lines<Attacked>('sums').flatMap((each) => (each.program === program ? [[each.seed, each] as const] : []))
  );
  for (let seed = part.nth - 1; seed < seeds && !keep.isOver(); seed += part.of) {
    if (done.has(seed)) continue;
    const begun = Date.now();
    const one = { seed, program, by: await attacked(warehouseFile, seed, attackers) };
    done.set(seed, one);
    keep.add('sums', one);
    console.error(`seed ${seed}: ${((Date.now() - begun) / 1000).toFixed(0)} s`);
  }
  const all = [...done.values()].sort((a, b) => a.seed - b.seed);
  for (const { seed, by } of all)
    for (const { name, found } of by) for (const each of found) console.log(`FOLLOWS\tseed ${seed}\t${name}\t${each}`);
  const lines = all.flatMap(({ by }) => by);
  const found = lines.reduce((sum, each) => sum + each.found.length, 0);
  const sums = lines.reduce((sum, each) => sum + each.sums, 0);
  console.log(
    `${all.length} of ${seeds} seeds, ${attackers.length} who ask, ${sums} sums told: ${found} things follow`
  );
  return found === 0 && all.length === seeds;
}

/** What follows from what is told of the province of one seed, by who asks. */
export async function attacked(
  warehouseFile: string,
  seed: number,
  who: typeof attackers
): Promise<{ name: string; sums: number; found: string[] }[]> {
  const drawn = await drawProvince(warehouseFile, `seed ${seed}`, projectsOf(seed));
  try {
    const projects = await drawn.build.read<Project>('drawn', 'from marts.projects');
    const by: Attacked['by'] = [];
    for (const { name, ...view } of who) {
      const { sums, others } = await told(drawn, projects, { ...view, isAll: seed % everyWay === 0 });
      by.push({ name, sums: sums.length, found: known(drawn.measures, others, sums) });
    }
    return by;
  } finally {
    drawn.close();
  }
}
