import { checkDashboards, type Dashboards } from '#query';
import { Refusal } from '#spec';
import type { Lease } from '#warehouse';
import type { Api } from './context.ts';

const known = new WeakMap<Dashboards, Map<string, Promise<Dashboards>>>();

/** Every dashboard with what of it does not hold over the version that is published; those that hold come first. */
export async function heldDashboards(api: Api): Promise<Dashboards> {
  const read = await api.dashboards();
  const held = api.warehouse.version() === null ? read : await heldOver(api, read);
  const rank = ([, { faults }]: [string, { faults: readonly unknown[] }]) => Number(faults.length > 0);
  return new Map([...held].sort((a, b) => rank(a) - rank(b)));
}

async function heldOver(api: Api, read: Dashboards): Promise<Dashboards> {
  // A version that is not read any more holds nothing against a dashboard.
  const lease = await api.warehouse.lease().catch(unlessRefused);
  if (lease === null) return read;
  try {
    const versions = known.get(read) ?? new Map<string, Promise<Dashboards>>();
    known.set(read, versions);
    const held =
      versions.get(lease.version) ?? api.catalogOf(lease).then((catalog) => checkDashboards(lease, catalog, read));
    versions.set(lease.version, held);
    held.catch(() => versions.delete(lease.version));
    return await held;
  } finally {
    lease.release();
  }
}

function unlessRefused(error: unknown): Lease | null {
  if (error instanceof Refusal) return null;
  throw error;
}
