import type { Row } from '#spec';
import { scopedRelations } from '#query';
import type { Because } from './because.ts';
import type { Comparing } from './comparing.ts';
import type { Line } from './lines.ts';
import { lookUpMoved } from './moved.ts';
import type { OpenWorld, OpenWorlds } from './pair.ts';
import { namesAsked, viewIn, type Asked } from './question.ts';

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
  const [was, is] = [
    await namedIn(open, first, { ...asked, filters: both }, 'before'),
    await namedIn(open, last, { ...asked, filters: both }, 'after'),
  ];
  const told = [
    ...Array.from(is.values(), (each): ToldProject => ({ ...each, ...kindOf(was.has(each.projectId)), because: [] })),
    ...Array.from(was.values(), (each): ToldProject => ({ ...each, kind: 'left', how: 'gone', because: [] })).filter(
      ({ projectId }) => !is.has(projectId)
    ),
  ];
  const because = await reasons.data(asked.scope);
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

/** The projects of one world that are asked for, by id; none where it does not know what is asked. */
export async function namedIn(
  open: OpenWorlds,
  world: OpenWorld,
  asked: Asked,
  where: string
): Promise<ReadonlyMap<string, Named>> {
  const view = viewIn(world, asked, where);
  if ('kind' in view) return new Map();
  return new Map((await named(open, world, view)).map((each) => [each.projectId, each]));
}

async function named(
  open: OpenWorlds,
  world: OpenWorld,
  view: Parameters<typeof scopedRelations>[2]
): Promise<Named[]> {
  const has = (column: string) => world.catalog.marts.get('projects')?.has(column) === true;
  const told = (column: string, name: string) => `${has(column) ? column : 'null'}::varchar as "${name}"`;
  const { sql, values } = scopedRelations(
    world.catalog,
    ['projects'],
    view,
    `select project_id as "projectId", ${told('project_name', 'name')}, ${told('applicant', 'applicant')}, ${told('city', 'city')}, ${told('batch', 'batch')} from projects`
  );
  return open.read<Row & Named>(world, 'projects', sql, values);
}

/** What subjects are called, by subject; as on the newer side, if they are there. */
export async function subjectTitles(
  { open }: Pick<Comparing, 'open'>,
  asked: Pick<Asked, 'scope'>,
  subjects: readonly string[]
): Promise<ReadonlyMap<string, Named>> {
  const ids = new Set(subjects.flatMap((each) => (each.startsWith('project:') ? [each.slice('project:'.length)] : [])));
  const titles = new Map<string, Named>();
  if (ids.size === 0) return titles;
  for (const world of [open.worlds[0]!, open.worlds.at(-1)!])
    for (const each of await named(open, world, { filters: new Map(), scope: asked.scope }))
      if (ids.has(each.projectId)) titles.set(`project:${each.projectId}`, each);
  return titles;
}
