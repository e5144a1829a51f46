import type { Canary } from './canaries.ts';
import type { Door } from './doors.ts';
import { keepNumbers, type Told } from './isolating.ts';
import { wrongly } from './needs.ts';
import type { Opened } from './open.ts';
import { maySee, type Asker } from './readers.ts';
import type { Scan } from './scan.ts';
import { textsOf } from './unpack.ts';

export interface Leak {
  door: string;
  asker: string;
  address: string;
  /** What was seen, or how it showed. */
  seen: string[];
}

/** Where something leaks, and to whom. */
export const placeOf = ({ door, asker }: Pick<Leak, 'door' | 'asker'>): string => `${door} ${asker}`;

export interface Walked {
  asked: number;
  answered: number;
  /** The canaries that were found, in and out of scope. */
  seen: Set<Canary>;
  /** By door, how many canaries that are theirs. */
  own: Map<string, number>;
  leaks: Leak[];
  numbers: Told;
}

/**
 * Lets one asker ask at every door, and looks for what they may not see. What they wrote in an address is no find. An
 * answer that the division has just been given is asked for with its tag: whoever is told that it still holds was told
 * of the division's.
 */
export async function walkAs(
  opened: Opened,
  asker: Asker,
  doors: readonly Door[],
  scan: Scan,
  { seat, isFirst, known }: { seat: Asker; isFirst: boolean; known: ReadonlySet<string> }
): Promise<Walked> {
  const walked: Walked = { asked: 0, answered: 0, seen: new Set(), own: new Map(), leaks: [], numbers: new Map() };
  for (const { path, addresses } of doors) {
    const own = new Set<Canary>();
    const tell = (address: string, seen: string[]) => {
      const leak = { door: path, asker: asker.name, address: decoded(address), seen };
      if (!known.has(placeOf(leak))) walked.leaks.push(leak);
    };
    for (const [at, address] of addresses.entries()) {
      if (isFirst && walked.leaks.length > 0) return walked;
      const headers = at % 5 === 0 && asker !== seat ? await tagsOf(opened, seat, address) : {};
      const answer = await opened.ask(asker.reader, address, headers);
      walked.asked += 1;
      if (answer.status === 200) walked.answered += 1;
      const wrong = wrongly(path, answer.status, asker.reader.capabilities);
      if (wrong !== null) tell(address, [wrong]);
      if (answer.status === 500) tell(address, ['status 500']);
      if (answer.status === 304 && !(await isSame(opened, asker, seat, address)))
        tell(address, ['304 to the tag of the division']);
      const { foreign, mine } = look(asker, address, textsOf(answer.headers, answer.body).flatMap(scan));
      for (const canary of mine) {
        own.add(canary);
        walked.seen.add(canary);
      }
      if (foreign.size > 0)
        tell(
          address,
          [...foreign].map(({ of, value }) => `${of} ${value}`)
        );
      for (const canary of foreign) walked.seen.add(canary);
      const told = jsonOf(answer);
      if (told === null) continue;
      keepNumbers(walked.numbers, address, told);
      const more = countedMore(told, address);
      if (more !== null) tell(address, [more]);
    }
    walked.own.set(path, own.size);
  }
  return walked;
}

async function isSame(opened: Opened, asker: Asker, seat: Asker, address: string): Promise<boolean> {
  const [one, other] = await Promise.all([asker, seat].map(({ reader }) => opened.ask(reader, address)));
  return one!.body.equals(other!.body);
}

async function tagsOf(opened: Opened, seat: Asker, address: string): Promise<Record<string, string>> {
  const { headers } = await opened.ask(seat.reader, address);
  return typeof headers.etag === 'string' ? { 'if-none-match': headers.etag } : {};
}

function look(asker: Asker, address: string, found: readonly Canary[]): { foreign: Set<Canary>; mine: Set<Canary> } {
  const written = decoded(address);
  const [foreign, mine] = [new Set<Canary>(), new Set<Canary>()];
  for (const canary of found) {
    if (maySee(asker, canary)) mine.add(canary);
    else if (!written.includes(canary.value)) foreign.add(canary);
  }
  return { foreign, mine };
}

const decoded = (address: string): string => decodeURIComponent(address.replaceAll('+', ' '));

function jsonOf({ status, headers, body }: Awaited<ReturnType<Opened['ask']>>): unknown {
  return status === 200 && String(headers['content-type']).includes('json') ? JSON.parse(String(body)) : null;
}

/** A list that says of more rows than it has tells how many there are of others. */
function countedMore(told: unknown, address: string): string | null {
  const { total, rows } = (told ?? {}) as { total?: unknown; rows?: unknown };
  if (typeof total !== 'number' || !Array.isArray(rows) || !/[?&]limit=500/.test(address)) return null;
  return rows.length === Math.min(total, 500) ? null : `says ${total} of ${rows.length} rows`;
}
