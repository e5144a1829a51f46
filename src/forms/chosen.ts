import { titlesOf, type Catalog, type View } from '#query';

/** What is chosen of a dimension: by a filter, by what the reader may see, or by both what both say. */
export function chosen({ filters, scope }: View, name: string): readonly string[] {
  const asked = Array.from(filters).find(([each]) => each === name)?.[1];
  const own = scope[name];
  return asked && own ? asked.filter((value) => own.includes(value)) : (asked ?? own ?? []);
}

/** The filters in force and the scope, in words. */
export function filtersInWords(catalog: Catalog, view: View): string {
  const names = new Set<string>([...view.filters.keys(), ...Object.keys(view.scope)]);
  return [...names].map((name) => `${titlesOf(catalog, [name])}：${chosen(view, name).join('、')}`).join('；');
}
