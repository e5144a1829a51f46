/** Whose rows an answer may be made of. A city sees its own; null sees every row. */
export interface Scope {
  city: string | null;
}
