import { setImmediate } from 'node:timers/promises';
import { generatedSheets } from '#intake';
import type { ColumnInfo } from '#spec';
import { linkTo, type BookCell, type BookSheet } from '#xlsx';
import type { FormFacts } from './facts.ts';
import type { Settings } from './settings.ts';

/** What the sheet is called that says where the numbers of a form come from; it stands where the settings stood. */
export const noteSheet = '出表说明';

/** A number of the form and where it comes from. */
export interface NumberNote {
  sheet: string;
  cell: string;
  title: string;
  value: string | number;
  /** The address of its 溯源: whole where it is known where the program is served, else from its root on. */
  address: string;
}

export interface FormNotes {
  facts: FormFacts;
  settings: Settings;
  /** The columns and figures of the form. */
  columns: readonly ColumnInfo[];
  /** What the filters in force cannot be asked of, and what else must be said. */
  says: readonly string[];
  numbers: readonly NumberNote[];
  /** How many cells of each title are unknown. */
  unknown: ReadonlyMap<string, number>;
  /** How many rows each list has. */
  taken: ReadonlyMap<string, number>;
  /** How many rows of these filters a list leaves out, since its conditions do not hold of them. */
  leftOut: ReadonlyMap<string, number>;
}

/** The rows above the numbers; as many, whatever the numbers are. */
function head({ facts, settings, columns, says, unknown, taken, leftOut }: Omit<FormNotes, 'numbers'>): BookCell[][] {
  const { title, version, asOf, loadedAt, isSample, filters } = facts;
  const lines: (readonly [string, string])[] = [
    ['表名', title],
    ...(isSample ? [['示例数据', '单位、项目、金额都是虚构的，不得引用'] as const] : []),
    ...(settings.about === '' ? [] : [['版式', settings.about] as const]),
    ...(settings.basis === '' ? [] : [['依据', settings.basis] as const]),
    ['数据版本', version],
    ['数据截至', asOf],
    ['导入于', loadedAt],
    ['筛选', filters || '无'],
    ...says.map((each) => ['说明', each] as const),
    ...settings.lists.map(({ name, from, where }) => {
      const rows = `“${name}”取自“${from}”${where === '' ? '' : `，条件：${where}`}：${taken.get(name) ?? 0} 行。`;
      const out = leftOut.get(name) ?? 0;
      return ['清单', out === 0 ? rows : `${rows}同样的筛选下，不合条件的 ${out} 行没有列。`] as const;
    }),
    [
      '未知的数',
      unknown.size === 0
        ? '没有'
        : `${Array.from(unknown, ([name, count]) => `${name} ${count} 个`).join('；')}。写成文字、标黄，不是 0，也不在合计里`,
    ],
  ];
  return [
    [{ value: generatedSheets.form, style: 'title' }],
    ...lines.map((line): BookCell[] => line.map((value) => ({ value, style: 'wrap' }))),
    [],
    ['列', '单位和口径'].map((value) => ({ value, style: 'head' })),
    ...columns.map(({ title: each, unit, definition, clause }): BookCell[] =>
      [each, [unit ?? '', definition ?? '', clause ? `条款：${clause}` : ''].filter(Boolean).join('；')].map(
        (value) => ({
          value,
          style: 'wrap',
        })
      )
    ),
    [],
    [{ value: '每个数的溯源（读数溯源的网址）', style: 'title' }],
    ['格', '是什么', '数', '网址'].map((value) => ({ value, style: 'head' })),
  ];
}

/** The row in which the first number stands. */
export const firstNumberRow = (notes: Omit<FormNotes, 'numbers'>): number => head(notes).length + 1;

export const noteSheetOf = (notes: FormNotes): BookSheet => ({
  name: noteSheet,
  widths: [22, 60, 18, 90],
  rows: rowsOf(notes),
});

/** So many lines are written before others have their turn. */
const atOnce = 500;

async function* rowsOf(notes: FormNotes): AsyncGenerator<readonly BookCell[]> {
  yield* head(notes);
  for (const [at, { sheet, cell, title, value, address }] of notes.numbers.entries()) {
    if (at % atOnce === 0) await setImmediate();
    const link = { value: `${sheet}!${cell}`, style: 'link' as const, link: linkTo(sheet, cell) };
    yield [link, title, value, { value: address, style: 'text' }];
  }
}
