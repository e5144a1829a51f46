import { createHash, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadUpload, previewUpload, writeUpload, type Upload, type UploadedFile } from '#clerks';
import { fileStoreOf, load, reportOf } from '#pipeline';
import { application, applications } from '../../api/uploading.ts';
import { ownContent as content } from '../../pipeline/own-content.ts';
import { folderOf } from '../../pipeline/content.ts';
import { isFull } from '../../tier.ts';

const jinan = applications(application('P1'), application('P2'), application('P3'));
const mended = applications(application('P1'), application('P2', { money: '300' }), application('P4'));
const qingdao = applications(application('Q8', { city: '青岛市' }), application('Q9', { city: '青岛市' }));
const name = '项目基本信息表.csv';

let warehouse: string;
beforeAll(async () => {
  warehouse = await mkdtemp(join(tmpdir(), 'replacements-'));
  const folder = await folderOf({ [name]: jinan });
  await load({ ...content, folder, warehouse, asOf: null, program: 'test' });
  await rm(folder, { recursive: true });
});
afterAll(() => rm(warehouse, { recursive: true }));

async function upload(files: Readonly<Record<string, string>>, as?: UploadedFile['as']): Promise<Upload> {
  await mkdir(fileStoreOf(warehouse), { recursive: true });
  const kept = await Promise.all(
    Object.entries(files).map(async ([name, text]) => {
      const sha256 = createHash('sha256').update(text).digest('hex');
      await writeFile(join(fileStoreOf(warehouse), sha256), text);
      return { name, sha256, bytes: text.length, ...(as ? { as } : {}) };
    })
  );
  const made: Upload = {
    id: randomUUID(),
    at: '2026-11-27T12:00:00',
    by: null,
    files: kept,
    asked: null,
    version: null,
  };
  await writeUpload(warehouse, made);
  return made;
}
const previewed = async (files: Readonly<Record<string, string>>) =>
  previewUpload(await upload(files), { ...content, warehouse, onProgress: () => {} });
const preview = async (files: Readonly<Record<string, string>>) => (await previewed(files)).replacements;
const tryOut = async (files: Readonly<Record<string, string>>, as?: UploadedFile['as']) => {
  const { id } = await upload(files, as);
  return loadUpload({ ...content, id, warehouse, program: 'test', dryRun: true });
};

describe('told before it happens', () => {
  test('which rows of the file before go, stay and come', async () => {
    const [found] = await preview({ [name]: mended });
    expect(found).toMatchObject({ file: name, replaces: name, goes: 2, stays: 1, comes: 2, doubt: null });
    expect(found?.rows.map(({ state, row, cells }) => [state, row, cells[0]])).toEqual([
      ['goes', 3, 'P2'],
      ['goes', 4, 'P3'],
      ['comes', 3, 'P2'],
      ['comes', 4, 'P4'],
    ]);
    expect(found?.gone, 'and what no row is about any more').toEqual({ column: '项目编号', count: 1, names: ['P3'] });
  });

  test.runIf(isFull)('which values are gone, since the rows that take their place say nothing there', async () => {
    const [same] = await preview({ [name]: mended });
    expect(same?.empties).toBeUndefined();
    // A file of another name comes last: its rows take the place of those of the same key in any file.
    for (const file of [name, '项目基本信息表_补.csv']) {
      const [found] = await preview({ [file]: jinan.replaceAll(',100\r', ',\r') });
      expect([file, found?.empties]).toEqual([file, [{ column: '项目总投资', rows: 3 }]]);
    }
    const outcome = await tryOut({ [name]: jinan.replaceAll(',100\r', ',\r') });
    expect(outcome.replacements?.[0]?.empties).toEqual([{ column: '项目总投资', rows: 3 }]);
    expect(reportOf(outcome).join('\n')).toContain('原来有值、这份里空着：项目总投资 3 行');
  });

  test('a row that will not be taken is gone too, and what was mended and is new, once all of it is read', async () => {
    const spoilt = applications(
      application('P1'),
      application('P2', { city: '岛青市' }),
      application('P3', { money: '约300' })
    );
    expect(await preview({ [name]: spoilt })).toMatchObject([
      { rejected: 1, gone: { column: '项目编号', count: 1, names: ['P2'] } },
    ]);
    const { replacements } = await tryOut({ [name]: spoilt });
    expect(replacements).toMatchObject([{ gone: { names: ['P2'] }, problems: { cured: 0, fresh: 2 } }]);
  });

  test('a new file says whose rows its rows take the place of, and of what stands elsewhere nothing is gone', async () => {
    const more = applications(application('P2', { money: '260' }), application('P3'), application('P9'));
    const [found] = await preview({ '项目基本信息表_补.csv': more });
    expect(found).toMatchObject({ replaces: null, takes: [{ file: name, rows: 2, others: 1 }] });
    expect(found?.gone).toBeUndefined();
  });

  test.runIf(isFull)('that all rows of a new file come', async () => {
    expect(await preview({ '项目基本信息表_青岛市.csv': qingdao })).toMatchObject([
      { file: '项目基本信息表_青岛市.csv', replaces: null, goes: 0, stays: 0, comes: 2, doubt: null },
    ]);
  });

  test.runIf(isFull)('that no row of a new file comes which cannot be used', async () => {
    expect(await preview({ '说明.csv': '甲,乙\n1,2\n' })).toMatchObject([{ goes: 0, stays: 0, comes: 0, doubt: null }]);
  });

  test.runIf(isFull)('in the dry run of a folder too, with what was not handed in again', async () => {
    const folder = await folderOf({ '项目基本信息表_青岛市.csv': qingdao });
    const outcome = await load({ ...content, folder, warehouse, asOf: null, program: 'test', dryRun: true });
    await rm(folder, { recursive: true });
    expect(outcome.replacements).toMatchObject([
      { file: '项目基本信息表_青岛市.csv', replaces: null, comes: 2 },
      { file: null, replaces: name, goes: 3, stays: 0, comes: 0 },
    ]);
    const said = reportOf(outcome).join('\n');
    expect(said).toMatch(/项目基本信息表_青岛市\.csv.*新交.*来 2 行/);
    expect(said).toMatch(/项目基本信息表\.csv.*没有再交.*去 3 行/);
  });
});

describe('the same name from another city', () => {
  test('is asked about and replaces nothing', async () => {
    if (isFull)
      expect(await preview({ [name]: qingdao })).toMatchObject([
        { replaces: name, doubt: expect.stringMatching(/青岛市.*济南市.*不是同样的项目/) },
      ]);
    const outcome = await tryOut({ [name]: qingdao });
    expect(outcome).toMatchObject({ status: 'refused', reasons: [expect.stringContaining('作为另一份')] });
  });

  test.runIf(isFull)('stands beside it where somebody said so', async () => {
    const outcome = await tryOut({ [name]: qingdao }, 'another');
    expect(outcome.status).toBe('dry-run');
    expect(outcome.receipt?.files.map(({ file }) => file)).toEqual([name, '项目基本信息表（第2份）.csv']);
  });

  test.runIf(isFull)('replaces it where somebody said so', async () => {
    const outcome = await tryOut({ [name]: qingdao }, 'replacement');
    expect(outcome.status).toBe('dry-run');
    expect(outcome.receipt?.files.map(({ file, read }) => [file, read])).toEqual([[name, 2]]);
  });

  test.runIf(isFull)('stands beside it by its folder', async () => {
    const outcome = await tryOut({
      [`青岛/${name}`]: qingdao,
      [`烟台/${name}`]: applications(application('Y1', { city: '烟台市' })),
    });
    expect(outcome.receipt?.files.map(({ file, loaded }) => [file, loaded])).toEqual([
      [name, 3],
      [`烟台/${name}`, 1],
      [`青岛/${name}`, 2],
    ]);
  });

  test.runIf(isFull)('is not asked about where a row is of the same project', async () => {
    const both = applications(application('P1', { city: '青岛市' }), application('Q9', { city: '青岛市' }));
    expect(await preview({ [name]: both })).toMatchObject([{ doubt: null }]);
  });
});

test('what is put to real files is of no invented batch', async () => {
  const of2026 = applications(application('P2').replace('2025', '2026-2'));
  const { kinds } = await previewed({ '项目基本信息表_补充.csv': of2026 });
  expect(kinds.map(({ check }) => check)).toContain('unknown_batch');
});

test.runIf(isFull)('a table of places is asked about where it has none in common', async () => {
  const quotas = (city: string) => `批次,市,推荐名额\n2025,${city},5\n`;
  const folder = await folderOf({ [name]: jinan, '名额.csv': quotas('济南市') });
  await load({ ...content, folder, warehouse, asOf: null, program: 'test' });
  await rm(folder, { recursive: true });
  expect(await preview({ '名额.csv': quotas('青岛市') })).toMatchObject([{ doubt: expect.stringContaining('青岛市') }]);
  expect(await preview({ '名额.csv': quotas('济南市').replace(',5', ',6') })).toMatchObject([
    { doubt: null, goes: 1, comes: 1 },
  ]);
});

test.runIf(isFull)(
  'a supplement that may be a correction is asked about in the dry run, before anything is loaded',
  async () => {
    const paid = (amount: string) => `项目编号,预算年度,下达文号,下达金额(万元)\nP1,2026,${amount}号,${amount}\n`;
    const folder = await folderOf({ [name]: jinan, '奖补资金表.csv': paid('30') });
    await load({ ...content, folder, warehouse, asOf: null, program: 'test' });
    await rm(folder, { recursive: true });
    const { status, defects } = await tryOut({ '奖补资金表_补充.csv': paid('31') });
    expect([status, defects]).toMatchObject([
      'dry-run',
      [{ file: '奖补资金表_补充.csv', problem: expect.stringContaining('是补充还是更正？') }],
    ]);
  }
);
