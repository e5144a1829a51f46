import { bindsAs } from './expression.ts';
import { Unported } from './node.ts';

/** A query with the type of each value that it binds, and those values alone. */
export function valuesIn(
  sql: string,
  given: Record<string, string | number>
): { sql: string; values: Record<string, string | number> } {
  const values: Record<string, string | number> = {};
  const typed = sql.replaceAll(bindsAs, (_, name: string) => {
    const value = given[name];
    if (value === undefined) throw new Unported('the value', `$${name}, which is not given`);
    values[name] = value;
    return `{${name}:${typeof value === 'string' ? 'String' : Number.isInteger(value) ? 'Int64' : 'Float64'}}`;
  });
  return { sql: typed, values };
}
