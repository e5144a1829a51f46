import { expect, test } from 'vitest';
import { openBuild } from '#warehouse';

const slow = 'select sum(a.i * b.i)::bigint as n from range(6000) as a(i), range(6000) as b(i)';

test('a build that is closed while statements run ends after them', async () => {
  const build = await openBuild(':memory:', { threads: 1 });
  const running = Promise.allSettled([
    build.read('wrong', 'from nowhere'),
    build.read('first', slow),
    build.read('second', slow),
  ]);
  await build.read('third', 'select 1 as one');
  build.close();
  const [wrong, first, second] = await running;
  expect(wrong.status).toBe('rejected');
  expect([first.status, second.status]).toEqual(['fulfilled', 'fulfilled']);
  await expect(build.read('after', 'select 1 as one')).rejects.toThrow(/after/);
});
