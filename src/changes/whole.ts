import { isWhole, type Receipt } from '#spec';
import { filesOf } from '#pipeline';
import { decidedBetween } from './decided.ts';
import type { Comparing } from './comparing.ts';
import type { OpenWorld, OpenWorlds } from './pair.ts';
import type { RowDifferences } from './rows.ts';
import { projectsOf, type ToldProject } from './projects.ts';
import { all, namesAsked, viewIn, type Asked } from './question.ts';
import { twinsOf, type Twins } from './twins.ts';
import { turnedVerdicts, type TurnedVerdict } from './verdicts.ts';

/** What became of a file from one version to another. */
export interface FileChange {
  file: string;
  /** `rewritten`: other bytes, and no other value. */
  state: 'same' | 'renamed' | 'rewritten' | 'changed' | 'added' | 'removed';
  /** What it was called before, of what is renamed. */
  before?: string;
}

/** Everything that changed between two versions, whatever number it is in. */
export interface WholeChange {
  projects: { entered: string[]; left: string[]; changed: string[]; probablySame: Twins[]; ambiguous: string[] };
  files: FileChange[];
  /** Rows whose text is another and whose value is not. */
  /** null to whoever is bound to a scope. */
  respelled: number | null;
  /** The same projects, each with what stands behind it. */
  told: ToldProject[];
  verdicts: TurnedVerdict[];
}

/** What is another between two versions, list by list, of what is asked; each is made when it is asked for. */
export interface Lists {
  projects(asked: Asked): Promise<ToldProject[]>;
  twins(asked: Asked): ReturnType<typeof twinsOf>;
  files(asked: Asked): Promise<FileChange[]>;
  verdicts(asked: Asked): Promise<TurnedVerdict[]>;
}

export function listsOf(comparing: Comparing): Lists {
  const { chain, open, rows } = comparing;
  const projects = remembered((asked: Asked) => projectsOf(comparing, asked));
  return {
    projects,
    twins: remembered(async (asked: Asked) => {
      const told = await projects(asked);
      // One that crossed a border was there before: it is nobody's twin.
      const idsOf = (how: ToldProject['how']) => told.flatMap((each) => (each.how === how ? [each.projectId] : []));
      return twinsOf(open, lastPair(open), { left: idsOf('gone'), entered: idsOf('new') });
    }),
    async files(asked) {
      const differing = await rows(asked.scope);
      const files = filesBetween(chain.from, chain.to, differing);
      return isWhole(asked.scope) ? files : ownFiles(files, differing, await projects(asked));
    },
    verdicts: remembered((asked: Asked) => verdictsOf(comparing, asked)),
  };
}

/** Compares all of two versions: projects, files, verdicts step by step; of what is asked. */
export async function wholeOf({ rows }: Comparing, lists: Lists, asked: Asked = all): Promise<WholeChange> {
  const told = await lists.projects(asked);
  const idsOf = (kind: ToldProject['kind']) => told.flatMap((each) => (each.kind === kind ? [each.projectId] : []));
  const projects = { entered: idsOf('entered'), left: idsOf('left'), changed: idsOf('changed') };
  return {
    projects: { ...projects, ...(await lists.twins(asked)) },
    told,
    files: await lists.files(asked),
    respelled: isWhole(asked.scope) ? (await rows(asked.scope)).respelled : null,
    verdicts: await lists.verdicts(asked),
  };
}

/** So many questions are remembered: whoever asks for one list asks for another next. */
const most = 8;

/** The answers of the last questions. */
function remembered<T>(work: (asked: Asked) => Promise<T>): (asked: Asked) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (asked) => {
    const key = JSON.stringify(asked);
    const told = known.get(key) ?? work(asked);
    known.delete(key);
    known.set(key, told);
    told.catch(() => known.delete(key));
    for (const oldest of known.keys()) if (known.size > most) known.delete(oldest);
    return told;
  };
}

/** To whoever is bound to a scope only the files are told in which a row of their own is another. */
function ownFiles(files: readonly FileChange[], { rows }: RowDifferences, told: readonly ToldProject[]): FileChange[] {
  const own = new Set(told.flatMap(({ projectId, hidden }) => (hidden ? [] : [`project:${projectId}`])));
  const named = new Set(
    rows
      .filter(({ subjects }) => subjects.length > 0 && subjects.every((each) => own.has(each)))
      .flatMap(({ from, to }) => [from, to].flatMap((row) => (row === null ? [] : [row.file])))
  );
  return files.filter(({ file, before }) => named.has(file) || (before !== undefined && named.has(before)));
}

/** The world of the old files and that of the new ones: what differs in their rows, the files say. */
export const lastPair = ({ worlds }: OpenWorlds): readonly [OpenWorld, OpenWorld] =>
  [worlds.at(-2) ?? worlds[0]!, worlds.at(-1)!] as const;

function filesBetween(before: Receipt, after: Receipt, { rows }: RowDifferences): FileChange[] {
  const [old, now] = [filesOf(before), filesOf(after)];
  const hashes = new Map(old.map(({ path, sha256 }) => [path, sha256]));
  const names = new Set(now.map(({ path }) => path));
  const gone = old.filter(({ path }) => !names.has(path));
  // What a row says otherwise lies in the files of both of its places, and nothing of it in a file of the same bytes.
  const touched = new Set(
    rows.flatMap(({ from, to }) => [from, to].flatMap((row) => (row === null ? [] : [row.file])))
  );
  const told = now.map(({ path, sha256 }): FileChange => {
    const was = hashes.get(path);
    if (was === sha256) return { file: path, state: 'same' };
    if (was !== undefined) return { file: path, state: touched.has(path) ? 'changed' : 'rewritten' };
    const at = gone.findIndex((each) => each.sha256 === sha256);
    if (at < 0) return { file: path, state: 'added' };
    const [twin] = gone.splice(at, 1);
    return { file: path, state: 'renamed', before: twin!.path };
  });
  return [...told, ...gone.map(({ path }): FileChange => ({ file: path, state: 'removed' }))];
}

async function verdictsOf({ warehouse, chain, open, renamed }: Comparing, asked: Asked): Promise<TurnedVerdict[]> {
  const { both } = namesAsked(asked.filters, await renamed());
  const turned: TurnedVerdict[] = [];
  for (const { step, from, to } of chain.steps) {
    const [before, after] = [open.worlds[from]!, open.worlds[to]!];
    const views = [before, after].map((world, at) =>
      viewIn(world, { filters: both, scope: asked.scope }, at === 0 ? 'before' : 'after')
    );
    // What one side does not know at all has no verdict there that could have turned.
    const [was, is] = views.map((view) => ('kind' in view ? null : view));
    if (!was || !is) continue;
    if (step === 'decision')
      turned.push(...(await decidedBetween(warehouse, chain, chain.worlds[from]!, was)).verdicts);
    else turned.push(...(await turnedVerdicts(open, step, { world: before, view: was }, { world: after, view: is })));
  }
  return turned;
}
