import type { Walls } from './instrument.ts';
import type { Told } from './isolating.ts';
import type { Keep } from './keep.ts';
import { keysOf } from './mutations.ts';
import { needOfDoor } from './needs.ts';
import type { Asker } from './readers.ts';
import { packageDoor } from './package-probes.ts';
import { allOf, type MatrixOptions, type Prepared } from './run.ts';
import type { Leak, Probe } from './walk.ts';
import { walk } from './walking.ts';

/** With every wall in its place: which questions pass which wall, and what each reader is told. */
export interface Passed {
  probes: ReadonlyMap<number, readonly Probe[]>;
  /** Every question of those who may do nothing there: a need is no wall that is passed when somebody asks. */
  all: readonly Probe[];
  numbers: ReadonlyMap<Asker, Told>;
  leaks: readonly Leak[];
  /** How many questions there was no time for. */
  left: number;
}

/** What one question passed, as it is kept: the same whatever else is written in the files of the walls. */
interface Line {
  probe: string;
  walls: string[];
  leak: Leak | null;
  numbers: [column: string, told: [amount: number, address: string][]][];
}

/** Sees every row and nothing personal: what others see of a part is asked of them. */
export const ofPackages = '评审审计';

export async function passedBy(
  walls: Walls,
  prepared: Prepared,
  readers: readonly Asker[],
  { keep, isApart, atATime = 1, ...options }: MatrixOptions & { keep: Keep; isApart: boolean }
): Promise<Passed> {
  const probes = new Map<number, Probe[]>();
  const numbers = new Map<Asker, Told>();
  const all: Probe[] = [];
  const leaks: Leak[] = [];
  const keys = keysOf(walls.mutations);
  const places = new Map(keys.map((key, at) => [key, at]));
  const known = new Map(keep.lines<Line>('passed').flatMap((line) => (line.leak ? [] : [[line.probe, line] as const])));
  let left = 0;
  for (const asker of readers) {
    const every = onceWhereLacking(await allOf(prepared, asker, options));
    const asked = asker.name === ofPackages ? every.filter(({ door }) => door === packageDoor) : every;
    all.push(...asked);
    // With a wall out from the start nothing says what passes it.
    if (isApart) continue;
    const told: Told = new Map();
    const nameOf = ({ door, address }: Probe) => `${asker.name} ${door} ${address}`;
    const fresh = asked.filter((probe) => !known.has(nameOf(probe)));
    if (fresh.length > 0 && !keep.isOver()) await prepared.opened.again();
    for (const some of together(fresh, atATime)) {
      if (keep.isOver()) break;
      const lines = some.map(async (probe): Promise<Line> => {
        const ask = () => walk(prepared.opened, [probe]);
        const { value: one, walls: own } = await (some.length > 1 ? walls.during(ask) : alone(walls, ask));
        return {
          probe: nameOf(probe),
          walls: Array.from(own, (at) => keys[at]!),
          leak: one.leaks[0] ?? null,
          numbers: Array.from(one.numbers, ([column, values]) => [column, [...values]]),
        };
      });
      for (const line of await Promise.all(lines)) {
        known.set(line.probe, line);
        keep.add('passed', line);
      }
    }
    for (const probe of asked) {
      const line = known.get(nameOf(probe));
      if (line === undefined) {
        left += 1;
        continue;
      }
      // What leaks anyway proves nothing of a wall.
      if (line.leak) leaks.push(line.leak);
      else
        for (const wall of line.walls.flatMap((key) => places.get(key) ?? []))
          probes.set(wall, [...(probes.get(wall) ?? []), probe]);
      for (const [column, values] of line.numbers) told.set(column, new Map([...(told.get(column) ?? []), ...values]));
    }
    numbers.set(asker, told);
  }
  return { probes, all, numbers, leaks, left };
}

/** What changes something is done in part by others on its behalf: alone, all that is passed is its. */
async function alone<T>(walls: Walls, work: () => Promise<T>): Promise<{ value: T; walls: ReadonlySet<number> }> {
  walls.passed();
  return { value: await work(), walls: walls.passed() };
}

/** Those that change nothing some at a time, each of the others alone. */
function together(probes: readonly Probe[], atATime: number): Probe[][] {
  const groups: Probe[][] = [];
  for (const probe of probes) {
    const last = groups.at(-1);
    const isBeside = probe.isReading === true && last?.[0]?.isReading === true && last.length < atATime;
    if (isBeside) last.push(probe);
    else groups.push([probe]);
  }
  return groups;
}

/** Whoever lacks what a door needs is refused alike wherever they knock. */
function onceWhereLacking(probes: readonly Probe[]): Probe[] {
  const seen = new Set<string>();
  return probes.filter(({ asker, door }) => {
    const need = needOfDoor(door);
    const isTheirs = need === undefined || need === 'nobody' || asker.capabilities.has(need);
    return isTheirs || (!seen.has(door) && seen.add(door));
  });
}

/** Of every door and reader the first question, then of each the second: what leaks is met early. */
export function inTurn(probes: readonly Probe[]): Probe[] {
  const groups = [...Map.groupBy(probes, ({ asker, door }) => `${asker.name} ${door}`).values()];
  const most = Math.max(0, ...groups.map(({ length }) => length));
  return Array.from({ length: most }, (_, at) => groups.flatMap((group) => group[at] ?? [])).flat();
}
