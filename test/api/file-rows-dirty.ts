import { afterAll, beforeAll, expect, test } from 'vitest';
import { open, walk, type Opened } from './file-rows.ts';

/** Holds what is listed of the files of a province that was loaded against what its receipt counts. */
export function fileRowsOf(warehouse: () => string): void {
  let opened: Opened;
  beforeAll(async () => {
    opened = await open(warehouse());
  });
  afterAll(() => opened.close());

  test('lists as many rows as its receipt counts, for every file, sheet and state, in text files and workbooks', async () => {
    const walked = await walk(opened);
    expect(Object.keys(walked).filter((state) => walked[state] === 0)).toEqual([]);
    expect(opened.receipt.files.filter(({ sheet, rejected }) => sheet !== '' && rejected > 0).length).toBeGreaterThan(
      0
    );
    expect(opened.receipt.files.some(({ status }) => status === 'refused')).toBe(true);
  }, 120_000);

  test('every row that a defect refuses is among the rejected, and no other', async () => {
    for (const file of opened.receipt.files.filter(({ rejected }) => rejected > 0)) {
      const refused = await opened.read(
        `select distinct row from loads.defects where effect = 'row' and file = '${file.file}' and sheet = '${file.sheet}' and row > ${file.headerRow} order by row`
      );
      const rows = await opened.all(file, 'state=rejected');
      expect([file.file, rows.map(({ row }) => row)]).toEqual([file.file, refused.map(({ row }) => row)]);
    }
  });

  test('lists as many defects as are counted, of every kind and in every file', async () => {
    const totalOf = async (asked: [string, string][]) =>
      (
        await opened.get(`/api/loads/${opened.version}/defects.json?${new URLSearchParams([...asked, ['limit', '1']])}`)
      ).json().total as number;
    const { kinds } = (await opened.get(`/api/receipts/${opened.version}`)).json() as {
      kinds: { check: string; effect: string; count: number; files: { file: string; count: number }[] }[];
    };
    expect(kinds.length).toBeGreaterThan(30);
    for (const { check, effect, count, files } of kinds) {
      expect([
        check,
        effect,
        await totalOf([
          ['check', check],
          ['effect', effect],
        ]),
      ]).toEqual([check, effect, count]);
      for (const { file, count: ofFile } of files.slice(0, 3))
        expect([
          check,
          file,
          await totalOf([
            ['check', check],
            ['effect', effect],
            ['file', file],
          ]),
        ]).toEqual([check, file, ofFile]);
    }
    expect(await totalOf([])).toBe(kinds.reduce((sum, { count }) => sum + count, 0));
  });

  test('those that came into the table of their source are told from those that did not', async () => {
    for (const file of opened.receipt.files.filter(({ rejected }) => rejected > 0).slice(0, 20)) {
      const [landed] = await opened.read(
        `select (read - totals - blank - set_aside)::integer as n from sources.files where source_file = '${file.file}' and source_sheet = '${file.sheet}'`
      );
      expect([file.file, (await opened.rowsAt(file, 'landed=true&limit=1')).total]).toEqual([file.file, landed!.n]);
      expect((await opened.rowsAt(file, 'landed=false&limit=1')).total).toBe(file.read - Number(landed!.n));
    }
  });
}
