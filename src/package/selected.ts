import { isWhole, type Scope } from '#spec';
import { noFilters, type View } from '#query';

/** Of which rows a package is: those that pass the filters and lie in the scope of who asks. */
export interface Selection {
  filters: View['filters'];
  scope: Scope;
}

export const isOfAll = ({ filters, scope }: Selection): boolean => filters.size === 0 && isWhole(scope);

/** Both as one scope: of a dimension that both name, the values that both hold. */
export function asScope({ filters, scope }: Selection): Scope {
  const names = new Set<string>([...filters.keys(), ...Object.keys(scope)]);
  const asked = new Map<string, readonly string[]>(filters);
  return Object.fromEntries(
    Array.from(names, (name) => {
      const [own, given] = [scope[name], asked.get(name)];
      if (own === undefined || given === undefined) return [name, given ?? own ?? []] as const;
      return [name, given.filter((value) => own.includes(value))] as const;
    })
  );
}

/**
 * What is given row by row: filters narrow as strictly as a scope does, so that nothing of what lies outside of them is
 * in it, neither rows that know no project nor what is said there of others.
 */
export const rowsView = (selection: Selection): Pick<View, 'filters' | 'scope'> => ({
  filters: noFilters,
  scope: asScope(selection),
});
