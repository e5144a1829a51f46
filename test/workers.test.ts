import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { limits, workersOf } from '#server/workers.ts';

test('a task that takes longer than it may is ended, and says so', async () => {
  const warehouse = await mkdtemp(join(tmpdir(), 'workers-'));
  const work = workersOf(warehouse, { ...limits, 'new-day': 0 });
  const { signal } = new AbortController();
  await expect(work('new-day', '', { signal })).rejects.toThrow('new-day  was stopped after 0 minutes');
  await rm(warehouse, { recursive: true });
});
