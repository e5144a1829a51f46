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

test('a build looks for no extension, though a name is one of theirs', async () => {
  const build = await openBuild(':memory:', { threads: 1 });
  const [found] = await build.read(
    'settings',
    `select current_setting('autoinstall_known_extensions') as installs, current_setting('autoload_known_extensions') as loads`
  );
  await expect(build.run('text', `select text(1, '0.0')`)).rejects.toThrow(/exists in the excel extension/);
  build.close();
  expect(found).toEqual({ installs: false, loads: false });
});
