/** By dimension, the values whose rows may be read: each of them must hold. None: every row. */
export type Scope = Readonly<Record<string, readonly string[]>>;

export const everything: Scope = {};

export const isWhole = (scope: Scope): boolean => Object.keys(scope).length === 0;

/** Whether every row of the other scope is one of this. */
export const covers = (scope: Scope, other: Scope): boolean =>
  Object.entries(scope).every(([name, values]) => other[name]?.every((value) => values.includes(value)) === true);

/** Whether no row can be of both. */
export const areApart = (scope: Scope, other: Scope): boolean =>
  Object.entries(scope).some(([name, values]) => {
    const others = other[name];
    return others !== undefined && !others.some((value) => values.includes(value));
  });
