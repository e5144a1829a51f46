import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listOf } from '#spec/content';
import type { Content } from '../stages/content-files.ts';
import { isAside, type ReadReference } from '../stages/reference-files.ts';
import { readNoticeFolders, type NoticeFolder, type NoticeFolders } from './read.ts';

/** Why a folder was not written, or the files that were. */
export type Scaffolded = { refused: string } | { folder: string; files: string[] };

/** Where the text of the notice is to be put: nothing can be held against it before. */
const noText = '# 请把通知的原文一字不改地贴在这一行下面，附件里有要求的也贴上；以 # 开头的行不算原文\n';

/**
 * Writes the folder of a notice from that of another: what rows are about stays, every value is open (`?`), and beside
 * it stands what the other said and where. Nothing of the other holds before somebody has said it of the new text.
 */
export async function scaffoldNotice(content: Content, notice: string, from: string): Promise<Scaffolded> {
  const folders = await readNoticeFolders(content);
  const source = folders.notices.find((each) => each.notice === from);
  if (!isName(notice)) return { refused: `通知的名字“${notice}”不能作文件夹名：用年份或年份加几个字，如 2026。` };
  if (folders.notices.some((each) => each.notice === notice))
    return { refused: `已经有通知 ${notice}（data/reference/notices/${notice}）。要重新写，先把那个文件夹移走。` };
  if (!source) return { refused: `没有通知 ${from}。有 ${folders.notices.map((each) => each.notice).join('、')}。` };
  const folder = join(content.reference, 'notices', notice);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'notice.md'), noText);
  const files = [...source.tables.values()].map(
    (table) => [`${table.name}.csv`, opened(withLast(table, source), folders)] as const
  );
  for (const [name, text] of files) await writeFile(join(folder, name), text);
  return { folder: `data/reference/notices/${notice}`, files: ['notice.md', ...files.map(([name]) => name)] };
}

const isName = (notice: string): boolean => /^[\p{L}\p{N}][\p{L}\p{N}-]*$/u.test(notice) && notice.length <= 40;

/** What was carried over into the notice before is asked of the next one, and so are the batches of that notice. */
function withLast(table: ReadReference, { batches }: NoticeFolder): ReadReference {
  if (table.name !== 'carry_overs') return table;
  const own = batches.map(({ line, cells: { batch = '' } }) => ({ line, cells: { from_batch: batch, clause: '' } }));
  return { ...table, rows: [...table.rows, ...own] };
}

/** What only the text of a notice can say: nothing of the one before is carried over. */
const ofText = ['clauses', 'answers'];

function opened(table: ReadReference, { readers }: NoticeFolders): string {
  const { name, columns, rows } = table;
  const header = readers.get(name)?.header ?? {};
  const key = listOf(header.key ?? '').filter((column) => column !== 'notice');
  const words = key.length === 0 ? [] : listOf(header.words ?? '');
  const about = new Set([...key, ...words, 'position', 'unit', 'table']);
  const forPeople = new Set([...listOf(header.more ?? ''), 'quoted_from']);
  const values = columns.filter((column) => !isAside(column) && !about.has(column) && !forPeople.has(column));
  const aside = values.filter((column) => rows.some(({ cells }) => cells[column] !== ''));
  const needed = new Set([
    ...listOf(header.needs ?? ''),
    ...(name === 'rules' ? ['clause', 'quotation', 'severity', 'scope', 'moment'] : []),
  ]);
  const all = [
    ...columns.filter((column) => !isAside(column)),
    ...(ofText.includes(name) ? [] : aside.map((column) => `last_${column}`)),
  ];
  const lines = ofText.includes(name)
    ? []
    : rows.map(({ cells }) => [
        ...columns
          .filter((column) => !isAside(column))
          .map((column) => {
            if (about.has(column)) return cells[column] ?? '';
            return needed.has(column) || (!forPeople.has(column) && cells[column] !== '' && column !== 'off')
              ? '?'
              : '';
          }),
        ...aside.map((column) => cells[column] ?? ''),
      ]);
  return [all, ...lines].map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
}

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
