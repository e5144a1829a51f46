import { notOneOf } from '#spec/content';
import { columnLetters, type TemplateSheet } from '#xlsx';

/** The sheet of a template that says what its lists are; in the form that is made, the account of its numbers. */
export const settingsSheet = '出表设置';

/** What the sheet says of a list, as it is written. */
export interface ListSetting {
  name: string;
  /** The row that says it. */
  row: number;
  from: string;
  by: string;
  where: string;
  sort: string;
  /** What is written where it has no rows. */
  none: string;
}

export interface Settings {
  /** What is said of the form itself. */
  about: string;
  basis: string;
  /** What must be chosen, one value of each, by its title. */
  needs: readonly string[];
  lists: readonly ListSetting[];
}

/** Something that the template says wrong, and its cell in the sheet; null where it has none. */
export interface Wrong {
  sheet: string | null;
  cell: string | null;
  says: string;
}

const keys = ['说明', '依据', '须选'];
const columns = ['清单', '取自', '按', '条件', '排序', '没有时写', '备注'];

/** Reads the sheet of settings: lines of 项 and 内容, then the table of lists under its own header. */
export function readSettings({ name: sheet, rows }: TemplateSheet): { settings: Settings; wrong: Wrong[] } {
  const wrong: Wrong[] = [];
  const said = new Map<string, string>();
  const lists: ListSetting[] = [];
  let header: string[] | null = null;
  for (const [row, cells] of rows) {
    const texts = cells.map((cell) => cell.trim());
    const [first = '', second = ''] = texts;
    if (first === '' || first === settingsSheet) continue;
    if (first === columns[0]) {
      header = texts;
      for (const [at, text] of texts.entries())
        if (text !== '' && !columns.includes(text))
          wrong.push({ sheet, cell: `${columnLetters(at + 1)}${row}`, says: notOneOf('没有这一栏：', text, columns) });
    } else if (header === null) {
      if (keys.includes(first)) said.set(first, second);
      else wrong.push({ sheet, cell: `A${row}`, says: notOneOf('没有这一项：', first, [...keys, columns[0]!]) });
    } else {
      const of = (column: string) => texts[header!.indexOf(column)] ?? '';
      if (lists.some(({ name }) => name === first))
        wrong.push({ sheet, cell: `A${row}`, says: `有两个清单叫“${first}”。` });
      else if (/[.．|｜{}]/.test(first))
        wrong.push({ sheet, cell: `A${row}`, says: `清单的名字“${first}”里不能有点、竖线和花括号。` });
      else
        lists.push({
          name: first,
          row,
          from: of('取自'),
          by: of('按'),
          where: of('条件'),
          sort: of('排序'),
          none: of('没有时写'),
        });
    }
  }
  const needs = listed(said.get('须选') ?? '');
  return { settings: { about: said.get('说明') ?? '', basis: said.get('依据') ?? '', needs, lists }, wrong };
}

/** The parts of a text between 、 and half commas; not those within brackets: 县（市、区） is one. */
export const listed = (text: string): string[] =>
  Array.from(text.matchAll(/(?:[^、,（(]|[（(][^）)]*[）)]?)+/g), ([part]) => part.trim()).filter(
    (part) => part !== ''
  );
