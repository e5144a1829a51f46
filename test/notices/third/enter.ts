import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { scaffoldNotice } from '#pipeline';
import { lists, values, type Cells } from './values.ts';

const pipelines = 'pipelines';
const text = 'test/notices/third/notice.md';

/** A copy of data/reference in which somebody has entered a third notice as CONTRIBUTING says: a new folder. */
export async function enterThird(): Promise<string> {
  const reference = await mkdtemp(join(tmpdir(), 'third-notice-'));
  await cp('data/reference', reference, { recursive: true });
  const written = await scaffoldNotice({ pipelines, reference }, '2027', '2026-示例');
  if ('refused' in written) throw new Error(written.refused);
  const folder = join(reference, 'notices/2027');
  await cp(text, join(folder, 'notice.md'));
  const counts: Record<string, number> = {};
  for (const name of written.files.filter((each) => each.endsWith('.csv') && each !== 'tables.csv')) {
    const table = name.slice(0, -'.csv'.length);
    counts[table] = await rewrite(join(folder, name), (rows) => rowsOf(table, rows));
  }
  const batches = lists.batches ?? [];
  counts.batches = batches.length;
  await rewrite(join(reference, 'batches.csv'), (rows) => [...rows, ...batches]);
  await rewrite(join(folder, 'tables.csv'), (rows) =>
    rows.map((row) => ({ ...row, rows: String(counts[row.table ?? '']) }))
  );
  return reference;
}

/** What stands in a table in the end; what is numbered counts from 1. */
function rowsOf(table: string, rows: readonly Cells[]): readonly Cells[] {
  if (table === 'clauses') return clauses;
  const given = lists[table];
  if (given) return given;
  return rows
    .flatMap((row) => {
      const said = values[table]?.(row);
      return said ? [{ ...row, ...said }] : [];
    })
    .map((row, at) => ('position' in row ? { ...row, position: String(at + 1) } : row));
}

async function rewrite(path: string, change: (rows: readonly Cells[]) => readonly Cells[]): Promise<number> {
  const { data, meta } = Papa.parse<Cells>(await readFile(path, 'utf8'), { header: true, skipEmptyLines: true });
  const rows = change(data);
  await writeFile(path, `${Papa.unparse({ fields: meta.fields ?? [], data: [...rows] }, { newline: '\n' })}\n`);
  return rows.length;
}

/** The clauses as they stand in the text: below a heading one a paragraph, and what counts 1., 2. apart. */
const clauses: Cells[] = await clausesIn(text);

async function clausesIn(path: string): Promise<Cells[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const [body, annex] = [lines.slice(0, lines.indexOf('附件1')), lines.slice(lines.indexOf('附件1'))];
  let [heading, item] = ['', ''];
  const found = body.flatMap((line): Cells[] => {
    if (/^[一二三]、/.test(line)) [heading, item] = [line, ''];
    const [, id = '', said = ''] = /^(（[一二三四五]）)(.*)$/.exec(line) ?? [];
    if (id !== '') item = id;
    const [, number = '', part = ''] = /^(\d)\.(.*)$/.exec(line) ?? [];
    const quotation = number === '' ? said : part;
    if (heading === '' || quotation === '' || quotation.endsWith('以下条件：') || line.startsWith('2.各市')) return [];
    return [{ id: `${heading[0]}${item}${number}`, title: quotation.slice(0, 6), heading, quotation }];
  });
  return [
    { id: '一', title: '方向', heading: '一、揭榜方向', quotation: body[body.indexOf('一、揭榜方向') + 1] ?? '' },
    ...found,
    { id: '落款', title: '印发日期', heading: '', quotation: '2027年2月20日' },
    { id: '附件1', title: '榜单', heading: '附件1', quotation: annex[1] ?? '' },
  ];
}
