import type { Scope } from '#spec';

/** A scope as people write it: `city=济南市、青岛市；county=历下区`. */
export function readScope(text: string): Scope {
  const parts = text.split(/[;；\n]/).filter((part) => part.trim() !== '');
  return Object.fromEntries(
    parts.map((part) => {
      const [dimension = '', values = ''] = part.split(/[=＝]/);
      return [dimension.trim(), valuesIn(values)];
    })
  );
}

const valuesIn = (text: string): string[] => text.split(/[、,，]/).flatMap((each) => each.trim() || []);

/** The same as a form sends it, a field a dimension: `scope_city=济南市、青岛市`. What is left empty limits nothing. */
export function readScopeFields(fields: Readonly<Record<string, unknown>>): Scope {
  const said = Object.entries(fields).flatMap(([name, value]): [string, string[]][] =>
    name.startsWith('scope_') ? [[name.slice('scope_'.length), valuesIn(String(value))]] : []
  );
  return Object.fromEntries(said.filter(([, values]) => values.length > 0));
}
