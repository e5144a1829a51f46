import type { ChangedProject, FoundChanges, Scope } from '#spec';
import { compareVersions } from './compare.ts';
import type { Comparing } from './comparing.ts';
import { figureJson } from './figure.ts';
import { openWorlds } from './pair.ts';
import { namedIn, type Named, type ToldProject } from './projects.ts';
import { metricTable } from './table.ts';
import { checksOf, sayAll, sayMoved, titled, wayOf, type Checks } from './titled.ts';
import { NotComparable, type Chain, type Draft } from './worlds.ts';

/** So many projects of each kind, and so many verdicts, are named; all are counted. */
const named = 300;

const notApart = '试导入不把它们分开；正式导入以后，在“变了什么”里可以分开看';

const nothing = { figures: [], projects: { counts: {}, rows: [], hint: [] }, verdicts: { total: 0, rows: [] } };

/**
 * What a load that is only tried would change, against the version that is published now, as far as somebody may see
 * it; null: nothing is published. Where more than one thing is another, what each does is not told apart: that would
 * take a build for each.
 */
export async function changesOfDraft(
  warehouse: string,
  current: string | null,
  { draft, scope }: { draft: Draft; scope: Scope }
): Promise<FoundChanges> {
  const asked = { filters: {}, scope };
  if (current === null) return firstOf(warehouse, draft, scope);
  const make = async () => Promise.reject(new Error(notApart));
  const comparison = await compareVersions(warehouse, { from: current, to: draft, make }).catch((error: Error) => {
    if (error instanceof NotComparable) return error.message;
    throw error;
  });
  if (typeof comparison === 'string') return { version: current, steps: ['data'], fault: comparison, ...nothing };
  try {
    const { chain } = comparison;
    const { rows } = await comparison.metrics(asked);
    const { told, projects, verdicts } = await comparison.whole(asked);
    return {
      version: chain.from.version,
      steps: chain.steps.map(({ step }) => step),
      fault: chain.fault,
      figures: rows.map(({ count, said, ...change }) => figureJson(change, count, said)),
      projects: {
        ...listed(told.map((each) => projectRow(each, checksOf(chain)))),
        hint: projects.probablySame.map(({ left, entered }) => ({ left, entered })),
      },
      verdicts: {
        total: verdicts.length,
        rows: verdicts
          .slice(0, named)
          .map(({ title, subject, batch, from, to }) => ({ title, subject, batch, from, to })),
      },
    };
  } finally {
    comparison.close();
  }
}

/** Before anything is published everything is new. */
async function firstOf(warehouse: string, { receipt, path }: Draft, scope: Scope): Promise<FoundChanges> {
  const world = { version: receipt.version, path, asOf: receipt.asOf };
  const open = await openWorlds([world]);
  try {
    const chain: Chain = {
      from: receipt,
      to: receipt,
      steps: [],
      worlds: [world],
      decided: { from: '', to: '' },
      engine: [],
      reference: [],
      fault: null,
    };
    const comparing: Comparing = {
      warehouse,
      chain,
      open,
      rows: async () => ({ rows: [], respelled: 0, columns: new Map() }),
      renamed: async () => [],
      reasons: { data: async () => new Map(), reference: async () => [] },
    };
    const { rows } = await metricTable(comparing, { filters: {}, scope });
    const projects = await namedIn(open, open.worlds[0]!, { filters: new Map(), scope });
    return {
      version: null,
      steps: [],
      fault: null,
      figures: rows.map(({ count: _, said: __, ...change }) =>
        figureJson({ ...change, from: null, change: null, status: change.to === null ? 'unknown' : 'became_known' }, 0)
      ),
      projects: {
        ...listed(
          Array.from(projects.values(), (each) => projectRow({ ...each, kind: 'entered', because: [] }, new Map()))
        ),
        hint: [],
      },
      verdicts: { total: 0, rows: [] },
    };
  } finally {
    open.close();
  }
}

function projectRow(
  {
    projectId,
    name,
    city,
    batch,
    kind,
    how,
    moved,
    because,
  }: Named & Pick<ToldProject, 'kind' | 'how' | 'moved' | 'because'>,
  checks: Checks
): ChangedProject {
  return {
    projectId,
    projectName: name,
    city,
    batch,
    kind: wayOf({ kind, how }),
    moved: sayMoved(moved),
    reasons: sayAll(titled(because, checks)),
  };
}

function listed(rows: readonly ChangedProject[]): Pick<FoundChanges['projects'], 'counts' | 'rows'> {
  const kinds = Map.groupBy(rows, ({ kind }) => kind);
  return {
    counts: Object.fromEntries(Array.from(kinds, ([kind, members]) => [kind, members.length])),
    rows: Array.from(kinds.values()).flatMap((members) => members.slice(0, named)),
  };
}
