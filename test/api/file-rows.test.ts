import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { first } from '../published.ts';
import { openApp, type TestedApp } from './app.ts';
import { open, walk, type Answer, type Listed, type Opened } from './file-rows.ts';
import { isFull } from '../tier.ts';

// Every count of a receipt leads to its rows: for every file, sheet and state there are as many as it says.

describe('the sample', () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await open(inject('sampleWarehouse'));
  });
  afterAll(() => opened.close());

  test.runIf(isFull)('lists as many rows as its receipt counts, for every file, sheet and state', async () => {
    const walked = await walk(opened);
    expect(opened.receipt.files.length).toBeGreaterThan(30);
    expect(Object.keys(walked).filter((state) => walked[state] === 0)).toEqual([]);
  });

  test('a row that was superseded leads to the row that is used, which is of the same project', async () => {
    const file = opened.receipt.files.find(({ superseded }) => superseded > 0)!;
    const { rows } = await opened.rowsAt(file, 'state=superseded&limit=5');
    for (const { cells, supersededBy } of rows) {
      const there = await opened.rowsAt(supersededBy!, `row=${supersededBy!.row}`);
      expect(there.total).toBe(1);
      expect(there.rows[0]!.state).toBe('loaded');
      const key = (row: { cells: Listed['cells'] }) => row.cells.find(({ name }) => name === 'project_id')?.value;
      expect(key(there.rows[0]!)).toBe(key({ cells }));
    }
    expect(rows.length).toBeGreaterThan(0);
  });

  test('what is personal stays here, in every format', async () => {
    const columns = await opened.read('select source, header from sources.contracts where is_private');
    const found = await Promise.all(
      columns.map(({ source, header }) =>
        opened.read(
          `select distinct "${String(header)}" as secret from sources."${String(source)}" where length("${String(header)}") >= 3`
        )
      )
    );
    const secrets = found.flat().map(({ secret }) => String(secret));
    expect(secrets.length).toBeGreaterThan(300);
    for (const file of opened.receipt.files.filter(({ source }) =>
      columns.some((column) => column.source === source)
    )) {
      for (const ending of ['json', 'csv']) {
        const { body } = await opened.get(opened.pathOf(file, 'limit=500', ending));
        expect(
          secrets.filter((secret) => body.includes(secret)),
          file.file
        ).toEqual([]);
      }
    }
  });

  test('as CSV every row goes out whole, under the headers of its file', async () => {
    const file =
      opened.receipt.files.find(({ read, sheet }) => read > 1200 && sheet === '') ?? opened.receipt.files[0]!;
    const { body } = await opened.get(opened.pathOf(file, '', 'csv'));
    const [header, ...lines] = body.trimEnd().split('\r\n');
    expect(header).toMatch(/^\uFEFF文件,工作表,行,去处,是什么,为什么,/);
    expect(lines.length).toBe(file.read);
  });

  test('of a file of the province a city sees its own rows, of a file of another city none', async () => {
    const shared = opened.receipt.files.find(({ read, source }) => read > 100 && source === 'acceptances')!;
    const { total, files } = (await opened.asCity.inject({ url: opened.pathOf(shared, '') })).json<Answer>();
    expect([total > 0, total < shared.read, files[0]!.read]).toEqual([true, true, total]);
    const theirs = opened.receipt.files.find(({ file }) => file.includes('济南市'))!;
    const answer = await opened.asCity.inject({ url: opened.pathOf(theirs, '') });
    expect([answer.statusCode, answer.json().error.code]).toEqual([404, 'unknown_file']);
  });

  test.each([
    ['a'.repeat(64), '', 404, 'unknown_file'],
    [null, 'sheet=nowhere', 400, 'unknown_sheet'],
    [null, 'file=nowhere', 400, 'unknown_file'],
    [null, 'state=lost', 400, 'bad_parameter'],
    [null, 'row=0', 400, 'bad_parameter'],
  ])('%s %s is refused', async (sha256, more, status, code) => {
    const answer = await opened.app.inject({
      url: `/api/loads/${opened.version}/files/${sha256 ?? opened.receipt.files[0]!.sha256}/rows.json?${more}`,
    });
    expect([answer.statusCode, answer.json().error.code]).toEqual([status, code]);
  });
});

describe('a row that is no row of its table', () => {
  let tested: TestedApp;
  beforeAll(async () => {
    tested = await openApp();
  });
  afterAll(() => tested.close());
  const rowsOf = async (more: string) =>
    (
      await tested.app.inject({ url: `/api/loads/${first}/files/${'a'.repeat(64)}/rows.json?${more}` })
    ).json() as Answer;

  test('of a row with too many or too few cells, what may be personal stays here; of a note, who signed it', async () => {
    const { rows } = await rowsOf('');
    expect(rows.map(({ row, state, what }) => [row, state, what])).toEqual([
      [3, 'loaded', null],
      [4, 'loaded', null],
      [8, 'rejected', null],
      [9, 'superseded', null],
      [10, 'total', 'note'],
    ]);
    expect(rows[2]!.cells.map(({ value }) => value)).toEqual(['五期', null, null, null, '10']);
    expect(rows[4]!.cells.map(({ value }) => value)).toEqual(['填表人：•••', null, null, null, null, null]);
    expect(rows[3]!.supersededBy).toMatchObject({ row: 3 });
  });
});
