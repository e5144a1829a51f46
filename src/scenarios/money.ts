import { readFraction } from '#spec/fraction';
import { RefusedScenario } from './refused.ts';

const inFen = { 亿元: 10_000_000_000n, 万元: 1_000_000n, 元: 100n, 分: 1n } as const;

/** `200万元`, `0.5 亿元`, `12.34元` as whole fen. A number without its unit is refused: of what, nobody could tell. */
export function readMoney(raw: unknown, key: string): bigint {
  const [, amount, unit] = /^(\d+(?:\.\d+)?) ?(亿元|万元|元|分)$/.exec(typeof raw === 'string' ? raw.trim() : '') ?? [];
  if (amount === undefined || unit === undefined) throw new RefusedScenario('not_money', [key, String(raw)]);
  const { above, below } = readFraction(amount);
  const fen = above * inFen[unit as keyof typeof inFen];
  if (fen % below !== 0n) throw new RefusedScenario('not_money', [key, String(raw)]);
  return fen / below;
}

/** Fen as 万元, exactly: 8269.5 where it is so. */
export function sayWan(fen: bigint): string {
  const sign = fen < 0n ? '−' : '';
  const digits = (fen < 0n ? -fen : fen).toString().padStart(7, '0');
  const below = digits.slice(-6).replace(/0+$/, '');
  return `${sign}${digits.slice(0, -6)}${below === '' ? '' : `.${below}`}`;
}
