import { Refusal } from '#spec';
import type { Server } from './client.ts';
import { groundStatements, of, type Place } from './ddl.ts';
import { literal } from './node.ts';

/** Whose rows are read, and of when. */
export interface Pin {
  tenant: string;
  version: string;
  /** Of the file as it lies here, where what was filled must be of the same. */
  sha256?: string;
}

/** Which version of a tenant is read, and of which file it was filled. */
export interface Pointed {
  version: string;
  sha256: string;
  number: number;
}

/** Makes the database and the pointer where they are not there yet. */
export async function makeGround(server: Server, place: Place): Promise<void> {
  for (const statement of groundStatements(place)) await server.run(statement);
}

/** The versions of a tenant that are pointed to, the one that is read last. */
export async function pointedTo(server: Server, place: Place, tenant: string): Promise<Pointed[]> {
  const rows = await server.rows(
    `select version, argMax(sha256, number) as of, max(number) as at from ${of(place, 'current')} where tenant = {tenant:String}
    group by version having of <> '' order by at`,
    { values: { tenant } }
  );
  return rows.map(([version, sha256, number]) => ({
    version: String(version),
    sha256: String(sha256),
    number: Number(number),
  }));
}

/** Milliseconds that whoever asks for a figure waits for a server that says nothing. */
export const patience = 5_000;

/**
 * Refuses what is not pointed to, or was filled from another file than lies here. Asked once more behind an answer:
 * what was let go of in the meantime may have been read when half of it was gone.
 */
export async function needPointed(server: Server, place: Place, pins: Iterable<Pin>): Promise<void> {
  const all = [...pins];
  const pairs = all.map(({ tenant, version }) => `(${literal(tenant)}, ${literal(version)})`);
  const signal = AbortSignal.timeout(patience);
  const asked = `select tenant, version, argMax(sha256, number) from ${of(place, 'current')} where (tenant, version) in (${pairs.join(', ')}) group by tenant, version`;
  const rows = await server.rows(asked, { signal }).catch((error: unknown) => {
    throw signal.aborted ? unreadable(`ClickHouse ${patience / 1000} 秒没有回音`) : error;
  });
  for (const { tenant, version, sha256 } of all) {
    const [, , found = ''] = rows.find(([whose, which]) => whose === tenant && which === version) ?? [];
    if (found === '') throw unreadable(`${tenant} 的版本 ${version} 没有放在 ClickHouse 里，或者已经清掉`);
    if (sha256 !== undefined && found !== sha256)
      throw unreadable(`ClickHouse 里 ${tenant} 的版本 ${version} 不是由这里的文件放的`);
  }
}

const unreadable = (says: string): Refusal => new Refusal(503, 'unreachable', `${says}。`);

/** Points to a version: one line, there at once or not at all. */
export const pointTo = (server: Server, place: Place, said: Line): Promise<void> => write(server, place, said);

/** Points to a version no more: a line after which it is not read, though its rows lie there still. */
export const letGo = (server: Server, place: Place, said: Pick<Line, 'tenant' | 'version'>): Promise<void> =>
  write(server, place, { ...said, sha256: '', rows: 0 });

interface Line {
  tenant: string;
  version: string;
  sha256: string;
  rows: number;
}

/** Behind every line that there is of the tenant, whatever the clock of this machine says. */
async function write(server: Server, place: Place, { tenant, version, sha256, rows }: Line): Promise<void> {
  const [last] = await server.rows(`select max(number) from ${of(place, 'current')} where tenant = {tenant:String}`, {
    values: { tenant },
  });
  const number = Math.max(Date.now(), Number(last?.[0] ?? 0) + 1);
  await server.run(
    `insert into ${of(place, 'current')} (tenant, version, number, sha256, rows, filled_at) settings insert_deduplicate = 0, async_insert = 0
    select ${literal(tenant)}, ${literal(version)}, ${number}, ${literal(sha256)}, ${Math.trunc(rows)}, now64(3)`
  );
}
