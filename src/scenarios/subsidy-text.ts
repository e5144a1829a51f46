/** A rule for subsidies as the text of its file: what is not said is left out, as the reader takes it. */
export function writeSubsidyText(keys: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(keys).flatMap(([key, value]) =>
    value === undefined || value === null ? [] : [`  ${key}: ${literal(value, '  ')},`]
  );
  return [`import { defineSubsidy } from '#spec';`, '', 'export default defineSubsidy({', ...lines, '});', ''].join(
    '\n'
  );
}

function literal(value: unknown, indent: string): string {
  if (typeof value === 'string') return `'${value.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`;
  if (typeof value !== 'object' || value === null) return String(value);
  const deeper = `${indent}  `;
  const items = Array.isArray(value)
    ? value.map((each) => `${deeper}${literal(each, deeper)},`)
    : Object.entries(value).map(([key, each]) => `${deeper}${keyOf(key)}: ${literal(each, deeper)},`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return items.length === 0 ? `${open}${close}` : `${open}\n${items.join('\n')}\n${indent}${close}`;
}

const keyOf = (key: string): string => (/^[a-z_]+$/i.test(key) ? key : literal(key, ''));
