import { proofHref, type Provable, type Row } from '#spec';
import { filterValues, type Catalog } from '#query';
import type { Lease } from '#warehouse';

/** The address of 读数溯源 of each number of a table. */
export interface Links {
  columns: readonly string[];
  of(row: Row, name: string): string;
}

interface Asks {
  query: { links?: boolean };
  protocol: string;
  host: string;
}

/**
 * The links of a table, where they are asked for; they name this server as it was asked, and the version, since a file
 * outlives it.
 */
export function linksOf(
  { query, protocol, host }: Asks,
  { catalog, lease }: { catalog: Catalog; lease: Lease },
  proof: Provable
): Links | null {
  if (query.links !== true) return null;
  const params = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => [value].flat().map((each) => [name, String(each)]))
  );
  params.set('version', lease.receipt.version);
  const context = { params, filters: filterValues(catalog) };
  return {
    columns: proof.columns,
    of: (row, name) => `${protocol}://${host}${proofHref({ proof }, row, name, context) ?? ''}`,
  };
}
