import type { Canary } from './canaries.ts';
import { keepNumbers, type Told } from './isolating.ts';
import { programDigest, type Keep } from './keep.ts';
import type { Opened } from './open.ts';
import type { Found, Leak, Probe } from './walk.ts';

/** What one asker was told. */
export interface Walked {
  asked: number;
  answered: number;
  /** The canaries that were found, in and out of scope. */
  seen: Set<Canary>;
  /** The same by door. */
  doors: Map<string, Set<Canary>>;
  leaks: Leak[];
  numbers: Told;
  /** How many questions there are: more than were asked where the time was over. */
  of: number;
  /** Those that an earlier program was asked. */
  ofOthers: number;
}

/** What one question showed. */
interface Answered extends Pick<Found, 'isAnswered' | 'leaks'> {
  seen: readonly Canary[];
  numbers: Told;
}

/** The same as it is kept. */
interface Line {
  probe: string;
  program: string;
  isAnswered: boolean;
  leaks: readonly string[];
  values: readonly string[];
  numbers: readonly (readonly [column: string, amounts: readonly number[]])[];
}

/** So many questions are asked before what they showed is kept. */
const atOnce = 25;

/** Asks what was not asked by now, as long as there is time. */
export async function walkOn(
  { opened, canaries }: { opened: Opened; canaries: readonly Canary[] },
  probes: readonly Probe[],
  { keep, name, atATime }: { keep: Keep; name: string; atATime: number }
): Promise<Walked> {
  const byValue = new Map(canaries.map((canary) => [canary.value, canary]));
  const program = programDigest();
  const walked = { ...nothing(), of: probes.length };
  const known = new Map(keep.lines<Line>(name).map((line) => [line.probe, line]));
  const names = namesOf(probes);
  const left: number[] = [];
  for (const [at, probe] of probes.entries()) {
    const line = known.get(names[at]!);
    if (line === undefined) {
      left.push(at);
      continue;
    }
    const numbers = line.numbers.map(([column, amounts]) => {
      const told = amounts.map((amount) => [amount, probe.address] as const);
      return [column, new Map(told)] as const;
    });
    const seen = line.values.flatMap((value) => byValue.get(value) ?? []);
    add(walked, probe, { ...line, seen, numbers: new Map(numbers) });
    if (line.program !== program) walked.ofOthers += 1;
  }
  for (let from = 0; from < left.length && !keep.isOver(); from += atOnce) {
    const some = left.slice(from, from + atOnce);
    const asked = some.map((at) => probes[at]!);
    for (const [at, one] of (await askAll(opened, asked, atATime)).entries()) {
      add(walked, asked[at]!, one);
      keep.add(name, {
        probe: names[some[at]!]!,
        program,
        isAnswered: one.isAnswered,
        leaks: one.leaks,
        values: one.seen.map(({ value }) => value),
        numbers: Array.from(one.numbers, ([column, told]) => [column, [...told.keys()]] as const),
      } satisfies Line);
    }
  }
  return walked;
}

/** Asks one question after another, and tells what was seen. */
export async function walk(opened: Opened, probes: readonly Probe[]): Promise<Walked> {
  const walked = { ...nothing(), of: probes.length };
  for (const [at, one] of (await askAll(opened, probes, 1)).entries()) add(walked, probes[at]!, one);
  return walked;
}

/** Asks one question after another, of those that change nothing some at a time. */
async function askAll(opened: Opened, probes: readonly Probe[], atATime: number): Promise<Answered[]> {
  const all: Answered[] = [];
  for (let from = 0; from < probes.length;) {
    const end = probes.findIndex(({ isReading }, at) => at >= from && isReading !== true);
    const run = probes.slice(from, end === from ? from + 1 : end < 0 ? undefined : end);
    const begun = from;
    let next = 0;
    const one = async () => {
      for (let at = next++; at < run.length; at = next++)
        all[begun + at] = answered(run[at]!, await run[at]!.ask(opened));
    };
    await Promise.all(Array.from({ length: atATime }, one));
    from += run.length;
  }
  return all;
}

function answered({ address }: Probe, { isAnswered, leaks, mine, foreign, told }: Found): Answered {
  const numbers: Told = new Map();
  if (told !== null) keepNumbers(numbers, address, told);
  return { isAnswered, leaks, seen: [...new Set([...mine, ...foreign])], numbers };
}

/** What each is known by, whatever else is asked: those that are called alike in their order. */
function namesOf(probes: readonly Probe[]): string[] {
  const met = new Map<string, number>();
  return probes.map(({ door, address }) => {
    const name = `${door} ${address}`;
    met.set(name, (met.get(name) ?? 0) + 1);
    return met.get(name) === 1 ? name : `${name} ${met.get(name)}`;
  });
}

const nothing = (): Walked => ({
  asked: 0,
  answered: 0,
  seen: new Set(),
  doors: new Map(),
  leaks: [],
  numbers: new Map(),
  of: 0,
  ofOthers: 0,
});

function add(walked: Walked, { door, asker, address }: Probe, { isAnswered, leaks, seen, numbers }: Answered): void {
  walked.asked += 1;
  if (isAnswered) walked.answered += 1;
  if (leaks.length > 0) walked.leaks.push({ door, asker: asker.name, address, seen: leaks });
  const ofDoor = walked.doors.get(door) ?? new Set();
  walked.doors.set(door, ofDoor);
  for (const canary of seen) {
    walked.seen.add(canary);
    ofDoor.add(canary);
  }
  for (const [column, told] of numbers)
    walked.numbers.set(column, new Map([...(walked.numbers.get(column) ?? []), ...told]));
}
