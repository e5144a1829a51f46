import { describe, expect, it } from 'vitest';
import { sized, some } from '../tier.ts';
import { cases, wrongOf } from './cases.ts';
import { mutants } from './mutants.ts';
import { trials } from './trials.ts';
import { surviving } from './try-mutants.ts';

describe('the engine of scenarios', () => {
  for (const one of cases) it(one.name, () => expect(wrongOf(one)).toEqual([]));

  it('answers as a plainer reckoning does, and keeps its certificates', () => {
    const { wrong, kinds } = trials(0, sized(400, 10_000));
    expect(wrong).toEqual([]);
    // Of each kind there are some: a trial that refuses everything says nothing.
    for (const kind of [
      'quota given',
      'quota tie',
      'quota refused',
      'subsidy given',
      'subsidy bound',
      'subsidy refused',
    ])
      expect(kinds[kind], kind).toBeGreaterThan(10);
  });

  it('is told from each mutant of it', () => {
    expect(surviving(some([...mutants.keys()], 3))).toEqual([]);
  });
});
