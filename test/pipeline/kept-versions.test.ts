import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOfFile, readCurrent } from '#warehouse';
import { gb18030 } from '../intake/bytes.ts';
import { sheet } from '../intake/office-sheet.ts';
import { workbook } from '../province/workbook/package.ts';
import { sized } from '../tier.ts';
import { plot } from './plot.ts';

/** Trees enough for their reading to be kept: some of no height, some without a number, some in another file too. */
const grove = (name: string, height: number, from = 0) =>
  `编号,树高\n${Array.from({ length: 8000 }, (_, i) => `${i % 997 === 5 ? '' : `${name}${from + i}`},${i % 500 === 7 ? '高' : height}`).join('\n')}\n`;
const book = (...lines: [string, string][]) =>
  workbook({ sheets: [sheet('树', [['编号', '树高'], ...lines]), sheet('说明', [['请查收']])] });

/** What is handed in, by the extension that it comes with. */
const contents: Readonly<Record<string, readonly [extension: string, bytes: string | Uint8Array]>> = {
  many: ['csv', grove('A', 2)],
  manyCorrected: ['csv', grove('A', 3)],
  manyOthers: ['csv', grove('A', 4, 4000)],
  inChinese: ['csv', gb18030(grove('丙', 5))],
  few: ['csv', '编号,树高\nA1,9\nB1,1\n,2\nB1,3\n'],
  book: ['xlsx', book(['A2', '7'], ['C1', '高'])],
  otherBook: ['xlsx', book(['A2', '8'])],
  noTable: ['csv', '各位：附上表格，请查收。\n'],
  damaged: ['xlsx', 'PK\u0003\u0004'],
};
const names = ['trees', '县/trees', 'trees（更正）', "a'b/trees", '表'];

const step = fc.record({
  is: fc.constantFrom('add', 'add', 'replace', 'remove', 'rename', 'again'),
  at: fc.nat(20),
  content: fc.constantFrom(...Object.keys(contents)),
  name: fc.constantFrom(...names),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What lies in the folder after one thing more was done: path → which content. */
function after(there: ReadonlyMap<string, string>, { is, at, content, name }: Step, nth: number): Map<string, string> {
  const next = new Map(there);
  const path = [...there.keys()][at % Math.max(1, there.size)];
  const nameOf = (of: string) => `${name}_${nth}.${contents[of]![0]}`;
  if (is === 'add' || path === undefined) next.set(nameOf(content), content);
  else if (is === 'remove') next.delete(path);
  else if (is === 'rename') {
    next.delete(path);
    next.set(nameOf(there.get(path)!), there.get(path)!);
  } else if (is === 'replace') {
    const [extension] = contents[content]!;
    if (path.endsWith(extension)) next.set(path, content);
  }
  return next;
}

async function lay(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  for (const [path, content] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), contents[content]![1]);
  }
}

/** Every table, but when it was loaded and what was compared with the version before: of the first there is none. */
async function tables(warehouse: string) {
  const current = await readCurrent(warehouse);
  return [...(await digestOfFile(current!.path))].filter(([name]) => !/^loads\.(load|compared)$/.test(name));
}

test(
  'whatever was handed in, corrected, removed and renamed before, a version is the one made from nothing',
  { timeout: 900_000 },
  async () => {
    let taken = 0;
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 6 }), async (steps) => {
        const { folder, warehouse, again, steps: told } = await plot({ files: {} });
        let there = new Map([['trees_A.csv', 'many']]);
        for (const [i, each] of steps.entries()) {
          there = after(there, each, i);
          await lay(folder, there);
          // The day turns, so that a load of the same files is none that was made before.
          const asOf = `2026-01-${String(i + 1).padStart(2, '0')}`;
          const { status } = await again({ asOf });
          taken += told.filter((said) => said.endsWith('（以前读过）')).length;
          told.length = 0;
          if (i < steps.length - 1) continue;
          const fresh = await plot({ files: {} });
          expect(status).toBe((await fresh.again({ folder, asOf })).status);
          if (status !== 'published') continue;
          compared += 1;
          expect(await tables(warehouse)).toEqual(await tables(fresh.warehouse));
        }
      }),
      { numRuns: sized(1, 32), seed: 20261129 }
    );
    expect([taken > 0, compared > 0]).toEqual([true, true]);
  }
);
