import { codes, sayDays, type ProofCondition } from '#spec';
import type { Catalog } from '../catalog.ts';
import { cubeOf, isOfDays } from '../dimensions.ts';
import { rulesInView, sayClauses } from '../notice/notices.ts';
import type { View } from '../relations.ts';

function wordsOf(catalog: Catalog, column: string, values: readonly (string | number | null)[]): { words?: string[] } {
  const known: Readonly<Record<string, Readonly<Record<string, string>>>> = codes;
  const wordOf = (value: string) => (column === 'rule' ? catalog.rules.get(value)?.title : known[column]?.[value]);
  const words = values.flatMap((value) => (typeof value === 'string' ? (wordOf(value) ?? []) : []));
  return words.length === values.length ? { words } : {};
}

/** A count of what one rule found rests on the rule's clause. */
export function clauseOf(catalog: Catalog, { only = [], filters }: View): { clause?: string } {
  const [rule, ...others] = only.find(({ column }) => column === 'rule')?.values ?? [];
  const ofRule = rulesInView(catalog, filters).filter((each) => each.rule === rule);
  const clause =
    others.length === 0 && typeof rule === 'string'
      ? sayClauses(ofRule.map(({ quotedFrom, clause }) => ({ notice: quotedFrom, clause })))
      : undefined;
  return clause === undefined ? {} : { clause };
}

/** The conditions that a number obeys, as readers are told them. */
export function conditionsShown(
  catalog: Catalog,
  { filters, scope, only = [] }: View,
  of = 'projects'
): ProofCondition[] {
  const titleOf = (name: string) =>
    catalog.marts.get(of)?.get(name)?.title ?? catalog.marts.get(cubeOf(name) ?? 'projects')?.get(name)?.title ?? name;
  return [
    ...Array.from(filters, ([name, values]) => ({
      name,
      title: titleOf(name),
      values: [...values],
      ...(isOfDays(name) ? { words: [sayDays(values)] } : {}),
    })),
    ...only.map(({ column, values }) => ({
      name: column,
      title: titleOf(column),
      values,
      ...wordsOf(catalog, column, values),
    })),
    ...Object.entries(scope).map(([name, values]) => ({
      name: 'scope',
      title: `只看${titleOf(name)}`,
      values: [...values],
    })),
  ];
}
