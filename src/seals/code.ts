import { alphabet, fromBase32, toBase32 } from './base32.ts';

/** Bytes of a digest that a code holds, and its symbols: those, and two that check them. */
const held = 10;
const length = 18;

/** α is a root of x⁵ + x² + 1: every symbol but 0 is a power of it. */
const powers = powersOf(0b100101);
const logs = new Map(powers.map((value, power) => [value, power]));

function powersOf(polynomial: number): number[] {
  const all = [1];
  while (all.length < 31) {
    const next = all.at(-1)! << 1;
    all.push(next & 32 ? next ^ polynomial : next);
  }
  return all;
}

const product = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : powers[(logs.get(a)! + logs.get(b)!) % 31]!;

/** (x + α)(x + α²): a word that it divides differs from every other such word in three symbols or more. */
const generator = [powers[1]! ^ powers[2]!, product(powers[1]!, powers[2]!)] as const;

/** The two symbols that make a word one that the generator divides. */
function checksOf(symbols: readonly number[]): [number, number] {
  let rest: [number, number] = [0, 0];
  for (const symbol of symbols) {
    const lead = symbol ^ rest[0];
    rest = [rest[1] ^ product(lead, generator[0]), product(lead, generator[1])];
  }
  return rest;
}

const valuesOf = (text: string): number[] => Array.from(text, (symbol) => alphabet.indexOf(symbol));

/** The code of what has this digest (SHA-256, in hex): 80 of its bits and two check symbols, in groups of six. */
export function codeOf(digest: string): string {
  const symbols = toBase32(Buffer.from(digest, 'hex').subarray(0, held));
  const checks = checksOf(valuesOf(symbols)).map((value) => alphabet[value]);
  return grouped(`${symbols}${checks.join('')}`);
}

const grouped = (symbols: string): string => symbols.replace(/(.{6})(?=.)/g, '$1-');

/** A code as somebody wrote it: whole, mistyped (and how), or nothing that looks like one. */
export type ReadCode = { code: string } | { mistyped: string } | null;

/**
 * Reads a code as people type it: in any case and width, with or without its dashes, I and L for 1, O for 0. One or two
 * symbols that are others, or two that changed places, never make another code.
 */
export function readCode(written: string): ReadCode {
  const plain = written.normalize('NFKC').replaceAll(/[\s\-‐-―−·._]/g, '');
  if (plain.length < 8 || plain.length > 30 || !/^[\x21-\x7e]+$/.test(plain)) return null;
  const symbols = plain.toUpperCase().replaceAll(/[IL]/g, '1').replaceAll('O', '0');
  if (!/^[0-9A-Z]+$/.test(symbols)) return null;
  if (symbols.length !== length) return { mistyped: `码有 ${length} 位，这里是 ${symbols.length} 位` };
  const values = valuesOf(symbols);
  const strange = Array.from(symbols).filter((_, at) => values[at]! < 0);
  if (strange.length > 0) return { mistyped: `码里没有 ${[...new Set(strange)].join('、')} 这样的字` };
  const [first, second] = checksOf(values.slice(0, -2));
  if (values.at(-2) !== first || values.at(-1) !== second) return { mistyped: '最后两位校验位对不上前面的' };
  return { code: grouped(symbols) };
}

/** Whether a code is of this digest: by all that it holds. */
export const isCodeOf = (code: string, digest: string): boolean => code === codeOf(digest);

/** The bytes of a digest that a code holds, in hex; null where it is none. */
export function heldBy(code: string): string | null {
  const bytes = fromBase32(code.replaceAll('-', '').slice(0, -2), held);
  return bytes === null ? null : Buffer.from(bytes).toString('hex');
}
