import { read } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { noteAuthor, readText, signNote } from '#reading';
import { type BookCell, largest, writeBook } from '#xlsx';
import type { Job } from './job.ts';
import { colorOf } from './colors.ts';
import { listSheet } from './list.ts';

/** The marked copy of a text file: a workbook with the same rows under the same numbers, every cell a text. */
export function markText(descriptor: number, job: Job): AsyncGenerator<Buffer> {
  const copy = { name: job.title, rows: rows(descriptor, job), widths: Array.from({ length: 30 }, () => 16) };
  return writeBook([listSheet(job, { named: () => job.title }), copy], { author: noteAuthor });
}

async function* rows(descriptor: number, { extension, headers, sheets: [marks] }: Job): AsyncGenerator<BookCell[]> {
  const joined = new Set(marks?.joined);
  const byRow = Map.groupBy(marks?.cells ?? [], ({ row }) => row);
  const names = new Set(headers);
  const countColumns = (head: readonly (readonly string[])[]) =>
    Math.max(0, ...head.map((cells) => cells.filter((cell) => names.has(cell.trim())).length));
  for await (const sheet of readText(fileOf(descriptor), { extension, countColumns })) {
    for await (const block of sheet.rows) {
      for (const { row, cells } of block) {
        if (row > largest.rows) return;
        yield joined.has(row) ? inOneCell(cells, byRow.get(row) ?? []) : marked(cells, byRow.get(row) ?? []);
      }
    }
  }
}

/** A text that is too long for a cell of a workbook: its beginning, and a comment that says so. */
const cutShort = (value: string): BookCell => ({
  value: `（原文 ${value.length} 字，一格放不下）${value.slice(0, 1000)}`,
  style: colorOf.row,
  note: signNote(
    `【不影响导入，待核】原件的这一格有 ${value.length} 个字，表格软件一格最多 ${largest.text} 个，这里只有开头：请在原件里改，或在这里写完整`
  ),
});

/** A row that could not be split into columns stays one cell: spread out, it would be read as data, one column off. */
const inOneCell = (cells: readonly string[], marks: Marks): BookCell[] =>
  marked(
    [cells.join('，')],
    marks.slice(0, 1).map((mark) => ({
      ...mark,
      column: 1,
      text: `${mark.text ?? ''}\n在这张表里：这一行的内容都放在这一格，请按表头逐格填好`,
    }))
  );

type Marks = Job['sheets'][number]['cells'];

function marked(cells: readonly string[], marks: Marks): BookCell[] {
  const line: BookCell[] = cells.map((value) =>
    value === '' ? null : value.length > largest.text ? cutShort(value) : { value, style: 'text' }
  );
  for (const { column, effect, text } of marks) {
    while (line.length < column) line.push(null);
    line[column - 1] = {
      value: cells[column - 1] ?? '',
      style: colorOf[effect],
      ...(text === null ? {} : { note: signNote(text) }),
    };
  }
  return line;
}

const readAt = promisify(read);

/** An open file as far as the reader of texts needs one; opening one is not allowed here. */
const fileOf = (descriptor: number): FileHandle =>
  ({
    read: (buffer: Buffer, offset: number, length: number, position: number) =>
      readAt(descriptor, buffer, offset, length, position),
  }) as unknown as FileHandle;
