import { AsyncLocalStorage } from 'node:async_hooks';
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { mutationsOf, type Mutation } from './mutations.ts';

/** The walls of the program as this process runs it: each can be taken out and put back while it runs. */
export interface Walls {
  mutations: readonly Mutation[];
  /** Takes these out, by their places among the mutations; all others stand. */
  takeOut(...walls: readonly number[]): void;
  /** Those that were passed since it was asked last, but by what is looked at by itself. */
  passed(): Set<number>;
  /** Those that this passes, beside whatever else is going on. */
  during<T>(work: () => Promise<T>): Promise<{ value: T; walls: ReadonlySet<number> }>;
}

/** Names the walls that are out from the start of a process. */
export const outFromStart = 'MATRIX_OUT';

type Wall = (at: number, without: () => unknown, wall: () => unknown) => unknown;

/**
 * Rewrites each wall, as its file is read, to a question whether it stands. To be called before anything of the program
 * is imported: what has been read already stays as it is.
 */
export function instrument(): Walls {
  const mutations = mutationsOf();
  const byFile = Map.groupBy(
    mutations.map((mutation, at) => ({ ...mutation, id: at })),
    ({ file }) => pathToFileURL(resolve(file)).href
  );
  const { [outFromStart]: told } = process.env;
  let out = new Set((told?.split(',') ?? []).map(Number));
  let passed = new Set<number>();
  const apart = new AsyncLocalStorage<Set<number>>();
  const wall: Wall = (at, without, standing) => {
    (apart.getStore() ?? passed).add(at);
    return out.has(at) ? without() : standing();
  };
  Object.assign(globalThis, { matrixWall: wall });
  registerHooks({
    load(url, context, next) {
      const spans = byFile.get(url);
      if (spans === undefined) return next(url, context);
      const source = questioned(readFileSync(fileURLToPath(url), 'utf8'), spans);
      return { format: 'module-typescript', source, shortCircuit: true };
    },
  });
  return {
    mutations,
    takeOut: (...walls) => void (out = new Set(walls)),
    passed() {
      const all = passed;
      passed = new Set();
      return all;
    },
    async during(work) {
      const own = new Set<number>();
      return { value: await apart.run(own, work), walls: own };
    },
  };
}

type Span = Mutation & { id: number };

/** A text in which each wall is asked whether it stands; walls may stand in walls. */
export function questioned(text: string, spans: readonly Span[]): string {
  const ordered = spans.toSorted((a, b) => a.at - b.at || b.found.length - a.found.length);
  const write = (from: number, to: number, inner: readonly Span[]): string => {
    const [first] = inner;
    if (first === undefined) return text.slice(from, to);
    const end = first.at + first.found.length;
    const within = inner.slice(1).filter(({ at }) => at < end);
    const after = inner.slice(1).filter(({ at }) => at >= end);
    const wall = write(first.at, end, within);
    const asked = `matrixWall(${first.id}, () => (${first.by}), () => (${wall}))`;
    return `${text.slice(from, first.at)}${asked}${write(end, to, after)}`;
  };
  return write(0, text.length, ordered);
}
