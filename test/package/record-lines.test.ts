import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordFile } from '#pipeline';
import { openStore, paperStream } from '#store';
import { recordLinesOf } from '../../src/package/record-lines.ts';

let warehouse: string;
beforeAll(async () => {
  warehouse = await mkdtemp(join(tmpdir(), 'record-lines-'));
});
afterAll(() => rm(warehouse, { recursive: true }));

test('of what is on paper a package holds what was issued, and no word of a draft', async () => {
  const store = openStore(recordFile(warehouse));
  const enter = (body: object) =>
    store.append({ stream: paperStream, at: '2026-06-30T12:00:00', by: '张三', body: JSON.stringify(body) });
  try {
    enter({ event: 'sealed', code: 'A' });
    enter({ event: 'revision_drafted', id: 'draft' });
    enter({ event: 'revision_drafted', id: 'issued' });
    enter({ event: 'revision_worded', id: 'draft', effect: '草稿里的话' });
    enter({ event: 'revision_worded', id: 'issued', effect: '签发的话' });
    enter({ event: 'revision_issued', id: 'issued', number: '1', code: 'B' });
  } finally {
    store.close();
  }
  const { papers } = await recordLinesOf(warehouse, 'any');
  expect(papers.map(({ body }) => body).join('\n')).not.toContain('draft"');
  expect(papers.map(({ body }) => (JSON.parse(body) as { event: string }).event)).toEqual([
    'sealed',
    'revision_drafted',
    'revision_worded',
    'revision_issued',
  ]);
});
