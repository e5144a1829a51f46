import type { Effect } from '#spec';
import { generatedSheets } from '#reading';
import { type BookCell, type BookSheet, columnLetters, largest, linkTo } from '#xlsx';
import { colorOf } from './colors.ts';
import type { Job, ListedDefect } from './job.ts';

export const listName = '问题清单';

/** The sheet that lists the defects, each with a link to its cell. `named` answers the name of a sheet in the copy. */
export function listSheet(
  {
    file,
    version,
    effects,
    defects,
    total,
    rows: count,
  }: Omit<Job, 'kind' | 'extension' | 'headers' | 'title' | 'sheets'>,
  { name = listName, named = (sheet: string): string | null => sheet } = {}
): BookSheet {
  return { name, rows: rows(), widths: [6, 17, 17, 17, 17, 24, 40, 34, 40], frozen: 5 };

  function* rows(): Generator<BookCell[]> {
    yield [{ value: generatedSheets.defects, style: 'title' }];
    const of = version === null ? '还没有导入，只逐行查过' : `版本 ${version}`;
    yield [`文件 ${file}，${of}，共 ${total} 处。照“怎么改”一列改好原处，保存后重新交来；这张表不用删。`];
    if (count !== null && count > largest.rows)
      yield [
        `原件有 ${count} 行，一张工作表最多 ${largest.rows} 行：后面的行不在这份标注件里，请在原件里改，并把它分成几个文件。`,
      ];
    yield [
      '颜色',
      ...(Object.keys(effects) as Effect[]).map((effect) => ({ value: effects[effect], style: colorOf[effect] })),
    ];
    yield [];
    yield ['序号', '后果', '工作表', '单元格', '列', '所填', '发现', '应为', '怎么改'].map((value) => ({
      value,
      style: 'head' as const,
    }));
    for (const [i, defect] of defects.entries()) yield line(defect, i + 1);
    if (total > defects.length)
      yield [`其余 ${total - defects.length} 处没有列出、没有标色，请先改好以上各处，再交一次。`];
  }

  function line(
    { effect, sheet, row, column, header, value, problem, expected, fix }: ListedDefect,
    number: number
  ): BookCell[] {
    const reference = row === null ? '' : `${columnLetters(column ?? 1)}${row}`;
    const target = named(sheet);
    const shown = row === null ? '' : column === null ? `第 ${row} 行` : reference;
    const cell =
      reference !== '' && target !== null
        ? { value: shown, style: 'link' as const, link: linkTo(target, reference) }
        : { value: shown, style: 'wrap' as const };
    return [
      { value: number, style: 'wrap' },
      { value: effects[effect], style: colorOf[effect] },
      { value: target ?? sheet, style: 'wrap' },
      cell,
      ...[header ?? '', value ?? '', problem, expected, fix].map((text) => ({ value: text, style: 'wrap' as const })),
    ];
  }
}
