import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawn, filesOf } from '../changes/province.ts';
import { newWarehouse } from '../changes/versions.ts';
import { isFull } from '../tier.ts';
import { edited, openEntering, real, type Door } from './door.ts';

// The checker that holds the files, and the trial that a load makes: neither is written a second time.

let door: Door;
const limits = 'reference/notices/2025/limits';
beforeAll(async () => {
  const place = await newWarehouse();
  await place.load(filesOf(drawn(7)));
  door = await openEntering(place.warehouse, { worker: real(place.warehouse) });
});
afterAll(() => door.close());

const textOf = async (table: string) => (await door.get(`/api/entering/table?table=${table}`)).body.text as string;

test('what the checker of the files says is told by row and column, in the words of the page', async () => {
  const text = await textOf(limits);
  const [row = ''] = text.split('\n').filter((line) => line.includes('制造业企业'));
  const cells = row.split('\t');
  const draft = await door.draft(
    limits,
    text.replace(row, [...cells.slice(0, 2), '２，０００', ...cells.slice(3)].join('\t'))
  );
  expect(draft.state).toBe('wrong');
  const line = text.split('\n').indexOf(row) + 1;
  expect(draft.problems).toContainEqual({
    row: line,
    column: '不超过',
    message: expect.stringMatching(/^不超过 写的是“２，０００”，要写成整数/),
  });
  expect(draft.elsewhere).toEqual([]);
  expect(draft.outcome).toBeNull();
});

test('what stands is tried as a load would: what it opens, what it settles, and which figures move', async () => {
  const text = await textOf('reference/batches');
  const draft = await door.draft('reference/batches', edited(text, '2025-04-24 17:00:00\t三（一）', '\t'));
  expect([draft.state, draft.problems, draft.elsewhere, draft.stood]).toEqual(['checked', [], [], []]);
  expect(draft.opened.some((item: string) => /2025/.test(item) && /没有填/.test(item))).toBe(true);
  expect(draft.settled).toEqual([]);
  // Unknown is neither a pass nor 0: verdicts that rested on the day are in review.
  const { changes } = draft.outcome;
  expect(changes.verdicts.total).toBeGreaterThan(0);
  expect(changes.verdicts.rows.every(({ to }: { to: string | null }) => to === 'review' || to === null)).toBe(true);
  expect(await readFile(join(door.data, 'reference/batches.csv'))).toEqual(
    await readFile('data/reference/batches.csv')
  );
});

test.skipIf(!isFull)('days off and roles are held by what reads them', async () => {
  const workdays = await textOf('alerts/workdays');
  const wrong = await door.draft('alerts/workdays', edited(workdays, '2025-01-01\t休', '2025-01-04\t休'));
  expect(wrong.problems).toEqual([{ row: 2, column: null, message: '2025-01-04 本来就是周末，不用写。' }]);
  const roles = (await door.get('/api/entering/access/table?table=access/roles')).body.text as string;
  const none = await door.draft('access/roles', edited(roles, 'accounts、settings', 'settings'));
  expect(none.problems[0].message).toMatch(/没有一个角色有 accounts 权限/);
});
