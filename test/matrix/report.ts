import type { Canary } from './canaries.ts';
import { maySee } from './readers.ts';
import type { Matrix } from './run.ts';

/** Who saw how many of whose canaries, cell by cell: found of expected; behind a ! what is seen and not theirs. */
export function reportOf({ canaries, walked }: Matrix): string {
  const cities = [...new Set(canaries.flatMap(({ facts }) => facts.map(({ city }) => city ?? '')))].filter(Boolean);
  const owners = cities.map((city): [string, readonly Canary[]] => [
    city,
    canaries.filter(({ facts }) => facts.length > 0 && facts.every((each) => each.city === city)),
  ]);
  const known = new Set(owners.flatMap(([, some]) => some));
  owners.push(['几个市或没有市的', canaries.filter((canary) => !known.has(canary))]);
  const lines = Array.from(walked, ([asker, { seen }]) => [
    asker.name,
    ...owners.map(([, some]) => {
      const expected = some.filter((canary) => maySee(asker, canary));
      const foreign = some.filter((canary) => !maySee(asker, canary) && seen.has(canary)).length;
      const found = expected.filter((canary) => seen.has(canary)).length;
      const told = expected.length === 0 ? '·' : `${found}/${expected.length}`;
      return foreign > 0 ? `${told} !${foreign}` : told;
    }),
  ]);
  return [['', ...owners.map(([name]) => name)], ...lines].map((line) => line.join('\t')).join('\n');
}

/** The leaks, by door and asker: how many addresses, and one of them. */
export function leaksOf({ leaks }: Pick<Matrix, 'leaks'>): string[] {
  const groups = Map.groupBy(leaks, ({ door, asker }) => `${door}\t${asker}`);
  return Array.from(groups, ([place, some]) => {
    const [{ address, seen } = { address: '', seen: [] }] = some;
    const values = new Set(some.flatMap((leak) => leak.seen)).size;
    return `LEAK\t${place}\t${some.length} addresses, ${values} values\t${address}\t${seen.slice(0, 3).join(' | ')}`;
  });
}

/**
 * Who saw how much at which door: found of expected, which is what the division saw there and is theirs to see; behind
 * a ! what is not theirs. More than expected is what their own lists hold that those of all cut off.
 */
export function doorsReportOf({ walked, doors }: Matrix): string {
  const all = [...walked];
  const [seat] = all.find(([{ name }]) => name === '处室') ?? [];
  const lines = [
    ...new Set([...doors.map(({ path }) => path), ...all.flatMap(([, { doors: seen }]) => [...seen.keys()])]),
  ].map((door) => [
    door,
    ...all.map(([asker, { doors: seen }]) => {
      const found = [...(seen.get(door) ?? [])];
      const mine = found.filter((canary) => maySee(asker, canary)).length;
      const ofAll = [...((seat && walked.get(seat)?.doors.get(door)) ?? [])];
      const expected = ofAll.filter((canary) => maySee(asker, canary)).length;
      const told = mine + expected === 0 ? '·' : `${mine}/${seat ? expected : '?'}`;
      return found.length > mine ? `${told} !${found.length - mine}` : told;
    }),
  ]);
  return [['', ...all.map(([{ name }]) => name)], ...lines].map((line) => line.join('\t')).join('\n');
}
