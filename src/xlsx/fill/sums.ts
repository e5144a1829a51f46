import { columnLetters, parseRange } from '../reference.ts';

/** Adds decimals as people do: 0.1 and 0.2 are 0.3. */
export function exactSum(numbers: readonly number[]): number {
  const places = Math.max(0, ...numbers.map((each) => (/^-?\d+\.(\d+)$/.exec(String(each))?.[1] ?? '').length));
  if (numbers.some((each) => !/^-?\d+(\.\d+)?$/.test(String(each))))
    return numbers.reduce((sum, each) => sum + each, 0);
  const sum = numbers.reduce((whole, each) => {
    const [front = '0', back = ''] = String(each).split('.');
    return whole + BigInt(front + back.padEnd(places, '0'));
  }, 0n);
  const digits = String(sum < 0n ? -sum : sum).padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return Number(`${sum < 0n ? '-' : ''}${text}`);
}

/** What cells of a sheet hold: a number, a formula that is not worked out yet (null), or nothing that is added. */
export type Held = (cell: string) => number | null | undefined;

/** What a formula that adds ranges of its own sheet comes to; null where it is another, or not all of it is known. */
export function valueOfSum(formula: string, held: Held): number | null {
  const [, list] = /^=?\s*SUM\(([A-Z0-9$:,\s]+)\)$/i.exec(formula.trim()) ?? [];
  if (list === undefined) return null;
  const numbers: number[] = [];
  for (const text of list.split(',')) {
    const range = parseRange(text.trim().replaceAll('$', '').toUpperCase());
    if (range === null) return null;
    for (let row = range.top; row <= range.bottom; row++)
      for (let column = range.left; column <= range.right; column++) {
        const value = held(`${columnLetters(column)}${row}`);
        if (value === null) return null;
        if (value !== undefined) numbers.push(value);
      }
  }
  return exactSum(numbers);
}
