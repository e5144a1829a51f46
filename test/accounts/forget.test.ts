import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accessFile, forgetVisits } from '#access';
import { openAccess } from '../../src/access/store/open.ts';

const failAt = "insert into attempts (kind, key, at) values ('address', '10.0.0.1', ?)";

/** Accounts of a warehouse, with a failure of each of two moments. */
function failed() {
  const warehouse = mkdtempSync(join(tmpdir(), 'visits-'));
  const store = openAccess(accessFile(warehouse));
  for (const at of [100, 200]) store.database.prepare(failAt).run(at);
  return { warehouse, store };
}

test('how people came is forgotten once it is over, and not before', () => {
  const { warehouse, store } = failed();
  expect([forgetVisits(warehouse, 150, false), forgetVisits(warehouse, 150, true)]).toEqual([1, 1]);
  expect(forgetVisits(warehouse, 150, true)).toBe(0);
  expect(store.database.prepare('select at from attempts').all()).toEqual([{ at: 200 }]);
  store.close();
});

test('so are journeys to a provider, which an older program kept with the page that was wanted', () => {
  const { warehouse, store } = failed();
  store.database.exec(
    "create table journeys (id text, back text, ends_at integer); insert into journeys values ('x', '/p', 100)"
  );
  expect([forgetVisits(warehouse, 150, true), forgetVisits(warehouse, 150, false)]).toEqual([2, 0]);
  store.close();
});
