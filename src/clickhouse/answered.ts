import type { Receipt } from '#spec';
import { lyingOf, type Lease, type Reading, type Warehouse } from '#warehouse';
import type { Server } from './client.ts';
import type { Place } from './ddl.ts';
import type { Pin } from './pinned.ts';
import { isUnreachable, readingsOf } from './reading.ts';

export interface Answered {
  server: Server;
  place: Place;
  /** Whose versions these are, as they were filled. */
  tenant: string;
  log: (message: string) => void;
}

/** Milliseconds after which it is asked again whether a version is there by now. */
const again = 30_000;

/**
 * A warehouse whose marts are asked of ClickHouse, where the version that is read was filled as it lies here. Else, and
 * while ClickHouse cannot be reached, all is answered here as before, and it is told.
 */
export function answeredBy(own: Warehouse, { server, place, tenant, log }: Answered): Warehouse {
  const known = new Map<string, { there: Promise<((local: Reading) => Reading) | null>; until: number }>();
  const faults = new Map<string, string>();

  async function prepare(lease: Lease): Promise<((local: Reading) => Reading) | null> {
    const { version } = lease;
    try {
      const pins = await pinsOf(lease, lease.receipt, tenant);
      const onUnported = (error: Error, name: string) => {
        log(`clickhouse: ${name} is answered here: ${error.message}`);
        if (!isUnreachable(error)) return;
        faults.set(version, error.message);
        known.set(version, { there: Promise.resolve(null), until: Date.now() + again });
      };
      const there = await readingsOf({ server, place, local: lease, pins, onUnported });
      if (faults.delete(version)) log(`clickhouse: version ${version} is asked there`);
      return there;
    } catch (error) {
      const says = (error as Error).message.split('\n')[0] ?? '';
      if (!faults.has(version)) log(`clickhouse: version ${version} is answered here: ${says}`);
      faults.set(version, says);
      return null;
    }
  }

  async function lent(lease: Lease): Promise<Lease> {
    const { version } = lease;
    const found = known.get(version);
    const there =
      found !== undefined && Date.now() < found.until ? found : { there: prepare(lease), until: Date.now() + again };
    known.set(version, there);
    const reading = await there.there;
    if (reading === null) return lease;
    // What is there stays there: it is not looked for again.
    there.until = Infinity;
    for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - 8))) known.delete(oldest);
    return { ...lease, read: (name, sql, options) => reading(lease).read(name, sql, options) };
  }

  const told = () =>
    Array.from(faults, ([version, says]) => `ClickHouse 里读不到版本 ${version}，先从本机读：${says}`).slice(-1);
  return {
    ...own,
    lease: async (version) => lent(await own.lease(version)),
    faults: () => [...own.faults(), ...told()],
    mark: () => JSON.stringify([own.mark(), ...told()]),
    close() {
      own.close();
      void server.close();
    },
  };
}

/** Whose rows a version reads: its own, and those of the files that are attached to it. */
async function pinsOf(lease: Reading, receipt: Receipt, tenant: string): Promise<Map<string, Pin>> {
  const own = { tenant, version: lease.version, sha256: lyingOf(receipt).sha256 };
  const pins = new Map<string, Pin>([['', own]]);
  const rows = async (sql: string) => (await lease.read('pins', sql)).rows();
  const [attached] = await rows(
    `select 1 from duckdb_tables() where schema_name = 'loads' and table_name = 'attached'`
  );
  if (attached === undefined) return pins;
  // The name of the file that is attached is that of its version.
  const found = await rows(
    `select a.alias, p.folder, p.version from loads.attached as a join loads.provinces as p on ends_with(a.path, '/' || p.version || '.duckdb')`
  );
  for (const { alias, folder, version } of found)
    pins.set(String(alias), { tenant: String(folder), version: String(version) });
  return pins;
}
