import type { Scope } from '#spec';

/** Who asks. */
export type Reader = { kind: 'division' } | { kind: 'city'; city: string };

/** What they may see. It follows from who they are, and from nothing that they ask. */
export function scopeOf(reader: Reader): Scope {
  return { city: reader.kind === 'city' ? reader.city : null };
}

/** Until people sign in, whoever reaches the server is the division. */
export const division: Reader = { kind: 'division' };
