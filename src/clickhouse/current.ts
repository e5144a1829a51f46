import type { Server } from './client.ts';
import { groundStatements, of, type Place } from './ddl.ts';

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

/** The versions of a tenant that were pointed to, the one that is read last. */
export async function pointedTo(server: Server, place: Place, tenant: string): Promise<Pointed[]> {
  const rows = await server.rows(
    `select version, any(sha256), max(number) as at from ${of(place, 'current')} where tenant = {tenant:String} group by version order by at`,
    { values: { tenant } }
  );
  return rows.map(([version, sha256, number]) => ({
    version: String(version),
    sha256: String(sha256),
    number: Number(number),
  }));
}

/** Points to a version: one line, there at once or not at all. */
export async function pointTo(
  server: Server,
  place: Place,
  { tenant, version, sha256, number, rows }: Pointed & { tenant: string; rows: number }
): Promise<void> {
  const text = (value: string) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  await server.run(
    `insert into ${of(place, 'current')} (tenant, version, number, sha256, rows, filled_at) settings insert_deduplicate = 0, async_insert = 0
    select ${text(tenant)}, ${text(version)}, ${Math.trunc(number)}, ${text(sha256)}, ${Math.trunc(rows)}, now64(3)`
  );
}
