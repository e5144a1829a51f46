import { extname } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import type { FileReceipt, Receipt } from '#spec';
import { createApp } from '#api';
import { openFile, readCurrent, followWarehouse, type Warehouse } from '#warehouse';
import { first } from '../published.ts';
import { openApp, type TestedApp } from './app.ts';
import { runDirty, type Run } from '../dirty/run.ts';
import { ofEachKind } from '../tier.ts';

// Every count of a receipt leads to its rows: for every file, sheet and state there are as many as it says.

interface Listed {
  file: string;
  sheet: string;
  row: number;
  state: string;
  what: string | null;
  cells: { name: string | null; header: string; value: string | null; isPrivate: boolean }[];
  defects: {
    check: string;
    effect: string;
    row: number;
    column: string | null;
    value: string | null;
    problem: string;
  }[];
  supersededBy: { file: string; sheet: string; row: number; sha256: string } | null;
}
interface Answer {
  total: number;
  files: FileReceipt[];
  rows: Listed[];
}

const counts = {
  loaded: 'loaded',
  superseded: 'superseded',
  rejected: 'rejected',
  total: 'totals',
  blank: 'blank',
} as const;

async function open(folder: string) {
  const warehouse: Warehouse = await followWarehouse(folder, { poll: 60_000, log: () => {} });
  const app: FastifyInstance = await createApp({ warehouse, dashboards: async () => new Map() });
  const asCity = await createApp({
    warehouse,
    dashboards: async () => new Map(),
    reader: () => ({ kind: 'city', city: '青岛市' }),
  });
  const version = warehouse.version() as string;
  const current = await readCurrent(folder);
  const own = await openFile(current!.path, version);
  const pathOf = (file: { file: string; sheet: string; sha256: string }, more: string, ending = 'json') =>
    `/api/loads/${version}/files/${file.sha256}/rows.${ending}?${new URLSearchParams({ file: file.file, sheet: file.sheet })}&${more}`;
  const get = async (url: string) => {
    const answer = await app.inject({ url });
    expect(answer.statusCode, `${url} ${answer.body.slice(0, 300)}`).toBe(200);
    return answer;
  };
  const rowsAt = async (file: { file: string; sheet: string; sha256: string }, more: string) =>
    (await get(pathOf(file, more))).json() as Answer;
  /** Page after page. */
  const all = async (file: FileReceipt, more: string) => {
    const rows: Listed[] = [];
    for (let total = 1; rows.length < total;) {
      const page = await rowsAt(file, `${more}&limit=500&offset=${rows.length}`);
      if (page.rows.length === 0) break;
      rows.push(...page.rows);
      total = page.total;
    }
    return rows;
  };
  return {
    version,
    receipt: (await get(`/api/loads/${version}`)).json() as Receipt,
    app,
    asCity,
    get,
    pathOf,
    rowsAt,
    all,
    read: async (sql: string) => (await own.read('test', sql)).rows(),
    async close() {
      await app.close();
      await asCity.close();
      own.close();
      warehouse.close();
    },
  };
}
type Opened = Awaited<ReturnType<typeof open>>;

/** What a file has an example of: rows of a state, of its source and in its format. */
const kindsOf = (file: FileReceipt): string[] =>
  Object.entries(counts)
    .filter(([, counted]) => file[counted] > 0)
    .flatMap(([state]) => [`${file.source} ${state}`, `${extname(file.file)} ${file.status} ${state}`]);

/** Walks files, each with all its sheets and states, and holds what is listed against what is counted. */
async function walk(opened: Opened): Promise<Record<string, number>> {
  const walked: Record<string, number> = {};
  for (const file of ofEachKind(opened.receipt.files, kindsOf)) {
    const whole = await opened.rowsAt(file, 'limit=500');
    expect([file.file, whole.total]).toEqual([file.file, file.read]);
    const seen = new Set<number>();
    for (const [state, counted] of Object.entries(counts)) {
      if (file.read <= 500)
        expect([file.file, state, whole.rows.filter((row) => row.state === state).length]).toEqual([
          file.file,
          state,
          file[counted],
        ]);
      if (file.read <= 500 && file[counted] === 0) continue;
      const { total, rows } = await opened.rowsAt(file, `state=${state}&limit=500`);
      expect([file.file, file.sheet, state, total, rows.length]).toEqual([
        file.file,
        file.sheet,
        state,
        file[counted],
        Math.min(500, total),
      ]);
      for (const row of rows) {
        expect(seen.has(row.row), `${file.file} ${row.row} stands twice`).toBe(false);
        seen.add(row.row);
        expect({ file: row.file, sheet: row.sheet, state: row.state }).toEqual({
          file: file.file,
          sheet: file.sheet,
          state,
        });
        if (state === 'rejected')
          expect(
            row.defects.some(({ effect }) => effect === 'row'),
            `${row.file} ${row.row} says why`
          ).toBe(true);
        expect(row.supersededBy === null, `${row.file} ${row.row} says by what`).toBe(state !== 'superseded');
        expect(row.what !== null).toBe(state === 'total');
        if (state !== 'blank') expect(row.cells.length, `${row.file} ${row.row} has cells`).toBeGreaterThan(0);
      }
      expect(rows.map(({ row }) => row)).toEqual(rows.map(({ row }) => row).toSorted((a, b) => a - b));
      walked[state] = (walked[state] ?? 0) + total;
    }
  }
  return walked;
}

describe('the sample', () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await open(inject('sampleWarehouse'));
  });
  afterAll(() => opened.close());

  test('lists as many rows as its receipt counts, for every file, sheet and state', async () => {
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

  test('to a city the files of the province are closed', async () => {
    const answer = await opened.asCity.inject({ url: opened.pathOf(opened.receipt.files[0]!, '') });
    expect([answer.statusCode, answer.json().error.code]).toEqual([403, 'not_yours']);
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

describe('a dirty province', () => {
  let run: Run;
  let opened: Opened;
  beforeAll(async () => {
    run = await runDirty({ seed: '7', projects: 60 });
    opened = await open(run.warehouse);
  }, 300_000);
  afterAll(async () => {
    await opened.close();
    await run.dispose();
  });

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
});
