/** What may stand in a statement: JSON without anything that two programs read differently. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * JSON in the one form of RFC 8785: names in the order of their UTF-16 code units, numbers and texts as ECMAScript
 * writes them, nothing between. What has no such form (NaN, half of a surrogate pair, undefined) is an Error.
 */
export function canonical(value: Json): string {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`${value} has no form in JSON`);
    return JSON.stringify(value);
  }
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonical).join(',')}]`;
  if (typeof value !== 'object') throw new Error(`${typeof value} has no form in JSON`);
  // The default order of texts is that of their code units.
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${text(name)}:${canonical((value as Record<string, Json>)[name] as Json)}`).join(',')}}`;
}

/**
 * What a text says that is in this form to its last byte; null of any other. So a name that stands twice, a space, an
 * escape that was not needed or another order of names is refused, though a parser would pass over it.
 */
export function readCanonical(said: string): Json | null {
  try {
    const value = JSON.parse(said) as Json;
    return canonical(value) === said ? value : null;
  } catch {
    return null;
  }
}

function text(value: string): string {
  if (!value.isWellFormed()) throw new Error('half of a surrogate pair has no form in UTF-8');
  return JSON.stringify(value);
}
