import type { Scope } from '#spec';
import type { Catalog, Withheld } from '../catalog.ts';
import type { QueryContext } from '../context.ts';
import { releasedBy, sumsOfProjects } from './measures.ts';
import { readStanding } from './standing.ts';
import { withhold } from './withhold.ts';

/** Readers of so many scopes are remembered with each version that is open. */
const most = 400;

const remembered = new WeakMap<Catalog, Map<string, Promise<Withheld[][]>>>();

/**
 * What is withheld of the sums of others from the reader of a scope, by the number of dimensions that they are told
 * by: worked out once of a version for each scope.
 */
export function withheldFrom(context: QueryContext, catalog: Catalog, scope: Scope): Promise<Withheld[][]> {
  const known = remembered.get(catalog) ?? new Map<string, Promise<Withheld[][]>>();
  remembered.set(catalog, known);
  const whose = JSON.stringify([Object.entries(scope).sort()]);
  const withheld = known.get(whose) ?? readWithheld(context, catalog, scope);
  known.delete(whose);
  known.set(whose, withheld);
  withheld.catch(() => known.delete(whose));
  for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - most))) known.delete(oldest);
  return withheld;
}

async function readWithheld(context: QueryContext, catalog: Catalog, scope: Scope): Promise<Withheld[][]> {
  const names = sumsOfProjects(catalog);
  const alike = await readStanding(context, catalog, scope, names);
  return withhold(alike, releasedBy(catalog).length, names);
}
