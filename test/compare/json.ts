/** What an answer says, whatever its format, as JSON can say it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The list of objects under a key, and none where there is none: what an answer lacks is told by the comparison. */
export function objectsIn(value: Json, key: string): JsonObject[] {
  const list = isObject(value) ? value[key] : undefined;
  return isList(list) ? list.filter(isObject) : [];
}

/** The texts in a list. */
export const textsIn = (value: Json | undefined): string[] =>
  isList(value) ? value.filter((each) => typeof each === 'string') : [];

export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : String(value ?? ''));
