import { expect, test } from 'vitest';
import { deadlineOf } from '../../src/warehouse/deadline.ts';

const connection = { interrupt: () => undefined } as unknown as Parameters<ReturnType<typeof deadlineOf>['spend']>[0];
const after = (milliseconds: number) => new Promise<null>((resolve) => setTimeout(() => resolve(null), milliseconds));

test('a query that was interrupted and ends as if it were whole is no answer', async () => {
  await expect(deadlineOf(0.05).spend(connection, () => after(200))).rejects.toMatchObject({ code: 'timeout' });
  const gone = new AbortController();
  setTimeout(() => gone.abort(), 20);
  await expect(deadlineOf(5, gone.signal).spend(connection, () => after(200))).rejects.toMatchObject({
    code: 'aborted',
  });
  expect(await deadlineOf(5).spend(connection, () => after(1))).toBeNull();
});
