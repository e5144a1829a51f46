/** By dimension, the values whose rows may be read: each of them must hold. None: every row. */
export type Scope = Readonly<Record<string, readonly string[]>>;

export const everything: Scope = {};

export const isWhole = (scope: Scope): boolean => Object.keys(scope).length === 0;
