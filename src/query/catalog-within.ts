import { isWhole, type Scope } from '#spec';
import { rowsOf, type QueryContext } from './context.ts';
import type { Catalog } from './catalog.ts';
import { dimensionNames } from './dimensions.ts';
import { scopeIn, scopeValues } from './scope.ts';

/**
 * A catalog as an account of a scope may know it: of the values that no table lists those that its own projects have,
 * since what others wrote would be told by them.
 */
export async function catalogWithin(context: QueryContext, catalog: Catalog, scope: Scope): Promise<Catalog> {
  const open = dimensionNames.filter((name) => catalog.unlisted[name].length > 0);
  if (isWhole(scope) || open.length === 0) return catalog;
  const columns = open.map((name) => `list(distinct "${name}") as "${name}"`);
  const [own = {}] = await rowsOf<Record<string, string[] | null>>(context, 'own values', {
    sql: `select ${columns.join(', ')} from marts.projects where ${scopeIn(scope).join(' and ')}`,
    values: scopeValues(scope),
  });
  const [values, unlisted] = [{ ...catalog.values }, { ...catalog.unlisted }];
  for (const name of open) {
    unlisted[name] = catalog.unlisted[name].filter((value) => own[name]?.includes(value));
    const others = new Set(catalog.unlisted[name].filter((value) => !unlisted[name].includes(value)));
    values[name] = catalog.values[name].filter((value) => !others.has(value));
  }
  return { ...catalog, values, unlisted };
}
