import type { Scope } from '#spec';

/** Everything that has a column: for conditions on rows that know every dimension. */
const every = { has: () => true };

/** What a scope leaves of rows with these columns, in SQL; `of` is what they are called. A dimension without values leaves none. */
export const scopeIn = (scope: Scope, columns: { has(name: string): boolean } = every, of = ''): string[] =>
  Object.entries(scope).flatMap(([name, values]) => {
    if (!columns.has(name)) return [];
    const bound = values.map((_, index) => `$scope_${name}_${index}`);
    return [bound.length > 0 ? `${of}${name} in (${bound.join(', ')})` : 'false'];
  });

/** What is to be bound to these conditions. */
export const scopeValues = (scope: Scope): Record<string, string> =>
  Object.fromEntries(
    Object.entries(scope).flatMap(([name, values]) =>
      values.map((value, index) => [`scope_${name}_${index}`, value] as const)
    )
  );

/** The projects of a scope, as a relation with their ids. */
export const projectsIn = (scope: Scope): string =>
  [
    'select project_id from marts.projects',
    ...scopeIn(scope).map((each, at) => `${at === 0 ? 'where' : 'and'} ${each}`),
  ].join(' ');
