import type { DeedOptions } from './deed-options.ts';
import { covers, isWhole, type Capability } from '#spec';
import { handInOf } from './hand-in.ts';
import { needOf, operationsLackingTo } from './needs.ts';
import type { Asking, Opened, Told } from './open.ts';
import { papersOf } from './papers-of.ts';
import { nowhere } from './pools.ts';
import { maySee, type Asker } from './readers.ts';
import type { Foreign } from './twins.ts';
import { foundIn, type Found, type Probe } from './walk.ts';

/**
 * What somebody does: all that they may not do at all, what they may do tried on what is not theirs, and files handed
 * in. What is refused them is refused as what does not exist is.
 */
export const deedsOf = (opened: Opened, asker: Asker, foreign: Foreign, options: DeedOptions): Probe[] => [
  ...lackingOf(opened, asker, options),
  ...onForeign(opened, asker, foreign, options),
  ...(asker.capabilities.has('propose') && !asker.capabilities.has('decide') ? [proposing(asker, options)] : []),
  ...(options.isHandingIn && asker.capabilities.has('upload') && asker.scope.city !== undefined
    ? handInOf(asker, options)
    : []),
];

/** Every operation that changes something and is not theirs to do: refused before a body is looked at. */
const lackingOf = ({ operations }: Opened, asker: Asker, { scan }: DeedOptions): Probe[] =>
  operationsLackingTo(operations, usedBy(asker)).map(({ method, path }): Probe => {
    const url = path.replaceAll(/\{(\w+)\}/g, 'x');
    return {
      door: `${method} ${path}`,
      asker,
      address: url,
      async ask(now): Promise<Found> {
        if (needOf({ method, path }) === undefined) return unknown;
        const answer = await now.ask(asker, url, { method, ...json({}) });
        const found = foundIn(asker, path, answer, { scan, written: '', isDeed: true });
        // Whoever may do it, though not for the province, may be told first that nothing was said.
        const isOfAll = asker.capabilities.has(needOf({ method, path }) as Capability);
        const isRefused = [401, 403, ...(isOfAll ? [400] : [])].includes(answer.status);
        return isRefused ? found : { ...found, leaks: [`${method} answered ${answer.status}`, ...found.leaks] };
      },
    };
  });

/** What is filled in holds for the province: who sees a part of it fills in nothing, whatever the role says. */
const usedBy = ({ capabilities, scope }: Asker): ReadonlySet<Capability> =>
  new Set([...capabilities].filter((each) => each !== 'enter' || isWhole(scope)));

const unknown: Found = {
  isAnswered: false,
  leaks: ['a deed that the list of needs does not know'],
  mine: [],
  foreign: [],
  told: null,
};

const json = (body: unknown): Asking => ({
  headers: { 'content-type': 'application/json' },
  payload: JSON.stringify(body),
});

/** Whoever may only propose decides nothing, of their own findings either, and is told so. */
const proposing = (asker: Asker, { scan }: DeedOptions): Probe => ({
  door: 'POST /api/decisions',
  asker,
  address: 'decided by whoever may propose',
  async ask(now): Promise<Found> {
    const allowed = await now.ask(asker, '/api/decisions/allowed');
    const lists = ['fail', 'review'].map((verdict) => now.ask(asker, `/api/findings?verdict=${verdict}&limit=1`));
    const [first] = (await Promise.all(lists)).flatMap(
      ({ body }) => (JSON.parse(String(body)) as { rows: { rule: string; subject_id: string }[] }).rows
    );
    // A county may have nothing that is to be decided.
    if (first === undefined) return { isAnswered: false, leaks: [], mine: [], foreign: [], told: null };
    const { rule, subject_id: id } = first;
    const address = `?rule=${rule}&subject_id=${encodeURIComponent(id)}`;
    const seen = JSON.parse(String((await now.ask(asker, `/api/decisions/preview${address}`)).body)) as {
      list: string;
      decisions: string;
    };
    const said = { list: seen.list, seen: seen.decisions, conclusion: 'pass', basis: '试', on: '2026-06-30' };
    const answer = await now.ask(asker, `/api/decisions${address}`, {
      method: 'POST',
      ...json({ ...said, state: 'decided' }),
    });
    const found = foundIn(asker, '/api/decisions', answer, { scan, written: '', isDeed: true });
    const isTold = (JSON.parse(String(allowed.body)) as { state: string }).state === 'proposed';
    const wrong = [
      ...(answer.status === 403
        ? []
        : [`who may propose decided: ${answer.status} ${String(answer.body).slice(0, 120)}`]),
      ...(isTold ? [] : ['who may propose is told that they decide']),
    ];
    return { ...found, leaks: [...wrong, ...found.leaks] };
  },
});

/** An edition of their own paper for a part that is not theirs is refused. */
const editionOf = (asker: Asker, { scan }: DeedOptions): Probe => ({
  door: 'POST /api/revisions',
  asker,
  address: 'an edition for another city',
  async ask(now): Promise<Found> {
    const [own] = papersOf(now.folder).filter(({ statement }) => covers(asker.scope, statement.scope));
    const body = json({ paper: own?.code ?? '', scope: 'city=烟台市' });
    const answer = await now.ask(asker, '/api/revisions', { method: 'POST', ...body });
    const found = foundIn(asker, '/api/revisions', answer, { scan, written: '', isDeed: true });
    const isRefused = [400, 403].includes(answer.status);
    return isRefused ? found : { ...found, leaks: [`a notice of another city: ${answer.status}`, ...found.leaks] };
  },
});

/** A deed on what is not theirs, and the same on what is not there. */
function pair(
  door: string,
  asker: Asker,
  { scan }: DeedOptions,
  deed: (now: Opened, of: 'there' | 'absent') => Promise<Told & { name: string }>
): Probe {
  return {
    door,
    asker,
    address: `${door} | what is not there`,
    async ask(now) {
      const [there, absent] = [await deed(now, 'there'), await deed(now, 'absent')];
      const said = ({ status, body, name }: Told & { name: string }) =>
        `${status} ${String(body).replaceAll(name, '…')}`.replaceAll(/"(?:list|decisions|version)":"\w+"/g, '');
      const [one, other] = [said(there), said(absent)];
      const found = foundIn(asker, door.split(' ')[1]!, there, { scan, written: there.name, isDeed: true });
      const leaks = one === other ? found.leaks : [`${one.slice(0, 160)} ≠ ${other.slice(0, 160)}`, ...found.leaks];
      return { ...found, leaks };
    },
  };
}

function onForeign(
  opened: Opened,
  asker: Asker,
  { projects, papers: [paper], revisions: [notice] }: Foreign,
  options: DeedOptions
): Probe[] {
  const deeds: Probe[] = [];
  const [project] = projects;
  if (project === undefined) return deeds;
  const named = (of: 'there' | 'absent') => (of === 'there' ? project : nowhere.project);
  if (asker.capabilities.has('personal'))
    deeds.push(
      pair('POST /api/personal', asker, options, async (now, of) => ({
        ...(await now.ask(asker, '/api/personal', { method: 'POST', ...json({ project_id: [named(of)] }) })),
        name: named(of),
      }))
    );
  if (asker.capabilities.has('propose'))
    deeds.push(
      pair('POST /api/decisions', asker, options, async (now, of) => {
        const seen = JSON.parse(
          String((await now.ask(options.seat, `/api/decisions/preview?subject_id=${project}`)).body)
        ) as { list: string; decisions: string };
        const said = { list: seen.list, seen: seen.decisions, conclusion: 'pass', basis: '试', document: '试' };
        const answer = await now.ask(asker, `/api/decisions?subject_id=${named(of)}`, {
          method: 'POST',
          ...json({ ...said, on: '2026-06-30', state: 'proposed' }),
        });
        return { ...answer, name: named(of) };
      })
    );
  if (asker.capabilities.has('propose'))
    deeds.push(
      pair('POST /api/matters/replies', asker, options, async (now, of) => {
        const [one] = (
          JSON.parse(String((await now.ask(options.seat, '/api/matters?limit=500')).body)) as {
            rows: { project_id: string; kind: string; city: string }[];
          }
        ).rows.filter(({ city }) => asker.scope.city !== undefined && !asker.scope.city.includes(city));
        const { project_id, kind } = { project_id: project, kind: 'none', ...one };
        const id = of === 'there' ? project_id : nowhere.project;
        const body = json({ project_id: id, kind, note: '试', on: '2026-06-30' });
        return { ...(await now.ask(asker, '/api/matters/replies', { method: 'POST', ...body })), name: id };
      })
    );
  if (asker.capabilities.has('seal') && paper !== undefined)
    deeds.push(
      pair('POST /api/papers/{code}/void', asker, options, async (now, of) => {
        const code = of === 'there' ? paper : nowhere.code;
        return {
          ...(await now.ask(asker, `/api/papers/${code}/void`, { method: 'POST', ...json({ reason: '试' }) })),
          name: code,
        };
      })
    );
  if (asker.capabilities.has('revise') && notice !== undefined)
    deeds.push(
      pair('POST /api/revisions/{id}/words', asker, options, async (now, of) => {
        const id = of === 'there' ? notice : nowhere.revision;
        const body = json({ effect: '试', sentTo: '试' });
        return { ...(await now.ask(asker, `/api/revisions/${id}/words`, { method: 'POST', ...body })), name: id };
      }),
      editionOf(asker, options)
    );
  const line = opened
    .decided()
    .find(
      ({ subjectKind, subjectId, basis }) =>
        subjectKind === 'project' && !options.scan(`${subjectId} ${basis}`).some((canary) => maySee(asker, canary))
    );
  if (asker.capabilities.has('decide') && line !== undefined)
    deeds.push(
      pair('POST /api/decisions/{id}/withdraw', asker, options, async (now, of) => {
        const id = of === 'there' ? line.id : nowhere.hash;
        const body = { basis: '试', seen: now.decided().at(-1)?.id ?? '' };
        const answer = await now.ask(asker, `/api/decisions/${id}/withdraw`, { method: 'POST', ...json(body) });
        return { ...answer, name: id };
      })
    );
  return deeds;
}
