import { RefusedScenario } from './refused.ts';

/** A key that nothing reads is refused by name. */
export function closedKeys(raw: Readonly<Record<string, unknown>>, keys: readonly string[]): void {
  const unknown = Object.keys(raw).filter((key) => !keys.includes(key));
  if (unknown.length > 0) throw new RefusedScenario('unknown_key', unknown);
}

/** A whole number, 0 or more, as a number or as text. */
export function whole(raw: unknown, key: string): bigint {
  if (typeof raw === 'bigint' && raw >= 0n) return raw;
  if (
    (typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= 0) ||
    (typeof raw === 'string' && /^\d+$/.test(raw))
  )
    return BigInt(raw);
  throw new RefusedScenario('not_whole', [key, String(raw)]);
}

export function wholeMap(raw: unknown, key: string): Record<string, bigint> {
  return Object.fromEntries(Object.entries(record(raw, key)).map(([name, value]) => [name, whole(value, key)]));
}

export function one<const Word extends string>(raw: unknown, words: readonly Word[], key: string): Word {
  const found = words.find((word) => word === raw);
  if (found === undefined) throw new RefusedScenario('unknown_word', [key, String(raw), ...words]);
  return found;
}

export function text(raw: unknown, key: string): string {
  if (typeof raw === 'string' && raw.trim() !== '') return raw;
  throw new RefusedScenario('missing_key', [key]);
}

export function record(raw: unknown, key: string): Record<string, unknown> {
  if (typeof raw === 'object' && raw !== null && !Array.isArray(raw)) return raw as Record<string, unknown>;
  throw new RefusedScenario('unknown_word', [key, String(raw)]);
}
