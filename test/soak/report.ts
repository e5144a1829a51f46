import type { Asked } from './ask.ts';
import type { Held } from './process.ts';

export interface Report {
  /** Counts an answer of a kind of visitor. */
  take(kind: string, path: string, asked: Asked): void;
  /** Something that must not be. */
  fault(what: string): void;
  /** What the server holds at this moment. */
  measure(held: Held): void;
  /** How long it took to say that it is well. */
  health(milliseconds: number): void;
  /** What was handed in, published, ended by force. */
  count(what: string): void;
  faults(): readonly string[];
  lines(): string[];
}

interface Kind {
  answered: number;
  refused: number;
  failed: number;
  took: number[];
}

/** The value that so much of all lies below. */
const quantile = (of: readonly number[], share: number): number =>
  [...of].sort((a, b) => a - b)[Math.min(of.length - 1, Math.floor(of.length * share))] ?? 0;

const shown = (milliseconds: number): string => `${Math.round(milliseconds)} ms`;

export function createReport(): Report {
  const kinds = new Map<string, Kind>();
  const counts = new Map<string, number>();
  const faults: string[] = [];
  const held: Held[] = [];
  const healths: number[] = [];
  return {
    take(kind, path, { status, fault, milliseconds }) {
      const of = kinds.get(kind) ?? { answered: 0, refused: 0, failed: 0, took: [] };
      kinds.set(kind, of);
      if (fault !== null) {
        of.failed += 1;
        faults.push(`${kind} ${path}: ${fault}`);
      } else if (status === 503) of.refused += 1;
      else of.answered += 1;
      if (status === 200) of.took.push(milliseconds);
    },
    fault: (what) => void faults.push(what),
    measure: (now) => void held.push(now),
    health: (milliseconds) => void healths.push(milliseconds),
    count: (what) => void counts.set(what, (counts.get(what) ?? 0) + 1),
    faults: () => [...faults, ...growth(held)],
    lines: () => [
      ...Array.from(
        kinds,
        ([kind, { answered, refused, failed, took }]) =>
          `${kind}: ${answered} answered or left, ${refused} clean 503, ${failed} failed; median ${shown(quantile(took, 0.5))}, 99 of 100 within ${shown(quantile(took, 0.99))}`
      ),
      ...Array.from(counts, ([what, count]) => `${what}: ${count}`),
      `health: asked ${healths.length} times, median ${shown(quantile(healths, 0.5))}, 99 of 100 within ${shown(quantile(healths, 0.99))}, worst ${shown(Math.max(0, ...healths))}`,
      `memory: ${held.map(({ memory }) => memory).join(' ')} MiB`,
      `open files: ${held.map(({ files }) => files).join(' ')}`,
    ],
  };
}

/**
 * What a server holds when all have left, the last measure, against what it held after its first tenth: caches
 * fill in that time, what grows afterwards was not given back.
 */
export function growth(held: readonly Held[]): string[] {
  const first = held[Math.floor(held.length / 10)];
  const last = held.at(-1);
  if (!first || !last) return ['nothing was measured'];
  return [
    ...(last.files > first.files + 20 ? [`open files grew from ${first.files} to ${last.files}`] : []),
    ...(last.memory > first.memory * 1.5 + 150 ? [`memory grew from ${first.memory} to ${last.memory} MiB`] : []),
  ];
}
