import type { Scope } from '#spec';

/** Everything that has a column: for conditions on rows that know every dimension. */
const every = { has: () => true };

/**
 * What a scope leaves of rows with these columns, in SQL; `of` is what
 * they are called. A dimension without values leaves none.
 */
export const scopeIn = (scope: Scope, columns: { has(name: string): boolean } = every, of = ''): string[] =>
  Object.entries(scope).flatMap(([name, values]) => {
    return columns.has(name) ? [scopeOn(name, values, `${of}${name}`)] : [];
  });

/** What one dimension of a scope leaves of rows whose value of it is told by an expression. */
export const scopeOn = (name: string, values: readonly string[], told: string): string =>
  values.length > 0 ? `${told} in (${boundIn(name, values)})` : 'false';

/** The values of one dimension of a scope, as they are bound. */
export const boundIn = (name: string, values: readonly string[]): string =>
  values.map((_, index) => `$scope_${name}_${index}`).join(', ');

/** What is to be bound to these conditions. */
export const scopeValues = (scope: Scope): Record<string, string> =>
  Object.fromEntries(
    Object.entries(scope).flatMap(([name, values]) =>
      values.map((value, index) => [`scope_${name}_${index}`, value] as const)
    )
  );

/** The projects of a scope, as a relation with their ids. */
export const projectsIn = (scope: Scope): string => ofProjects('project_id', scope);

/** The organisations that have a project in a scope, as a relation with their ids. */
export const firmsIn = (scope: Scope): string => ofProjects('applicant_id', scope);

const ofProjects = (id: string, scope: Scope): string =>
  [
    `select ${id} from marts.projects`,
    ...scopeIn(scope).map((each, at) => `${at === 0 ? 'where' : 'and'} ${each}`),
  ].join(' ');
