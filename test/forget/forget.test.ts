import { expect, test } from 'vitest';
import { sized } from '../tier.ts';
import { draw } from './draw.ts';
import { forget } from './run.ts';
import { reasons } from './undetectable.ts';
import { lineOf } from './words.ts';

test('what is lost or mistyped in the folder of a notice is refused, or told as open, and nothing passes by it', async () => {
  const seed = process.env.FORGET_SEED ?? new Date().toISOString().slice(0, 10);
  const tried = await forget({ choose: (trials) => draw(trials, { each: sized(1, 6), seed, share: sized(0.1, 1) }) });
  expect(tried.filter(({ outcome }) => outcome === 'wrong').map(lineOf), `seed ${seed}`).toEqual([]);
  expect(tried.filter(({ isJudged }) => isJudged).length).toBeGreaterThan(sized(5, 50));
  expect(tried.filter(({ outcome }) => outcome === 'open').length).toBeGreaterThan(sized(5, 50));
  expect(tried.filter(({ outcome }) => outcome === 'refused').length).toBeGreaterThan(sized(2, 20));
  expect(reasons.length).toBeLessThan(70);
});
