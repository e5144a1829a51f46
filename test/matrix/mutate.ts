import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { differencesOf } from './differences.ts';
import { heldElsewhere, heldTwice } from './held.ts';
import { outFromStart, type Walls } from './instrument.ts';
import type { Told } from './isolating.ts';
import { keepIn } from './keep.ts';
import { keysOf, type Mutation } from './mutations.ts';
import { needOfDoor } from './needs.ts';
import { inTurn, ofPackages, passedBy, type Passed } from './passing.ts';
import { askers, type Asker } from './readers.ts';
import { prepare, type MatrixOptions, type Prepared } from './run.ts';
import type { Leak, Probe } from './walk.ts';
import { walk } from './walking.ts';

export interface Tried {
  mutation: Mutation;
  /** `unreached`: nothing that was asked passes it. `broken`: without it the program fails, and that tells nothing. */
  outcome: 'caught' | 'survived' | 'held twice' | 'held elsewhere' | 'unreached' | 'broken';
  /** The first leak, or how the program broke. */
  by: string;
}

/** Whoever would see what is behind a wall, one of each kind. */
const eyes = ['没有登录', '系统管理员', '只读大屏', '济南市', '青岛市，个人信息屏蔽', '青岛市，可核定', ofPackages];

/** Some of the walls: all where none are said. */
export interface Chosen {
  chosen?: readonly number[];
  /** What was passed as the program was read, once a process: each of these is taken out in one of its own. */
  atStart?: ReadonlySet<number>;
  /** Every `of`th, beginning with this. */
  part?: { nth: number; of: number };
}

/** Takes one wall after another out of the running program, and asks again what passed it, until something leaks. */
export async function tellMutations(
  walls: Walls,
  {
    chosen,
    atStart = new Set(),
    part = { nth: 1, of: 1 },
    keep = keepIn(null, Infinity),
    ...options
  }: MatrixOptions & Chosen
): Promise<boolean> {
  const prepared = await prepare(options);
  const tried: Tried[] = [];
  let isTight = true;
  let left = 0;
  try {
    const names = options.only ?? eyes;
    const readers = askers.filter(({ name }) => names.includes(name));
    const isApart = process.env[outFromStart] !== undefined;
    const walked = await passedBy(walls, prepared, readers, { ...options, keep, isApart });
    if (walked.left > 0) {
      console.log(`the time was over: ${walked.left} questions are not asked yet; the same again goes on`);
      return false;
    }
    for (const leak of walked.leaks) console.log(`LEAK with every wall in its place\t${sayLeak(leak)}`);
    isTight = walked.leaks.length === 0;
    const keys = keysOf(walls.mutations);
    const known = new Map(keep.lines<Kept>('tried').map((each) => [each.key, each]));
    for (const [at, mutation] of walls.mutations.entries()) {
      if (chosen === undefined ? at % part.of !== part.nth - 1 : !chosen.includes(at)) continue;
      const key = keys[at]!;
      const before = known.get(key);
      const isKnown =
        chosen === undefined && before !== undefined && /^(?:caught|held twice|held elsewhere)$/.test(before.outcome);
      if (!isKnown && keep.isOver()) {
        left += 1;
        continue;
      }
      const begun = Date.now();
      const one = isKnown
        ? { mutation, outcome: before.outcome, by: before.by }
        : atStart.has(at) && !isApart
          ? await tryApart(mutation, at, options)
          : await tryTwice(walls, prepared, { mutation, at, walked });
      tried.push(one);
      const {
        outcome,
        by,
        mutation: { file, line, to },
      } = one;
      if (!isKnown) keep.add('tried', { key, outcome, by } satisfies Kept);
      if (!isKnown) console.error(`${at} ${outcome} ${((Date.now() - begun) / 1000).toFixed(1)} s`);
      console.log(`${at}\t${outcome}\t${file}:${line}\t${to}\t${by}`);
    }
  } finally {
    walls.takeOut();
    await prepared.opened.close();
  }
  const count = (outcome: Tried['outcome']) => tried.filter((each) => each.outcome === outcome).length;
  const all = ['caught', 'held twice', 'held elsewhere', 'survived', 'unreached', 'broken'] as const;
  console.log(`${tried.length} mutations: ${all.map((outcome) => `${count(outcome)} ${outcome}`).join(', ')}`);
  if (left > 0) console.log(`the time was over: ${left} are not tried yet; the same again goes on`);
  return isTight && left + count('survived') + count('unreached') + count('broken') === 0;
}

/** What came of one, as it is kept. */
interface Kept extends Pick<Tried, 'outcome' | 'by'> {
  key: string;
}

/** Where one wall out leaks nothing since another holds, both of them out must leak. */
async function tryTwice(
  walls: Walls,
  prepared: Prepared,
  { mutation, at, walked }: { mutation: Mutation; at: number; walked: Passed }
): Promise<Tried> {
  const alone = await tryOne(walls, prepared, { mutation, out: [at], walked });
  const isOf = ({ file, line }: { file: string; line: RegExp }) => file === mutation.file && line.test(mutation.from);
  if (alone.outcome === 'caught') return alone;
  const elsewhere = heldElsewhere.find(isOf);
  if (elsewhere !== undefined)
    return { mutation, outcome: 'held elsewhere', by: `${elsewhere.test}: ${elsewhere.reason}` };
  const held = heldTwice.find(isOf);
  if (held === undefined) return alone;
  const others = [...walls.mutations.keys()].filter((other) => {
    const { file, from } = walls.mutations[other]!;
    return other !== at && held.by.some((each) => each.file === file && each.line.test(from));
  });
  const both = await tryOne(walls, prepared, { mutation, out: [at, ...others], walked });
  if (both.outcome !== 'caught') return { ...both, by: `with ${others.join(', ')} out too: ${both.by}` };
  return { mutation, outcome: 'held twice', by: `by ${others.join(', ')}; all of them out: ${both.by}` };
}

async function tryOne(
  walls: Walls,
  prepared: Prepared,
  { mutation, out, walked }: { mutation: Mutation; out: readonly number[]; walked: Passed }
): Promise<Tried> {
  const { opened } = prepared;
  const isNeed = mutation.by.includes('nobody');
  const passing = out.flatMap((at) => walked.probes.get(at) ?? []);
  const probes = isNeed ? firstsOf(walked.all, mutation) : inTurn([...new Set(passing)]);
  if (probes.length === 0) return { mutation, outcome: 'unreached', by: '' };
  walls.takeOut(...out);
  try {
    await opened.again();
    let broken = '';
    const numbers = new Map<Asker, Told>();
    for (const probe of probes) {
      const { leaks, numbers: told } = await walk(opened, [probe]).catch((fault: unknown) => ({
        leaks: [{ ...probe, asker: probe.asker.name, seen: ['status 500', String(fault)] }],
        numbers: new Map() as Told,
      }));
      const [leak] = leaks;
      const isBroken = leak?.seen[0] === 'status 500';
      if (leak && !isBroken) return { mutation, outcome: 'caught', by: sayLeak(leak) };
      if (leak) broken ||= sayLeak(leak);
      const before = numbers.get(probe.asker) ?? new Map(walked.numbers.get(probe.asker));
      for (const [column, values] of told) before.set(column, new Map([...(before.get(column) ?? []), ...values]));
      numbers.set(probe.asker, before);
    }
    for (const [asker, told] of numbers) {
      const [leak] = await differencesOf(opened, asker, told);
      if (leak) return { mutation, outcome: 'caught', by: sayLeak(leak) };
    }
    return { mutation, outcome: broken ? 'broken' : 'survived', by: broken || `${probes.length} asked` };
  } finally {
    walls.takeOut();
  }
}

/** One question a door of whoever lacks what it needs; of the doors that need what is written there, if it is. */
function firstsOf(probes: readonly Probe[], { from, file }: Pick<Mutation, 'from' | 'file'>): Probe[] {
  const [, written] = /needs\b.*?'(\w+)' as const/.exec(from) ?? [];
  const seen = new Set<string>();
  const lacking = probes.filter(({ asker, door, address }) => {
    const need = needOfDoor(door);
    const isTheirs = need === undefined || need === 'nobody' || asker.capabilities.has(need);
    if (isTheirs || address.includes(' | ') || (written !== undefined && need !== written)) return false;
    const key = `${asker.name} ${door}`;
    return !seen.has(key) && seen.add(key);
  });
  // A file is most often called as what it answers.
  const named = file.split(/[/.]/).at(-2)!.split('-')[0]!;
  const isNamed = ({ door }: Probe) => door.includes(named);
  return [...lacking.filter(isNamed), ...lacking.filter((one) => !isNamed(one))];
}

/** In a process in which it is out from the start. */
async function tryApart(mutation: Mutation, at: number, { warehouse, door = [] }: MatrixOptions): Promise<Tried> {
  const doors = door.flatMap((part) => ['--door', part]);
  const asked = ['test/matrix/cli.ts', '--mutations', '--warehouse', warehouse, '--wall', String(at), ...doors];
  const child = spawn(process.execPath, asked, { env: { ...process.env, [outFromStart]: String(at) } });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += String(chunk)));
  await once(child, 'close');
  const [, outcome = 'broken', , , by = said.slice(-200)] =
    said
      .split('\n')
      .map((line) => line.split('\t'))
      .find(([id]) => id === String(at)) ?? [];
  return { mutation, outcome: outcome as Tried['outcome'], by };
}

const sayLeak = ({ door, asker, address, seen }: Leak): string =>
  `${asker} at ${door} (${address.slice(0, 120)}): ${seen.slice(0, 2).join(' | ').slice(0, 160)}`;
