import { tableFromIPC, type Vector } from 'apache-arrow';
import { readXlsx } from 'hucre/xlsx';
import Papa from 'papaparse';
import type { Json } from './json.ts';

/** A CSV as its rows, each cell under its header; a header that stands twice is numbered. */
export function readCsv(text: string): Json {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: true });
  const [headers = [], ...rows] = data;
  const names = headers.map((header, at) => {
    const before = headers.slice(0, at).filter((each) => each === header).length;
    return before === 0 ? header : `${header} #${before + 1}`;
  });
  return {
    hasMark: text.startsWith('\uFEFF'),
    endsLinesAsWindows: /\r\n$/.test(text),
    errors: errors.map(({ message }) => message),
    columns: names,
    rows: rows.map((cells) => Object.fromEntries(cells.map((cell, at) => [names[at] ?? `column ${at + 1}`, cell]))),
  };
}

/** An Arrow stream as its columns with their types, and its rows. */
export function readArrow(bytes: Buffer): Json {
  const table = tableFromIPC(bytes);
  const columns = table.schema.fields.map(({ name, type, nullable }) => ({
    name,
    type: String(type),
    nullable,
  }));
  const vectors = columns.map(({ name }): [string, Vector | null] => [name, table.getChild(name)]);
  const rows = Array.from({ length: table.numRows }, (_, at) =>
    Object.fromEntries(vectors.map(([name, vector]) => [name, plain(vector?.get(at))]))
  );
  return { columns, rows };
}

/** A workbook as another program reads it: its sheets, row by row. */
export async function readWorkbook(bytes: Buffer): Promise<Json> {
  const { sheets } = await readXlsx(bytes);
  return { sheets: sheets.map(({ name, rows }) => ({ name, rows: rows.map((cells) => cells.map(plain)) })) };
}

function plain(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return Number(value);
  return value instanceof Date ? value.toISOString() : JSON.stringify(value);
}
