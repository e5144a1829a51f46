import { pointedTo, readingOf, type Server } from '#clickhouse';
import { openFile, warehouseFile } from '#warehouse';
import { place } from './tenants.ts';

export interface Look {
  /** The versions that are pointed to. */
  pointed: string[];
  /** Rows of the tenant that lie there, whether anybody reads them or not. */
  lying: number;
  /** How many projects a reader is told of, or why none. */
  told: string;
}

/** What is there of a version, and what a reader gets. */
export async function answerOf(
  server: Server,
  { warehouse, version, tenant }: { warehouse: string; version: string; tenant: string }
): Promise<Look> {
  const pointed = (await pointedTo(server, place, tenant)).map((each) => each.version);
  const values = { tenant };
  const tables = await server.rows(
    `select name from system.tables where database = 'baijing' and name <> 'current' order by name`
  );
  let lying = 0;
  for (const [name] of tables) {
    const counted = await server.rows(
      `select count() from baijing.\`${String(name)}\` where tenant = {tenant:String}`,
      { values }
    );
    lying += Number(counted[0]?.[0]);
  }
  const local = await openFile(warehouseFile(warehouse, version), version);
  try {
    const there = await readingOf({ server, place, local, pins: new Map([['', { tenant, version }]]) });
    const [row] = await (await there.read('look', 'select count(*) as n from marts.projects')).rows();
    return { pointed, lying, told: String(row?.n) };
  } catch (error) {
    return { pointed, lying, told: (error as Error).message };
  } finally {
    local.close();
  }
}
