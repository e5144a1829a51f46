import type { Answer } from '#query';
import { largest, sheetNames, writeBook, type LaterSheet } from '#xlsx';
import { aboutSheet, type Told } from './about-sheet.ts';
import type { FileHead } from './file-head.ts';
import { tableSheet, tooManyRows, type Written } from './table-sheet.ts';

const nothing = (): Written => ({ rows: 0, unknown: new Map() });

/** A table as a workbook; on a second sheet what it is of, and what its columns mean. */
export function tableBook(answer: Answer, head: FileHead, total?: number): AsyncGenerator<Buffer> {
  if ((total ?? 0) >= largest.rows) throw tooManyRows(total ?? 0);
  const written = nothing();
  const told: Told = { sheet: null, title: head.title, columns: answer.columns, unfit: answer.unfit, written };
  const [, name = ''] = sheetNames(['说明', head.title]);
  return writeBook([{ name, ...tableSheet(answer, head.links, written) }, aboutSheet(head, () => [told])]);
}

/** One of several tables of a workbook: it is asked for when its turn comes, and may say why it is not there. */
export interface TableOfBook {
  title: string;
  note?: string | undefined;
  open(): Promise<Answer | { says: string }>;
}

/** Several tables as one workbook, a sheet each, and behind them what they are of. */
export function tablesBook(tables: readonly TableOfBook[], head: FileHead): AsyncGenerator<Buffer> {
  const told: Told[] = [];
  const names = sheetNames(['说明', ...tables.map(({ title }) => title)]).slice(1);
  const sheets = tables.map(({ title, note, open }, at): LaterSheet => {
    const name = names[at]!;
    return {
      name,
      async open() {
        const answer = await open();
        const written = nothing();
        if ('says' in answer) {
          told.push({ sheet: name, title, note: answer.says, columns: [], unfit: [], written });
          return { rows: [[{ value: answer.says, style: 'wrap' }]], widths: [80] };
        }
        told.push({ sheet: name, title, note, columns: answer.columns, unfit: answer.unfit, written });
        return tableSheet(answer, null, written);
      },
    };
  });
  return writeBook([...sheets, aboutSheet(head, () => told)]);
}
