/** Numbers that follow from a seed alone. */
export interface Dice {
  /** A whole number from 0 up to and without `below`. */
  upTo(below: number): number;
  one<T>(of: readonly T[]): T;
  /** Once in so many times. */
  oneIn(times: number): boolean;
}

export function diceOf(seed: number): Dice {
  let state = (seed * 2_654_435_761 + 1_013_904_223) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const upTo = (below: number) => next() % below;
  return { upTo, one: (of) => of[upTo(of.length)]!, oneIn: (times) => upTo(times) === 0 };
}
