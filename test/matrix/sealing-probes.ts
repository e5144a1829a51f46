import { readdir } from 'node:fs/promises';
import { withRecord } from '#pipeline';
import { addKey, makeKey } from '#seals';
import { isWhole } from '#spec';
import type { DeedOptions } from './deed-options.ts';
import type { Opened, Told } from './open.ts';
import { papersOf } from './papers-of.ts';
import type { Asker } from './readers.ts';
import { sealedNow } from './seal-papers.ts';
import { foundIn, type Found, type Probe } from './walk.ts';

/** What is sealed and drafted while the program runs: of a part by who sees it, and for it by the division. */
export function sealingFor(asker: Asker, options: Pick<DeedOptions, 'scan' | 'seat'>): Probe[] {
  const { capabilities, scope } = asker;
  return [
    ...(capabilities.has('seal') && !isWhole(scope) ? [sealed(asker, options), edition(asker, options)] : []),
    ...(capabilities.has('sums') && !capabilities.has('rows') ? [codeOf(asker, options)] : []),
  ];
}

/** A paper of a page that tells of all cities says of whom it is, and holds the sealer's own. */
const sealed = (asker: Asker, { scan }: Pick<DeedOptions, 'scan'>): Probe => ({
  door: 'POST /api/papers',
  asker,
  address: 'a page sealed',
  async ask(now): Promise<Found> {
    if ((await readdir(now.keys).catch(() => [])).length === 0) {
      const at = '2026-06-30T12:00:00+08:00';
      const key = await makeKey(now.keys, { warehouse: now.folder, now: at });
      await withRecord(now.folder, (store) => Promise.resolve(addKey(store, key, { at, by: null })));
      await now.again();
    }
    const made = await post(now, asker, '/api/papers', { path: sealedNow[0]![1], title: '试' });
    if (made.status !== 201) return told([], [`nothing is sealed: ${made.status} ${String(made.body).slice(0, 120)}`]);
    const { code } = JSON.parse(String(made.body)) as { code: string };
    const statement = papersOf(now.folder).find((each) => each.code === code)!.statement;
    await post(now, asker, `/api/papers/${code}/void`, { reason: '试' });
    const others = (now.pools.city ?? []).filter((city) => asker.scope.city?.includes(city) !== true);
    const numbers = JSON.stringify(statement.numbers);
    const body = Buffer.from(numbers);
    const found = foundIn(
      asker,
      '/api/papers',
      { status: 201, headers: {}, body },
      { scan, written: '', isDeed: true }
    );
    return told(
      [found],
      [
        ...(JSON.stringify(statement.scope) === JSON.stringify(asker.scope)
          ? []
          : ['a paper of all by who sees a part']),
        ...others.filter((city) => numbers.includes(city)).map((city) => `a paper with a number of ${city}`),
      ]
    );
  },
});

/** A notice for their part of a paper that the division sealed: of nobody else, and in no word of the whole. */
const edition = (asker: Asker, { scan, seat }: Pick<DeedOptions, 'scan' | 'seat'>): Probe => ({
  door: 'POST /api/revisions',
  asker,
  address: 'an edition for them, by the division',
  async ask(now): Promise<Found> {
    const [whole] = papersOf(now.folder);
    const scope = Object.entries(asker.scope).map(([name, values]) => `${name}=${values.join('、')}`);
    const made = await post(now, seat, '/api/revisions', { paper: whole?.code ?? '', scope: scope.join('；') });
    if (made.status !== 201) return told([], [`nothing is drafted: ${made.status} ${String(made.body).slice(0, 120)}`]);
    const { id } = JSON.parse(String(made.body)) as { id: string };
    const read = await now.ask(asker, `/api/revisions/${id}`);
    await post(now, seat, `/api/revisions/${id}/drop`, { reason: '试' });
    const found = foundIn(asker, '/api/revisions/{id}', read, { scan, written: '' });
    return told([found], read.status === 200 ? [] : [`an edition for them is not theirs to read: ${read.status}`]);
  },
});

/** The code of a page that the division sealed: whoever sees no rows is told of no paper. */
const codeOf = (asker: Asker, { seat }: Pick<DeedOptions, 'seat'>): Probe => ({
  door: '/api/papers/code',
  asker,
  address: 'the code of a page that is sealed',
  async ask(now): Promise<Found> {
    const known = papersOf(now.folder).filter(({ statement }) => isWhole(statement.scope));
    const sealedOf = async (reader: Asker) => {
      const read = known.map(({ statement: { path } }) =>
        now.ask(reader, `/api/papers/code?path=${encodeURIComponent(path)}`)
      );
      return (await Promise.all(read)).filter(({ body }) => !String(body).includes('"sealed":null')).length;
    };
    const [theirs, ofAll] = [await sealedOf(asker), await sealedOf(seat)];
    return told(
      [],
      [
        ...(theirs > 0 ? [`${theirs} papers are told of`] : []),
        ...(ofAll > 0 ? [] : ['the division is told of no paper of its pages']),
      ]
    );
  },
});

const post = (now: Opened, asker: Asker, url: string, body: object): Promise<Told> =>
  now.ask(asker, url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  });

const told = (found: readonly Found[], wrong: readonly string[]): Found => ({
  isAnswered: true,
  leaks: [...wrong, ...found.flatMap(({ leaks }) => leaks)],
  mine: found.flatMap(({ mine }) => mine),
  foreign: found.flatMap(({ foreign }) => foreign),
  told: null,
});
