import type { Receipt } from '#spec';
import {
  filesOf,
  findWorld,
  itemsOfManifest,
  makeWorld,
  programOf,
  readManifest,
  recordFile,
  type OnProgress,
  type WorldOptions,
} from '#pipeline';
import { decisionStream, openStore } from '#store';
import { isReadable, readPointer, readReceipt, warehouseFile } from '#warehouse';

/** What may differ between two versions, in the order in which changes are told: each by the program of today. */
export const steps = ['engine', 'reference', 'day', 'decision', 'data'] as const;
export type Step = (typeof steps)[number];

/** Everything a version holds, or what one would hold if only some of what made it were another. */
export interface World {
  /** Whose files it is of. */
  version: string;
  path: string;
  asOf: string;
}

/** From one version to another, factor by factor: each step leads from the world before it to the next. */
export interface Chain {
  from: Receipt;
  to: Receipt;
  /** The steps that differ, each with the places of its two worlds. */
  steps: { step: Step; from: number; to: number }[];
  worlds: World[];
  /** The last decision that counts on either side, by its hash; '' before the first. */
  decided: { from: string; to: string };
  /** Files of pipelines and of the program, and packages, that are not the same. */
  engine: string[];
  /** Files of data/reference that are not the same, each with the hash of its bytes; null where it is not there. */
  reference: { file: string; from: string | null; to: string | null }[];
  /** Why the worlds between could not be made, in words: then everything stands in one step of data. */
  fault: string | null;
}

/** A version that cannot be compared, in words. */
export class NotComparable extends Error {}

/** A version that is built and not published: a load that is only tried. */
export interface Draft {
  receipt: Receipt;
  path: string;
  manifest: string;
}

/** Which versions are compared, and how worlds between them come to be. */
export interface Ends {
  from: string;
  to: string | Draft;
  /**
   * The last decision that counts on the newer side. Default: of the version that is current the last on record, since
   * that is what everybody sees; of an older one the last when it was published.
   */
  decided?: string;
  /** Makes a world, or finds one; what it rejects with stands in the comparison as why nothing can be told apart. */
  make?: (options: WorldOptions) => Promise<string>;
  /** The manifest of the program that makes them. Default: the one that made the newer version. */
  program?: string | null;
  onProgress?: OnProgress;
}

/** A world that is wanted is not there, and is not made by who asked. */
export class WorldMissing extends Error {}

const otherProgram = '后一版由另一版程序建立，现在的程序建不出中间的各步；用现在的程序重新导入或另建后一版，就能分开';
const notKept = '其中一版建立时的程序和口径没有保存下来';

/** Whether a world between two versions has to be made before they can be compared; not where they never can. */
export async function lacksWorlds(warehouse: string, ends: Pick<Ends, 'from' | 'to' | 'program'>): Promise<boolean> {
  const make = async (world: WorldOptions) => {
    const path = await findWorld(world);
    if (path === null) throw new WorldMissing();
    return path;
  };
  try {
    await chainOf(warehouse, { ...ends, make });
    return false;
  } catch (error) {
    if (error instanceof WorldMissing) return true;
    if (error instanceof NotComparable) return false;
    throw error;
  }
}

/** What differs between two versions. Worlds between them are built where they are needed and not there yet. */
export async function chainOf(
  warehouse: string,
  { from, to, decided: until, make = makeWorld, program = null, onProgress = () => {} }: Ends
): Promise<Chain> {
  const before = await receiptOf(warehouse, from);
  const draft = typeof to === 'string' ? null : to;
  const after = draft?.receipt ?? (await receiptOf(warehouse, to as string));
  const [old, now] = [await readManifest(warehouse, before), draft?.manifest ?? (await readManifest(warehouse, after))];
  const differs = old === null || now === null ? null : differencesOf(old, now);
  const decided = {
    from: before.decisions ?? '',
    to: until ?? (await decidedNow(warehouse, after)),
  };
  // What is only tried decides nothing.
  if (draft !== null) decided.from = decided.to = await decidedNow(warehouse, before);
  const isOtherData = fileKeys(before) !== fileKeys(after);
  const differing: Record<Step, boolean> = {
    engine: (differs?.engine.length ?? 0) > 0,
    reference: (differs?.reference.length ?? 0) > 0,
    day: before.asOf !== after.asOf,
    decision: decided.from !== decided.to,
    data: isOtherData || (differs === null && before.version !== after.version),
  };
  const isOtherProgram = program !== null && now !== null && programOf(program) !== programOf(now);
  const told = steps.filter((step) => differing[step]);
  const worlds: World[] = [
    { version: before.version, path: warehouseFile(warehouse, before.version), asOf: before.asOf },
  ];
  const path = draft?.path ?? warehouseFile(warehouse, after.version);
  const last: World = { version: after.version, path, asOf: after.asOf };
  const building = told.filter((step) => step !== 'decision');
  const chain: Chain['steps'] = [];
  let fault: string | null = differs === null && before.version !== after.version ? notKept : null;
  for (const step of told) {
    const from = worlds.length - 1;
    // What was decided makes no other table: both sides are one world.
    if (step === 'decision') {
      chain.push({ step, from, to: from });
      continue;
    }
    if (step === building.at(-1) || old === null || now === null) worlds.push(last);
    else {
      if (isOtherProgram) {
        fault = otherProgram;
        break;
      }
      const { pipelines, reference } = { pipelines: now, reference: step === 'engine' ? old : now };
      const asOf = step === 'engine' || step === 'reference' ? before.asOf : after.asOf;
      try {
        const path = await make({ warehouse, receipt: before, pipelines, reference, asOf, onProgress });
        worlds.push({ version: before.version, path, asOf });
      } catch (error) {
        if (error instanceof WorldMissing) throw error;
        fault = (error as Error).message;
        break;
      }
    }
    chain.push({ step, from, to: worlds.length - 1 });
  }
  if (fault !== null) return merged({ before, after, last, decided, differs, fault, first: worlds[0]! });
  // Nothing is another but what was decided: both are the same tables.
  if (building.length === 0) worlds.push(last);
  return {
    from: before,
    to: after,
    steps: chain,
    worlds,
    decided,
    ...(differs ?? { engine: [], reference: [] }),
    fault,
  };
}

/** The same where other decisions count on the newer side: of what was decided no table is made. */
export function decidedBy(chain: Chain, to: string): Chain {
  const others = chain.steps.filter(({ step }) => step !== 'decision');
  const decided = { ...chain.decided, to };
  if (decided.from === to) return { ...chain, steps: others, decided };
  const next = others.findIndex(({ step }) => step === 'data');
  const [before, after] = next < 0 ? [others, []] : [others.slice(0, next), others.slice(next)];
  const at = after[0]?.from ?? before.at(-1)?.to ?? 0;
  return { ...chain, steps: [...before, { step: 'decision', from: at, to: at }, ...after], decided };
}

/** Where a world cannot be made, all that changed is told in one step, and why. */
const merged = ({
  before,
  after,
  first,
  last,
  differs,
  decided,
  fault,
}: {
  before: Receipt;
  after: Receipt;
  first: World;
  last: World;
  differs: Pick<Chain, 'engine' | 'reference'> | null;
  decided: Chain['decided'];
  fault: string;
}): Chain => ({
  from: before,
  to: after,
  steps: [
    ...(decided.from === decided.to ? [] : [{ step: 'decision' as const, from: 0, to: 0 }]),
    { step: 'data', from: 0, to: 1 },
  ],
  worlds: [first, last],
  decided,
  ...(differs ?? { engine: [], reference: [] }),
  fault,
});

async function decidedNow(warehouse: string, { version, decisions }: Receipt): Promise<string> {
  if ((await readPointer(warehouse))?.version !== version) return decisions ?? '';
  const store = openStore(recordFile(warehouse), { readOnly: true });
  try {
    return store.last(decisionStream)?.hash ?? '';
  } finally {
    store.close();
  }
}

async function receiptOf(warehouse: string, version: string): Promise<Receipt> {
  const receipt = await readReceipt(warehouse, version).catch(() => null);
  if (receipt === null) throw new NotComparable(`没有版本 ${version}`);
  if (!isReadable(receipt))
    throw new NotComparable(
      `版本 ${version} 由旧程序建立，需另建以后才能比较（npm run rebuild -- --version ${version}）`
    );
  return receipt;
}

/** Which bytes a version is of, and what they were called, in their order. */
const fileKeys = (receipt: Receipt): string =>
  JSON.stringify(filesOf(receipt).map(({ path, sha256 }) => [path, sha256]));

function differencesOf(old: string, now: string): Pick<Chain, 'engine' | 'reference'> {
  const [before, after] = [itemsOfManifest(old), itemsOfManifest(now)];
  const names = [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .sort();
  const isReference = (name: string) => name.startsWith('data/reference/');
  return {
    engine: names.filter((name) => !isReference(name)),
    reference: names
      .filter(isReference)
      .map((file) => ({ file, from: before.get(file) ?? null, to: after.get(file) ?? null })),
  };
}
