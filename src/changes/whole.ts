import { everything, type Receipt } from '#spec';
import { filesOf } from '#pipeline';
import { noFilters } from '#query';
import { decidedBetween } from './decided.ts';
import type { Comparing } from './comparing.ts';
import type { OpenWorld, OpenWorlds } from './pair.ts';
import type { RowDifferences } from './rows.ts';
import { twinsOf, type Twins } from './twins.ts';
import { turnedVerdicts, type TurnedVerdict } from './verdicts.ts';
import type { Chain } from './worlds.ts';

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
  respelled: number;
  verdicts: TurnedVerdict[];
}

/** Compares all of two versions: projects, files, verdicts step by step. */
export async function wholeOf({ warehouse, chain, open, rows: differing }: Comparing): Promise<WholeChange> {
  const rows = await differing();
  const projects = await projectsOf(open, rows);
  return {
    projects: { ...projects, ...(await twinsOf(open, lastPair(open), projects)) },
    files: filesBetween(chain.from, chain.to, rows),
    respelled: rows.respelled,
    verdicts: await verdictsOf(warehouse, chain, open),
  };
}

/** The world of the old files and that of the new ones: what differs in their rows, the files say. */
export const lastPair = ({ worlds }: OpenWorlds): readonly [OpenWorld, OpenWorld] =>
  [worlds.at(-2) ?? worlds[0]!, worlds.at(-1)!] as const;

async function projectsOf(
  open: OpenWorlds,
  { rows }: RowDifferences
): Promise<{ entered: string[]; left: string[]; changed: string[] }> {
  const [first, last] = [open.worlds[0]!, open.worlds.at(-1)!];
  const missing = async (here: OpenWorld, there: OpenWorld) =>
    (
      await open.read<{ project_id: string }>(
        here,
        'projects',
        `select project_id from marts.projects anti join ${there.alias}.marts.projects as o using (project_id) order by project_id`
      )
    ).map(({ project_id }) => project_id);
  const [left, entered] = [await missing(first, last), await missing(last, first)];
  const apart = new Set([...left, ...entered]);
  const touched = new Set(
    rows.flatMap(({ subjects }) =>
      subjects.flatMap((each) => (each.startsWith('project:') ? [each.slice('project:'.length)] : []))
    )
  );
  const known = new Set(
    (await open.read<{ project_id: string }>(last, 'projects', 'select project_id from marts.projects')).map(
      ({ project_id }) => project_id
    )
  );
  return { entered, left, changed: [...touched].filter((id) => known.has(id) && !apart.has(id)).sort() };
}

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

async function verdictsOf(warehouse: string, chain: Chain, open: OpenWorlds): Promise<TurnedVerdict[]> {
  const turned: TurnedVerdict[] = [];
  for (const { step, from, to } of chain.steps) {
    if (step === 'decision') {
      const view = { filters: noFilters, scope: everything };
      turned.push(...(await decidedBetween(warehouse, chain, chain.worlds[from]!, view)).verdicts);
    } else turned.push(...(await turnedVerdicts(open, step, open.worlds[from]!, open.worlds[to]!)));
  }
  return turned;
}
