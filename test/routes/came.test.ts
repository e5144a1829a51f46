import { expect, test } from 'vitest';
import type { Outcome, Upload } from '#spec';
import { cameOf } from '../../src/routes/data/upload/came.ts';

const sheet = (file: string, read: number, loaded: number, totals = 0) => ({ file, read, loaded, totals, blank: 1 });
const file = (path: string) => ({ name: path, path, sha256: 'a'.repeat(64) });

test('a file is told by its rows, what is gone with it and what is to be mended; another’s is not told', () => {
  const outcome = {
    files: [sheet('甲.xlsx', 4, 1, 1), sheet('甲.xlsx', 3, 2), sheet('乙.csv', 9, 8)],
    replacements: [
      {
        file: '甲.xlsx',
        gone: { column: '项目编号', count: 1, names: ['P2'] },
        problems: { cured: 0, remaining: 1, fresh: 2 },
      },
    ],
  } as unknown as Outcome;
  expect(cameOf(outcome, [file('甲.xlsx'), file('丙.csv')] as unknown as Upload['files'])).toEqual([
    {
      file: '甲.xlsx',
      sha256: 'a'.repeat(64),
      read: 4,
      loaded: 3,
      gone: { column: '项目编号', count: 1, names: ['P2'] },
      problems: { cured: 0, remaining: 1, fresh: 2 },
    },
  ]);
});
