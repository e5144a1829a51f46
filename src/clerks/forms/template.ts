import type { Form, FormColumn } from '#spec';
import { generatedSheets, noteAuthor, signNote } from '#intake';
import { type BookCell, type BookSheet, writeBook } from '#xlsx';
import { expectationOf } from './forms.ts';

/** What a file made from the template is best called. */
export const templateName = ({ title }: Form): string => `${title}-模板.xlsx`;

/**
 * An empty workbook to fill in: a sheet with the header of a source
 * and a comment on each column, and a sheet of instructions.
 */
export function writeTemplate(form: Form): AsyncGenerator<Buffer> {
  return writeBook([sheetOf(form), guideOf(form)], { author: noteAuthor });
}

/** The money of a template is in 万元, and its header says so. */
const headerOf = ({ header, kind }: FormColumn): string => (kind === 'money' ? `${header}（万元）` : header);

function sheetOf({ title, columns }: Form): BookSheet {
  return {
    name: title,
    rows: [
      columns.map((column) => ({
        value: headerOf(column),
        style: column.required ? 'headAccent' : 'head',
        note: noteOf(column),
      })),
    ],
    widths: columns.map(({ header, kind }) => Math.max(12, header.length * 2 + 4, kind === 'code' ? 22 : 0)),
    columnStyles: columns.map(({ format }) => format),
    frozen: 1,
    lists: columns.flatMap(({ options }, i) => (options ? [{ column: i + 1, from: 2, values: options }] : [])),
  };
}

const needOf = ({ required, essential }: FormColumn): string =>
  essential ? '必填：空着的行不收' : required ? '这一列必须有，空着为未知' : '可不填';

const noteOf = (column: FormColumn): string =>
  signNote(`【填写说明】${column.header}（${needOf(column)}）\n${expectationOf(column)}`);

function guideOf({ title, files, columns }: Form): BookSheet {
  const line = (column: FormColumn): BookCell[] =>
    [
      headerOf(column),
      needOf(column),
      column.kindTitle,
      column.reads,
      column.options?.join('、') ?? '',
      column.note ?? '',
      column.aliases.join('、'),
    ].map((value) => ({ value, style: 'wrap' }));
  return {
    name: '填写说明',
    widths: [24, 24, 18, 44, 30, 40, 60],
    rows: [
      [{ value: generatedSheets.guide, style: 'title' }],
      [
        `在“${title}”这张工作表里从第 2 行填起，一行一条。列可以增减、换次序，不认识的列原样保留；标题行、单位行、合计行也可以有。`,
      ],
      [
        `文件名以“${files.find((name) => /\p{Script=Han}/u.test(name)) ?? files[0]}”开头，存为 .xlsx；改过以后再报，用原来的文件名就整份替换；另起名字（如“${title}（第2次）”）的排在后面。`,
      ],
      [],
      ['列', '是否必填', '填什么', '怎么读', '可选的值', '说明', '也认得的表头'].map((value) => ({
        value,
        style: 'head',
      })),
      ...columns.map(line),
    ],
  };
}
