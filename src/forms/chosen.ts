import { titlesOf, type Catalog, type View } from '#query';

/** What is chosen of a dimension: by a filter, or by what the reader may see. */
export function chosen({ filters, scope }: View, name: string): readonly string[] {
  const own = new Map(Object.entries(scope)).get(name);
  return typeof own === 'string' ? [own] : (Array.from(filters).find(([each]) => each === name)?.[1] ?? []);
}

/** The filters in force and the scope, in words. */
export function filtersInWords(catalog: Catalog, view: View): string {
  const names = new Set<string>([
    ...view.filters.keys(),
    ...Object.entries(view.scope).flatMap(([name, own]) => (own === null ? [] : [name])),
  ]);
  return [...names].map((name) => `${titlesOf(catalog, [name])}：${chosen(view, name).join('、')}`).join('；');
}
