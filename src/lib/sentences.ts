import type { Table } from '#spec';
import { column } from './charts/read.ts';
import { plain, withUnit } from './format.ts';

/**
 * Sentences with the values of the first row for the names in braces, each with its unit, counts without. One that
 * names an unknown value says nothing true: it is left out.
 */
export function sentencesOf(templates: readonly string[], table: Table): string[] {
  const [row = {}] = table.rows;
  return templates.flatMap((template) => {
    const names = Array.from(template.matchAll(/\{(\w+)\}/g), ([, name = '']) => name);
    if (names.some((name) => (row[name] ?? null) === null)) return [];
    return template.replace(/\{(\w+)\}/g, (_, name: string) => {
      const shown = column(table, name);
      return withUnit(row[name] ?? null, shown.format === 'count' ? plain : shown);
    });
  });
}
