import { expect, test } from 'vitest';
import { buildSizeFor } from '#pipeline';
import { restOf } from '../../../src/pipeline/versions/readings.ts';

const mebibyte = 2 ** 20;
const cores = [1, 2, 3, 4, 8, 64];

test('statements that run beside each other have no more threads together than there are cores', () => {
  for (const count of cores)
    for (const bytes of [0, 1, 4, 76, 127, 128, 1000].map((each) => each * mebibyte)) {
      const { threads = count, abreast = 1 } = buildSizeFor(bytes, 2250 * mebibyte, count);
      expect(threads, `${bytes} bytes on ${count}`).toBeGreaterThan(0);
      expect(threads * abreast, `${bytes} bytes on ${count}`).toBeLessThanOrEqual(count);
    }
});

test('two statements share a build where there is memory for all that it holds, and tables are not large', () => {
  const of = (bytes: number, memory: number) => buildSizeFor(bytes * mebibyte, memory * mebibyte, 2);
  expect(of(76, 1700)).toEqual({ memory: '1700MiB', threads: 1, abreast: 2 });
  expect(of(76, 800)).toEqual({ memory: '800MiB' });
  expect(of(800, 20_000)).toEqual({ memory: '20000MiB' });
  expect(of(1, 800)).toMatchObject({ threads: 1, abreast: 2, blockSize: 16_384 });
});

test('who reads has a part of the memory of the build, and never more than half of it', () => {
  expect(restOf('2250MiB', { abreast: 2, memory: 256 })).toBe('1738MiB');
  expect(restOf('700MiB', { abreast: 2, memory: 256 })).toBe('350MiB');
  expect(restOf('700MiB', { abreast: 1 })).toBe('700MiB');
});
