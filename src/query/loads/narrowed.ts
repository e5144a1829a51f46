import { notAmong, type Scope } from '#spec';
import { dimensionNames } from '../dimensions.ts';

/** What a scope leaves of what is asked for, as `city:济南市`; several values of one dimension are any of them. */
export function narrowedScope(scope: Scope, asked: readonly string[]): Scope {
  const wanted = new Map<string, string[]>();
  for (const each of asked) {
    const [name = '', ...value] = each.split(':');
    if (!dimensionNames.includes(name as (typeof dimensionNames)[number]) || value.length === 0)
      throw notAmong(400, 'unknown_dimension', '要写成“维度:值”，没有维度', {
        parameter: 'of',
        value: each,
        allowed: [...dimensionNames],
      });
    wanted.set(name, [...(wanted.get(name) ?? []), value.join(':')]);
  }
  const narrowed = Array.from(wanted, ([name, values]) => {
    const own = scope[name];
    return [name, own === undefined ? values : values.filter((value) => own.includes(value))] as const;
  });
  return { ...scope, ...Object.fromEntries(narrowed) };
}
