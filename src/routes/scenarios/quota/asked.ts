import type { FactorUsed } from '#spec';

/** What an address asks of the scenarios, by the names that the API has for it. */
export const names = ['rule', 'on', 'weights_of', 'total', 'floor', 'ceiling', 'method', 'penalty', 'version'] as const;

/** The part of an address that the API is asked; a field that was left empty says nothing. */
export const askedHere = (params: URLSearchParams): URLSearchParams =>
  new URLSearchParams(
    Array.from(params).filter(([name, value]) => (names as readonly string[]).includes(name) && value !== '')
  );

/** The address with other values; null takes one out. */
export function withValues(params: URLSearchParams, values: Readonly<Record<string, string | null>>): string {
  const changed = new URLSearchParams(params);
  for (const [name, value] of Object.entries(values)) {
    changed.delete(name);
    if (value !== null) changed.set(name, value);
  }
  return `?${changed}`;
}

/** A number or, where the least and the most differ, both. */
export const range = ([least, most]: readonly [number, number]): string =>
  least === most ? `${least}` : `${least}–${most}`;

export const signed = (change: number | null): string =>
  change === null ? '—' : change > 0 ? `+${change}` : change < 0 ? `−${-change}` : '0';

/** `441396/32729` with some digits behind the point; one that has more is cut off, and ends in …. */
export function shown(quotient: string | null, digits = 2): string {
  if (quotient === null) return '—';
  const [above = '', below] = quotient.split('/');
  if (below === undefined) return above;
  const moved = BigInt(above) * 10n ** BigInt(digits);
  const text = (moved / BigInt(below)).toString().padStart(digits + 1, '0');
  const decimal = `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return moved % BigInt(below) === 0n ? decimal.replace(/0+$/, '') : `${decimal}…`;
}

/** Where the number that a weight is made of is followed to its rows. */
export const proofOf = (metric: string, city: string, batch: string, version: string | null): string =>
  `/explain?${new URLSearchParams([
    ['metric', metric],
    ['city', city],
    ['batch', batch],
    ...(version === null ? [] : [['version', version]]),
  ])}`;

/** Where a factor that a weight is made of stands in the file that it was handed in by. */
export const rowOf = ({ file, sheet, row, sha256 }: FactorUsed, version: string): string =>
  `/data/receipts/${encodeURIComponent(version)}/files/${sha256}?${new URLSearchParams([
    ['file', file],
    ['sheet', sheet],
    ['row', String(row)],
  ])}`;
