import type { Receipt } from '#spec';
import { lyingOf, type Lease, type Reading, type Warehouse } from '#warehouse';
import type { Server } from './client.ts';
import type { Place } from './ddl.ts';
import type { Pin } from './current.ts';
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

/** Where a version is asked, as far as it is known: null is here. */
interface Known {
  there: ((local: Reading) => Reading) | null;
  /** When it is looked for again; whoever asks meanwhile is answered here. */
  until: number;
}

/**
 * A warehouse whose marts are asked of ClickHouse, where the version that is read was filled as it lies here. Else, and
 * while ClickHouse cannot be reached, all is answered here as before, and it is told.
 */
export function answeredBy(own: Warehouse, { server, place, tenant, log }: Answered): Warehouse {
  const known = new Map<string, Known>();
  const faults = new Map<string, string>();

  async function look(lease: Lease, at: Known): Promise<void> {
    const { version } = lease;
    at.until = Infinity;
    try {
      const pins = await pinsOf(lease, lease.receipt, tenant);
      const onUnported = (error: Error, name: string) => {
        log(`clickhouse: ${name} is answered here: ${error.message}`);
        if (!isUnreachable(error)) return;
        faults.set(version, error.message);
        Object.assign(at, { there: null, until: Date.now() + again });
      };
      at.there = await readingsOf({ server, place, local: lease, pins, onUnported });
      if (faults.delete(version)) log(`clickhouse: version ${version} is asked there`);
    } catch (error) {
      const says = (error as Error).message.split('\n')[0] ?? '';
      if (!faults.has(version)) log(`clickhouse: version ${version} is answered here: ${says}`);
      faults.set(version, says);
      at.until = Date.now() + again;
    }
  }

  /** The first who asks waits until it is known; a server that was not there then is looked for behind an answer. */
  async function lent(lease: Lease): Promise<Lease> {
    const { version } = lease;
    const at = known.get(version) ?? { there: null, until: 0 };
    if (!known.has(version)) {
      known.set(version, at);
      for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - 8))) known.delete(oldest);
      await look(lease, at);
    } else if (Date.now() > at.until) {
      const also = await own.lease(version);
      void look(also, at).finally(() => also.release());
    }
    const { there } = at;
    return there === null ? lease : { ...lease, read: (name, sql, options) => there(lease).read(name, sql, options) };
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
    `select 1 from duckdb_tables() where schema_name = 'loads' and table_name = 'attached' and database_name = current_database()`
  );
  if (attached === undefined) return pins;
  for (const { alias, folder, version, sha256 } of await rows(
    'select alias, folder, version, sha256 from loads.attached'
  ))
    pins.set(String(alias), { tenant: String(folder), version: String(version), sha256: String(sha256) });
  return pins;
}
