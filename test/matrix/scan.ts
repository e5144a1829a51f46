import { plainNumber, type Canary } from './canaries.ts';

/** Finds the canaries in a text, each once. */
export type Scan = (text: string) => Canary[];

const length = 6;
const number = /\d[\d,]*\.\d+/g;

/** Looks every place of a text up in an index of how canaries begin, and its numbers as numbers. */
export function createScan(canaries: readonly Canary[]): Scan {
  const numbers = new Map(canaries.filter(({ value }) => /^\d+(?:\.\d+)?$/.test(value)).map((one) => [one.value, one]));
  const texts = new Map<string, Canary[]>();
  const starts = new Uint8Array(1 << 16);
  for (const canary of canaries) {
    if (/^\d+\.\d+$/.test(canary.value)) continue;
    const start = canary.value.slice(0, length);
    texts.set(start, [...(texts.get(start) ?? []), canary]);
    starts[hash(start, 0)] = 1;
  }
  return (text) => {
    const found = new Set<Canary>();
    for (let at = 0; at + length <= text.length; at++) {
      if (starts[hash(text, at)] === 0) continue;
      for (const canary of texts.get(text.slice(at, at + length)) ?? [])
        if (text.startsWith(canary.value, at) && isWhole(text, at, canary.value)) found.add(canary);
    }
    for (const [written] of text.matchAll(number)) {
      const canary = numbers.get(plainNumber(written));
      if (canary) found.add(canary);
    }
    return [...found];
  };
}

const hash = (text: string, at: number): number =>
  (text.charCodeAt(at) * 31 +
    text.charCodeAt(at + 1) * 131 +
    text.charCodeAt(at + 3) * 1031 +
    text.charCodeAt(at + 5) * 7) &
  0xffff;

/** A number in a longer one is another. */
function isWhole(text: string, at: number, value: string): boolean {
  if (!/^\d+$/.test(value)) return true;
  return !/\d/.test(text[at - 1] ?? '') && !/\d/.test(text[at + value.length] ?? '');
}
