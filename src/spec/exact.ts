/** A number without rounding: 12345n with 2 decimals is 123.45, which of yuan are fen. */
export interface Exact {
  digits: bigint;
  decimals: number;
}

export const whole = (digits: bigint): Exact => ({ digits, decimals: 0 });
export const zero = whole(0n);

/** Reads 123.45, as DuckDB writes a decimal or a whole number. Anything else is an Error. */
export function parseExact(text: string): Exact {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) throw new Error(`not a decimal number: ${text}`);
  const [, sign = '', above = '0', below = ''] = match;
  return { digits: BigInt(`${sign}${above}${below}`), decimals: below.length };
}

export const add = (a: Exact, b: Exact): Exact => aligned(a, b, (x, y) => x + y);
export const subtract = (a: Exact, b: Exact): Exact => aligned(a, b, (x, y) => x - y);
export const multiply = (a: Exact, b: Exact): Exact => ({
  digits: a.digits * b.digits,
  decimals: a.decimals + b.decimals,
});

export function compare(a: Exact, b: Exact): number {
  const { digits } = subtract(a, b);
  return digits === 0n ? 0 : digits < 0n ? -1 : 1;
}

/** The double next to it. */
export const toNumber = (exact: Exact): number => Number(toText(exact));

export function toText({ digits, decimals }: Exact): string {
  const text = (digits < 0n ? -digits : digits).toString().padStart(decimals + 1, '0');
  const sign = digits < 0n ? '-' : '';
  return decimals === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
}

function aligned(a: Exact, b: Exact, work: (x: bigint, y: bigint) => bigint): Exact {
  const decimals = Math.max(a.decimals, b.decimals);
  const scaled = ({ digits, decimals: own }: Exact) => digits * 10n ** BigInt(decimals - own);
  return { digits: work(scaled(a), scaled(b)), decimals };
}
