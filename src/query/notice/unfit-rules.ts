import { codes, type Unfit } from '#spec';
import type { Catalog } from '../catalog.ts';
import { titlesOf, type Filters } from '../filters.ts';
import { rulesInView } from './notices.ts';

/**
 * The filters in force that what a rule says of one kind of subject does not know: what is said of a city knows no task
 * of a project.
 */
export function unheardBy(catalog: Catalog, rule: string, filters: Filters): { kind: string; filters: string[] }[] {
  return (catalog.judged.get(rule) ?? []).map(({ kind, known }) => ({
    kind,
    filters: [...filters.keys()].filter((filter) => !known.has(filter)),
  }));
}

/** Why a rule is not applicable under these filters: whatever it judges does not know them. Null where it is. */
export function unfitRule(catalog: Catalog, rule: string, filters: Filters): Unfit | null {
  const kinds = unheardBy(catalog, rule, filters);
  if (kinds.length === 0 || kinds.some((each) => each.filters.length === 0)) return null;
  const unheard = [...filters.keys()].filter((filter) => kinds.some((each) => each.filters.includes(filter)));
  return { state: 'not_applicable', filters: unheard, says: `按${titlesOf(catalog, unheard)}筛选不适用。` };
}

/**
 * Why a count of findings is none: all the rules that it is of, by its conditions `rule:name`, are not applicable under
 * these filters. Nothing where it is of others too.
 */
export function unfitCount(catalog: Catalog, filters: Filters, conditions: readonly string[]): Unfit[] {
  const rules = conditions.flatMap((each) => (each.startsWith('rule:') ? [each.slice('rule:'.length)] : []));
  const unfit = rules.map((rule) => unfitRule(catalog, rule, filters));
  return unfit.flatMap((each) => each ?? []).slice(0, unfit.length > 0 && !unfit.includes(null) ? unfit.length : 0);
}

/** The rules in view that are not applicable under these filters: none of what they found is among the findings. */
export function unfitRules(catalog: Catalog, filters: Filters, among?: readonly string[]): Unfit[] {
  const inView = [...new Set(rulesInView(catalog, filters).map(({ rule }) => rule))];
  const found = inView
    .filter((rule) => among === undefined || among.includes(rule))
    .flatMap((rule) => {
      const kinds = unheardBy(catalog, rule, filters);
      const unfit = kinds.filter((each) => each.filters.length > 0);
      const title = catalog.rules.get(rule)?.title ?? rule;
      const parts = unfit.map(({ kind }) => `按${kindsOfSubjects[kind] ?? kind}判的`).join('、');
      return unfit.length === 0 ? [] : [{ title: unfit.length < kinds.length ? `${title}（${parts}）` : title, unfit }];
    });
  if (found.length === 0) return [];
  const names = [...filters.keys()].filter((filter) =>
    found.some(({ unfit }) => unfit.some((each) => each.filters.includes(filter)))
  );
  const titles = found.map(({ title }) => title).join('、');
  const says = `按${titlesOf(catalog, names)}筛选，${found.length} 条规则不适用，不在此列：${titles}。`;
  return [{ state: 'left_out', filters: names, says }];
}

const kindsOfSubjects: Readonly<Record<string, string>> = codes.subject_kind;
