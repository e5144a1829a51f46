import { cityReader } from '../readers.ts';
import { seat } from '#access';
import { extname } from 'node:path';
import { expect } from 'vitest';
import type { FastifyInstance } from 'fastify';
import type { FileReceipt, Receipt } from '#spec';
import { createApp } from '#api';
import { openFile, readCurrent, followWarehouse, type Warehouse } from '#warehouse';
import { ofEachKind } from '../tier.ts';

/** A row of a file, as it is listed. */
export interface Listed {
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
/** A page of the rows of a file. */
export interface Answer {
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

/** The door on a warehouse, asked for rows of its files, beside the version itself. */
export async function open(folder: string) {
  const warehouse: Warehouse = await followWarehouse(folder, { poll: 60_000, log: () => {} });
  const app: FastifyInstance = await createApp({ reader: () => seat, warehouse, dashboards: async () => new Map() });
  const asCity = await createApp({
    warehouse,
    dashboards: async () => new Map(),
    reader: () => cityReader('青岛市'),
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
export type Opened = Awaited<ReturnType<typeof open>>;

/** What a file has an example of: rows of a state, of its source and in its format. */
const kindsOf = (file: FileReceipt): string[] =>
  Object.entries(counts)
    .filter(([, counted]) => file[counted] > 0)
    .flatMap(([state]) => [`${file.source} ${state}`, `${extname(file.file)} ${file.status} ${state}`]);

/** Walks files, each with all its sheets and states, and holds what is listed against what is counted. */
export async function walk(opened: Opened): Promise<Record<string, number>> {
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
