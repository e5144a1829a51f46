import { open, type FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { notOneOf } from '#spec/content';
import { openArchive, readTemplate, WorkbookError, type Template, type TemplateMark } from '#xlsx';
import { facts } from './facts.ts';
import { readMark, type Mark } from './mark.ts';
import { readSettings, settingsSheet, type Settings, type Wrong } from './settings.ts';

/** A mark of a template where it stands. */
export interface PlacedMark extends TemplateMark, Mark {
  sheet: string;
}

/** The rows of the template that stand for one row of a list. */
export interface ListRows {
  list: string;
  sheet: string;
  top: number;
  bottom: number;
}

/** A template as it lies there, read: nothing of it is held against the data yet. */
export interface Layout {
  name: string;
  /** As content names its own files: data/forms/公示名单.xlsx. */
  file: string;
  template: Template | null;
  settings: Settings;
  marks: readonly PlacedMark[];
  lists: readonly ListRows[];
  wrong: Wrong[];
}

const nothing: Settings = { about: '', basis: '', needs: [], lists: [] };

/** Opens and reads a template; what is done with it must end before it is closed again. */
export async function withLayout<T>(folder: string, name: string, work: (layout: Layout) => Promise<T>): Promise<T> {
  const file = await open(join(folder, `${name}.xlsx`));
  try {
    return await work(await readLayout(file, name));
  } finally {
    await file.close();
  }
}

export const fileOf = (name: string): string => `data/forms/${basename(name)}.xlsx`;

async function readLayout(handle: FileHandle, name: string): Promise<Layout> {
  const bare = { name, file: fileOf(name), settings: nothing, marks: [], lists: [] };
  let template: Template;
  try {
    template = await readTemplate(await openArchive(handle.fd));
  } catch (error) {
    if (!(error instanceof WorkbookError)) throw error;
    return { ...bare, template: null, wrong: [{ sheet: null, cell: null, says: `打不开：${error.message}。` }] };
  }
  const said = template.sheets.find((sheet) => sheet.name === settingsSheet);
  if (said === undefined)
    return { ...bare, template, wrong: [{ sheet: null, cell: null, says: `没有工作表“${settingsSheet}”。` }] };
  const { settings, wrong } = readSettings(said);
  const names = settings.lists.map((list) => list.name);
  const shown = template.sheets.filter((sheet) => sheet !== said);
  const marks = shown.flatMap((sheet) =>
    sheet.marks.map((mark): PlacedMark => ({ ...mark, ...readMark(mark.mark, names), sheet: sheet.name }))
  );
  for (const { name: sheet, stray } of template.sheets)
    wrong.push(...stray.map(({ cell, where, text }) => ({ sheet, cell, says: strayWords[where](text) })));
  wrong.push(...wrongPoints(marks, names), ...unsaid(marks));
  const { lists, wrong: mixed } = listRows(marks, settings);
  return { name, file: fileOf(name), template, settings, marks, lists, wrong: [...wrong, ...mixed] };
}

const strayWords = {
  brace: (text: string) => `“${text}”里的花括号没有配成对，标记要写成 {{…}}。`,
  formula: (text: string) => `公式“${text}”里的标记不会被填，请把标记单独放在一格，公式引用那一格。`,
  name: (text: string) => `工作表名“${text}”里的标记不会被填。`,
  comment: (text: string) => `批注里的标记“${text}”不会被填。`,
  drawing: (text: string) => `文本框里的标记“${text}”不会被填，请写在格子里。`,
  table: (text: string) => `“表格”的列名里的标记“${text}”不会被填。`,
};

/** A point behind what is no list: the list is called otherwise. */
const wrongPoints = (marks: readonly PlacedMark[], lists: readonly string[]): Wrong[] =>
  marks.flatMap(({ sheet, cell, list, name }) => {
    const [before = ''] = name.split(/[.．]/);
    const isPointed = list === null && before !== name && /\p{Script=Han}/u.test(before);
    return isPointed ? [{ sheet, cell, says: notOneOf('没有清单', before, lists) }] : [];
  });

/** A form that is handed on must say what it was made from. */
function unsaid(marks: readonly PlacedMark[]): Wrong[] {
  const said = new Set(marks.map(({ name }) => name));
  return Object.entries(facts).flatMap(([name, { isNeeded }]) =>
    isNeeded && !said.has(name)
      ? [{ sheet: null, cell: null, says: `没有写明${name}：请在表上或页脚里写上 {{${name}}}。` }]
      : []
  );
}

/** The rows that each list repeats: all that hold marks of its rows, and those between. */
function listRows(marks: readonly PlacedMark[], { lists }: Settings): { lists: ListRows[]; wrong: Wrong[] } {
  const wrong: Wrong[] = [];
  const found = lists.flatMap(({ name: list, row }): ListRows[] => {
    const own = marks.filter((mark) => mark.list === list && !isOfWhole(mark));
    const [first] = own;
    if (first === undefined) {
      // Of a list that is counted alone no row is written.
      if (!marks.some((mark) => mark.list === list))
        wrong.push({
          sheet: settingsSheet,
          cell: `A${row}`,
          says: `没有一格用到清单“${list}”：写成 {{${list}.列名}}。`,
        });
      return [];
    }
    const outside = own.find(({ sheet, cell }) => sheet !== first.sheet || cell === null);
    if (outside) wrong.push({ ...outside, says: `清单“${list}”只能在一张工作表的一处，页眉页脚里不能有它的列。` });
    const rows = own.filter(({ sheet, cell }) => sheet === first.sheet && cell !== null).map((mark) => mark.row);
    return [{ list, sheet: first.sheet, top: Math.min(...rows), bottom: Math.max(...rows) }];
  });
  for (const [at, one] of found.entries())
    for (const other of found.slice(at + 1))
      if (one.sheet === other.sheet && one.top <= other.bottom && other.top <= one.bottom)
        wrong.push({
          sheet: one.sheet,
          cell: `A${other.top}`,
          says: `清单“${one.list}”和“${other.list}”在同一行里，要上下分开。`,
        });
  return { lists: found, wrong };
}

/** What stands once of a list: how many rows it has. */
export const isOfWhole = ({ name }: Pick<Mark, 'name'>): boolean => name === '行数';
