/** `$id_0, $id_1` and what is bound to them. */
export function placeholders<V extends string | number>(
  name: string,
  list: readonly V[]
): { names: string; values: Record<string, V> } {
  return {
    names: list.map((_, index) => `$${name}_${index}`).join(', '),
    values: Object.fromEntries(list.map((value, index) => [`${name}_${index}`, value])),
  };
}

/** A condition for each column that has a list: it holds any of its values. Of an empty list nothing holds. */
export function anyOfEach(lists: Readonly<Record<string, readonly string[] | undefined>>): {
  conditions: string[];
  values: Record<string, string>;
} {
  const values: Record<string, string> = {};
  const conditions = Object.entries(lists).flatMap(([column, list]) => {
    if (list === undefined) return [];
    const bound = placeholders(column, list);
    Object.assign(values, bound.values);
    return [`"${column}" in (${bound.names || 'null'})`];
  });
  return { conditions, values };
}

export const whereAll = (conditions: readonly string[]): string =>
  conditions.length > 0 ? ` where ${conditions.join(' and ')}` : '';
