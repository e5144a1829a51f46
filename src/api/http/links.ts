import type { FastifyRequest } from 'fastify';
import { proved, type Provable, type Row } from '#spec';
import { filterValues, type Catalog } from '#query';
import type { Schema } from './schemas.ts';

/** The address of 读数溯源 of each number of a table. */
export interface Links {
  columns: readonly string[];
  of(row: Row, name: string): string;
}

export const links: Schema = {
  type: 'boolean',
  description: 'In CSV: beside the numbers the address of each, where it is followed to its rows.',
};

/** The links of a table, where they are asked for; they name this server as it was asked. */
export function linksOf(request: FastifyRequest, catalog: Catalog, proof: Provable): Links | null {
  if ((request.query as { links?: boolean }).links !== true) return null;
  const params = new URLSearchParams(
    Object.entries(request.query as Record<string, unknown>).flatMap(([name, value]) =>
      [value].flat().map((each) => [name, String(each)])
    )
  );
  const standing = { params, filters: filterValues(catalog) };
  const origin = `${request.protocol}://${request.host}`;
  return { columns: proof.columns, of: (row, name) => `${origin}${proved({ proof }, row, name, standing) ?? ''}` };
}
