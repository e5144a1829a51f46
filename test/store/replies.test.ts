import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore, recordReply, repliesIn, type Reply } from '#store';

const at = '2026-06-30T12:00:00+08:00';
const reply = (note: string): Reply => ({
  subjectId: 'P1',
  kind: 'apply',
  note,
  name: '张三',
  isVerified: false,
  on: '2026-06-30',
  version: 'v',
});

test('replies are lines of the one chain, come back as they were said, and are never changed', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'replies-')), 'record.sqlite');
  expect(repliesIn(path)).toEqual([]);
  const store = openStore(path);
  const journal = store.append({ stream: 'journal', at, by: null, body: '{}' });
  const first = recordReply(store, reply('下周申请'), at);
  const second = recordReply(store, reply('已经申请'), at);
  expect(repliesIn(path)).toEqual([first, second]);
  expect(first).toEqual({ ...reply('下周申请'), id: store.entries('replies')[0]!.hash, at });
  expect(store.entries('replies')[0]).toMatchObject({ by: '张三', previous: journal.hash });
  expect(store.broken()).toBeNull();
  expect(store.events()).toContain('replied');
  store.close();
});
