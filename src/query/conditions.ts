import { notAmong, Refusal } from '#spec';
import type { Catalog } from './catalog.ts';

/** A column of marts.projects and the one value that it is to have; null: unknown. */
export interface Condition {
  column: string;
  isNumber: boolean;
  value: string | number | null;
}

const at = 'only';

/** Reads conditions from what was asked: `quota_exempt:1`, `quota_exemption:方向不限名额`, and `county:` for those whose county is unknown. */
export function readConditions(catalog: Catalog, asked: readonly string[]): Condition[] {
  const columns = catalog.marts.get('projects') ?? new Map<string, { type: string }>();
  return [...new Set(asked)].map((text) => {
    const colon = text.indexOf(':');
    const column = colon === -1 ? text : text.slice(0, colon);
    const value = colon === -1 ? '' : text.slice(colon + 1);
    const type = columns.get(column)?.type;
    if (colon === -1 || type === undefined) throw notAmong(400, 'unknown_column', '项目没有这一列：', { parameter: at, value: column, allowed: [...columns.keys()] });
    if (value === '') return { column, isNumber: false, value: null };
    if (type !== 'number') return { column, isNumber: false, value };
    if (/^-?\d{1,15}(\.\d{1,6})?$/.test(value)) return { column, isNumber: true, value: Number(value) };
    throw new Refusal(400, 'bad_parameter', `${column} 是数，“${value.slice(0, 60)}”不是。`, { parameter: at, value: value.slice(0, 60) });
  });
}
