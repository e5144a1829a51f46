import { readFileSync } from 'node:fs';
import { isWhole } from '#spec';
import type { Canary } from './canaries.ts';
import type { Door } from './doors.ts';
import { needOfDoor, wrongly } from './needs.ts';
import type { Opened, Told } from './open.ts';
import { maySee, type Asker } from './readers.ts';
import type { Scan } from './scan.ts';
import { textsOf } from './unpack.ts';

/** One question of one asker, asked as often as wanted. */
export interface Probe {
  door: string;
  asker: Asker;
  address: string;
  /** It changes nothing: others may be asked meanwhile. */
  isReading?: boolean;
  ask(opened: Opened): Promise<Found>;
}

/** What a question showed. */
export interface Found {
  isAnswered: boolean;
  /** What the asker should not have learned, in words. */
  leaks: readonly string[];
  /** The canaries that were seen: those that are theirs, and others. */
  mine: readonly Canary[];
  foreign: readonly Canary[];
  /** The JSON that it answered, else null. */
  told: unknown;
}

export interface Leak {
  door: string;
  asker: string;
  address: string;
  /** What was seen, or how it showed. */
  seen: readonly string[];
}

/**
 * One asker at every address of these doors. What they wrote in an address is no find. An answer that the division has
 * just been given is asked for with its tag: whoever is told that it still holds was told of the division's.
 */
export const probesOf = (asker: Asker, doors: readonly Door[], { scan, seat }: { scan: Scan; seat: Asker }): Probe[] =>
  doors.flatMap(({ path, addresses }) =>
    addresses.map((address, at): Probe => ({
      door: path,
      asker,
      address: decoded(address),
      isReading: true,
      async ask(opened) {
        const headers = at % 5 === 0 && asker !== seat ? await tagsOf(opened, seat, address) : {};
        const answer = await opened.ask(asker, address, { headers });
        const isStale = answer.status === 304 && !(await isSame(opened, asker, seat, address));
        return foundIn(asker, path, answer, {
          scan,
          written: decoded(address),
          more: isStale ? ['304 to the tag of the division'] : [],
        });
      },
    }))
  );

/** What an answer shows to whoever asked for it. */
export function foundIn(
  asker: Asker,
  door: string,
  answer: Told,
  {
    scan,
    written,
    more = [],
    isDeed = false,
  }: { scan: Scan; written: string; more?: readonly string[]; isDeed?: boolean }
): Found {
  const [foreign, mine] = [new Set<Canary>(), new Set<Canary>()];
  for (const canary of [...textsOf(answer.headers, answer.body), answer.packed ?? ''].flatMap(scan)) {
    if (maySee(asker, canary)) mine.add(canary);
    else if (!written.includes(canary.value)) foreign.add(canary);
  }
  const told = jsonOf(answer);
  const said = [
    isDeed ? null : wrongly(door, answer, asker),
    answer.status === 500 ? 'status 500' : null,
    countedMore(told, written),
    countedOthers(told, written, { door, asker }),
    toldOthers(told, { door, asker }),
    citedOthers(told, asker),
    needOfDoor(door) !== 'record' && isFileFor(asker, answer) ? 'a file without files' : null,
  ].filter((each) => each !== null);
  const seen = [...foreign].map(({ of, value }) => `${of} ${value}`);
  return {
    isAnswered: answer.status >= 200 && answer.status < 300,
    leaks: [...more, ...said, ...seen],
    mine: [...mine],
    foreign: [...foreign],
    told,
  };
}

/** What is taken away as a file needs more than what is read; the record is a file for whoever may read it. */
const isFileFor = ({ capabilities }: Asker, { status, headers }: Told): boolean =>
  status === 200 && !capabilities.has('files') && /^attachment/.test(String(headers['content-disposition'] ?? ''));

async function isSame(opened: Opened, asker: Asker, seat: Asker, address: string): Promise<boolean> {
  const [one, other] = await Promise.all([asker, seat].map((each) => opened.ask(each, address)));
  return one!.body.equals(other!.body);
}

async function tagsOf(opened: Opened, seat: Asker, address: string): Promise<Record<string, string>> {
  const { headers } = await opened.ask(seat, address);
  return typeof headers.etag === 'string' ? { 'if-none-match': headers.etag } : {};
}

export const decoded = (address: string): string => decodeURIComponent(address.replaceAll('+', ' '));

function jsonOf({ status, headers, body }: Told): unknown {
  return status === 200 && String(headers['content-type']).includes('json') ? JSON.parse(String(body)) : null;
}

/** Rows that were turned away, and of which city it cannot be known, or is another. */
function countedOthers(told: unknown, address: string, { door, asker }: { door: string; asker: Asker }): string | null {
  const { city } = asker.scope;
  if (door !== '/api/turned-away' || city === undefined || told === null) return null;
  const { rows = 0, unplaced = 0, sources = [] } = told as Turned;
  const [, asked] = /[?&]city=([^&]+)/.exec(address) ?? [];
  const isForeign = asked !== undefined && !city.includes(asked);
  const isOfNone = sources.some((source) => source.rows === 0);
  return unplaced > 0 || isOfNone || (isForeign && rows > 0) ? `counts ${rows} and ${unplaced} rows of others` : null;
}

interface Turned {
  rows?: number;
  unplaced?: number;
  sources?: { rows: number }[];
}

/** Who else is told something is for who sees all of it. */
function toldOthers(told: unknown, { door, asker }: { door: string; asker: Asker }): string | null {
  if (door !== '/api/outbox' || told === null || isWhole(asker.scope)) return null;
  const others = Object.values(told as Record<string, { recipient: string }[]>)
    .flat()
    .filter(({ recipient }) => recipient !== asker.account);
  return others.length > 0 ? `what is told to ${others[0]!.recipient}` : null;
}

/** A list that says of more rows than it has tells how many there are of others. */
function countedMore(told: unknown, address: string): string | null {
  const { total, rows } = (told ?? {}) as { total?: unknown; rows?: unknown };
  if (typeof total !== 'number' || !Array.isArray(rows) || !/[?&]limit=500/.test(address)) return null;
  return rows.length === Math.min(total, 500) ? null : `says ${total} of ${rows.length} rows`;
}

/** Rules that look for a place in the row of the project itself: its code, its site. */
const ofPlaces: ReadonlySet<unknown> = new Set(['away_from_home', 'outside_province']);
const cities = readFileSync('data/reference/cities.csv', 'utf8').match(/(?<=,)\p{Script=Han}+市(?=,)/gu)!;

interface Moved {
  dimension: string;
  from: string | null;
  to: string | null;
}

/** Words of a finding about what is theirs that name a city which is not: they were written from a row of it. */
function citedOthers(told: unknown, asker: Pick<Asker, 'scope'>): string | null {
  const { city } = asker.scope;
  if (city === undefined || typeof told !== 'object' || told === null) return null;
  const { rule, message, evidence, judged, values } = told as Record<string, unknown>;
  const words = JSON.stringify([message, evidence, judged, values]);
  if (typeof rule === 'string' && typeof message === 'string' && !ofPlaces.has(rule)) {
    const other = cities.find((each) => !city.includes(each) && words.includes(each));
    if (other !== undefined) return `${rule} names ${other}`;
  }
  // Where what went over the border of theirs came from, or went to.
  const { moved, cities: several } = told as { moved?: unknown; cities?: unknown };
  if (Array.isArray(moved)) {
    const ends = (moved as Moved[]).flatMap(({ dimension, from, to }) => (dimension === 'city' ? [from, to] : []));
    const other = ends.find((end) => end !== null && !city.includes(end));
    if (other !== undefined) return `what moved names ${other}`;
  }
  // The cities of a line in which projects of several count.
  const others = typeof several === 'string' ? several.split('、').filter((each) => !city.includes(each)) : [];
  if (others[0]) return `a ledger names ${others[0]}`;
  for (const each of Object.values(told)) {
    const cited = citedOthers(each, asker);
    if (cited !== null) return cited;
  }
  return null;
}
