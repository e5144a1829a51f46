const names: readonly string[] = [
  ...['rule', 'on', 'base', 'rate', 'at_least', 'cap', 'budget', 'control', 'tail', 'unit', 'leftover', 'version'],
];

/** The part of an address that the API is asked; a field that was left empty says nothing. */
export const askedHere = (params: URLSearchParams): URLSearchParams =>
  new URLSearchParams(Array.from(params).filter(([name, value]) => names.includes(name) && value !== ''));

/** Fen as 万元, exactly, in groups of three: 8,236 or 0.0001; null is unknown. */
export function wan(fen: string | null): string {
  if (fen === null) return '未知';
  const isLess = fen.startsWith('-');
  const digits = (isLess ? fen.slice(1) : fen).padStart(7, '0');
  const above = digits.slice(0, -6).replace(/\B(?=(?:\d{3})+$)/g, ',');
  const below = digits.slice(-6).replace(/0+$/, '');
  return `${isLess ? '−' : ''}${above}${below === '' ? '' : `.${below}`}`;
}

/** The same of a fraction of fen, whose part below a fen is cut off and said to be. */
export function wanOf(quotient: string): string {
  const [above = '0', below] = quotient.split('/');
  if (below === undefined) return wan(above);
  return `${wan((BigInt(above) / BigInt(below)).toString())}…`;
}

export const signedWan = (fen: string): string => (fen.startsWith('-') || fen === '0' ? wan(fen) : `+${wan(fen)}`);

/** The address of one rule with what else is asked. */
export function withRule(params: URLSearchParams, rule: string): string {
  const one = new URLSearchParams(params);
  one.delete('rule');
  one.set('rule', rule);
  return `?${one}`;
}

/**
 * Values as their dimension lists them; where none does, amounts from the least: below 500, 500–1000, from 5000 on, and
 * what is unknown last.
 */
export function inTheirOrder(values: readonly string[], listed: readonly string[] = []): string[] {
  const rank = (value: string) => {
    const at = listed.indexOf(value);
    if (at >= 0) return at;
    const [amount] = /\d+/.exec(value) ?? [];
    return listed.length > 0 || amount === undefined ? Infinity : value.startsWith('不到') ? 0 : Number(amount);
  };
  return values.toSorted((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
}
