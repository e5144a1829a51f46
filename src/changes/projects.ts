import type { Row } from '#spec';
import { scopedRelations, type View } from '#query';
import type { Because } from './because.ts';
import type { Comparing } from './comparing.ts';
import { differingProjects } from './differing.ts';
import type { Line } from './lines.ts';
import { lookUpMoved } from './moved.ts';
import type { OpenWorld, OpenWorlds } from './pair.ts';
import { areAlike, namesAsked, viewIn, type Asked, type Reason } from './question.ts';

/** A project that is there on one side alone, or that a row behind says otherwise of. */
export interface ToldProject extends Pick<Line, 'kind' | 'how' | 'moved' | 'hidden'> {
  projectId: string;
  name: string | null;
  applicant: string | null;
  city: string | null;
  batch: string | null;
  because: Because[];
}

export type Named = Pick<ToldProject, 'projectId' | 'name' | 'applicant' | 'city' | 'batch'>;

/** The projects asked for that entered, left or are of other data; each as on the newer side, if it is there. */
export async function projectsOf(comparing: Comparing, asked: Asked): Promise<ToldProject[]> {
  const { open, renamed, reasons } = comparing;
  const { both } = namesAsked(asked.filters, await renamed());
  const [first, last] = [open.worlds[0]!, open.worlds.at(-1)!];
  const [before, after] = [
    viewIn(first, { ...asked, filters: both }, 'before'),
    viewIn(last, { ...asked, filters: both }, 'after'),
  ];
  const because = await reasons.data(asked.scope);
  const among = areAlike([before, after]) ? await amongThose(open, because) : everybody;
  const [was, is] = [await namedIn(open, first, before, among), await namedIn(open, last, after, among)];
  const told = [
    ...Array.from(is.values(), (each): ToldProject => ({ ...each, ...kindOf(was.has(each.projectId)), because: [] })),
    ...Array.from(was.values(), (each): ToldProject => ({ ...each, kind: 'left', how: 'gone', because: [] })).filter(
      ({ projectId }) => !is.has(projectId)
    ),
  ];
  const touched = told.filter(({ kind, projectId }) => kind !== 'changed' || because.has(`project:${projectId}`));
  const lines = touched.map(({ projectId, kind, how }): Line => ({
    subject: `project:${projectId}`,
    kind,
    ...(how ? { how } : {}),
    delta: null,
  }));
  const moved = await lookUpMoved(open, [first, last], lines, asked);
  return touched
    .map((each, at): ToldProject => {
      const { subject, how, moved: by, hidden } = moved[at]!;
      return {
        ...each,
        ...(how ? { how } : {}),
        ...(by ? { moved: by } : {}),
        ...(hidden ? { hidden } : {}),
        because: hidden ? [] : (because.get(subject) ?? []),
      };
    })
    .sort((a, b) => (a.projectId < b.projectId ? -1 : 1));
}

const kindOf = (wasThere: boolean): Pick<ToldProject, 'kind' | 'how'> =>
  wasThere ? { kind: 'changed' } : { kind: 'entered', how: 'new' };

/** Which projects are read, in SQL. */
interface Among {
  where: string;
  values: Record<string, string>;
}

const everybody: Among = { where: '', values: {} };

const those = (ids: readonly string[], others = ''): Among => ({
  where: ` where project_id in (select unnest(from_json($ids::json, '["VARCHAR"]'))${others})`,
  values: { ids: JSON.stringify(ids) },
});

/** Those of which something is said, and those that may be seen on one side alone. */
const amongThose = async (open: OpenWorlds, because: ReadonlyMap<string, unknown>): Promise<Among> =>
  those(
    idsIn(because.keys()),
    ` union all select project_id from temp.${await differingProjects(open)} where is_apart`
  );

const idsIn = (subjects: Iterable<string>): string[] =>
  Array.from(subjects).flatMap((each) => (each.startsWith('project:') ? [each.slice('project:'.length)] : []));

/** The projects of one world that are asked for, by id; none where it does not know what is asked. */
export async function namedIn(
  open: OpenWorlds,
  world: OpenWorld,
  view: View | Reason,
  { where, values: bound } = everybody
): Promise<ReadonlyMap<string, Named>> {
  if ('kind' in view) return new Map();
  const has = (column: string) => world.catalog.marts.get('projects')?.has(column) === true;
  const told = (column: string, name: string) => `${has(column) ? column : 'null'}::varchar as "${name}"`;
  const { sql, values } = scopedRelations(
    world.catalog,
    ['projects'],
    view,
    `select project_id as "projectId", ${told('project_name', 'name')}, ${told('applicant', 'applicant')}, ${told('city', 'city')}, ${told('batch', 'batch')} from projects${where}`
  );
  const rows = await open.read<Row & Named>(world, 'projects', sql, { ...values, ...bound });
  return new Map(rows.map((each) => [each.projectId, each]));
}

/** What subjects are called, by subject; as on the newer side, if they are there. */
export async function subjectTitles(
  { open }: Pick<Comparing, 'open'>,
  asked: Pick<Asked, 'scope'>,
  subjects: readonly string[]
): Promise<ReadonlyMap<string, Named>> {
  const ids = [...new Set(idsIn(subjects))];
  const titles = new Map<string, Named>();
  if (ids.length === 0) return titles;
  for (const world of [open.worlds[0]!, open.worlds.at(-1)!]) {
    const named = await namedIn(open, world, { filters: new Map(), scope: asked.scope }, those(ids));
    for (const [id, each] of named) titles.set(`project:${id}`, each);
  }
  return titles;
}
