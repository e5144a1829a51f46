import type { ColumnInfo } from '#spec';
import { search } from './filters.ts';

/** A choice that a list is narrowed by: a parameter of its address, and what may be said of it. */
export interface Field {
  name: string;
  title: string;
  options: readonly (readonly [value: string, title: string])[];
}

/** The parameters by which every list says which numbers it is narrowed by, and which columns it shows. */
export const range = ['number', 'at_least', 'at_most'] as const;
export const shownBy = 'show';

/** The names in the address of a list that a file of it must say, too. */
export const narrowingNames = ['only', ...range, shownBy];

/** What stands in a form for what the form itself does not say. */
export function besides(params: URLSearchParams, fields: readonly Field[], own: readonly string[]): [string, string][] {
  const told = new Set(fields.flatMap(({ name, options }) => options.map(([value]) => `${name}=${value}`)));
  const passing = new Set(['offset', 'done', 'problem', ...own]);
  return Array.from(params).filter(
    ([name, value]) => value !== '' && !passing.has(name) && !name.startsWith('said_') && !told.has(`${name}=${value}`)
  );
}

/** Of a field the option that is chosen; '' where none is. */
export const chosenIn = (params: URLSearchParams, { name, options }: Field): string =>
  options.find(([value]) => params.getAll(name).includes(value))?.[0] ?? '';

/** What narrows a list, said, each with the address without it. */
export function narrowChips(
  params: URLSearchParams,
  fields: readonly Field[],
  numbers: readonly Pick<ColumnInfo, 'name' | 'title' | 'unit'>[]
): { title: string; value: string; without: string }[] {
  const kept = Array.from(params).filter(([name, value]) => name !== 'offset' && value !== '');
  const chosen = fields.flatMap((field) => {
    const value = chosenIn(params, field);
    if (value === '') return [];
    const without = search(kept.filter(([name, said]) => name !== field.name || said !== value));
    const title = field.options.find(([each]) => each === value)?.[1] ?? value;
    return [{ title: field.title, value: title, without }];
  });
  const number = numbers.find(({ name }) => name === params.get('number'));
  const [least, most] = [params.get('at_least') || null, params.get('at_most') || null];
  if (!number || (least === null && most === null)) return chosen;
  const unit = number.unit === '元' ? '万元' : (number.unit ?? '');
  const value =
    least === null ? `≤ ${most} ${unit}` : most === null ? `≥ ${least} ${unit}` : `${least}–${most} ${unit}`;
  const without = search(kept.filter(([name]) => !(range as readonly string[]).includes(name)));
  return [...chosen, { title: number.title, value, without }];
}

/** The columns that an address asks for, of those that there are; by default these. */
export function columnsShown(params: URLSearchParams, known: readonly string[], usual: readonly string[]): string[] {
  const asked = params.getAll(shownBy).filter((name) => known.includes(name));
  return asked.length > 0 ? asked : usual.filter((name) => known.includes(name));
}
