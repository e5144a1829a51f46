import { isWhole } from '#spec';
import { rowsOf, type QueryContext } from './context.ts';
import type { Catalog } from './catalog.ts';
import type { View } from './relations.ts';
import { dimensionNames } from './dimensions.ts';
import { scopeIn, scopeValues } from './scope.ts';
import { withheldFrom } from './released/withheld-from.ts';

/**
 * A catalog as an account of a scope may know it: of the values that no table lists those that its own projects have,
 * since what others wrote would be told by them; as who may see no row may know it: none of them. It says which sums of
 * others are withheld from them.
 */
export async function catalogWithin(
  context: QueryContext,
  catalog: Catalog,
  { scope, isReleased = false }: Pick<View, 'scope' | 'isReleased'>
): Promise<Catalog> {
  if (isWhole(scope) && !isReleased) return catalog;
  const withheld = await withheldFrom(context, catalog, scope);
  const open = dimensionNames.filter((name) => catalog.unlisted[name].length > 0);
  if (open.length === 0) return { ...catalog, withheld };
  const columns = open.map((name) => `list(distinct "${name}") as "${name}"`);
  const own = isReleased ? 'false' : scopeIn(scope).join(' and ');
  const [told = {}] = await rowsOf<Record<string, string[] | null>>(context, 'own values', {
    sql: `select ${columns.join(', ')} from marts.projects where ${own}`,
    values: scopeValues(scope),
  });
  const [values, unlisted] = [{ ...catalog.values }, { ...catalog.unlisted }];
  for (const name of open) {
    unlisted[name] = catalog.unlisted[name].filter((value) => told[name]?.includes(value));
    const others = new Set(catalog.unlisted[name].filter((value) => !unlisted[name].includes(value)));
    values[name] = catalog.values[name].filter((value) => !others.has(value));
  }
  return { ...catalog, values, unlisted, withheld };
}
