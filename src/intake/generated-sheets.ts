import { Unreadable } from './unreadable.ts';

/**
 * The first cell of the sheets that this program writes for people: handed in again, they are skipped without a defect.
 */
export const generatedSheets = {
  defects: '问题清单（系统生成，重新导入时不读这张表）',
  guide: '填写说明（系统生成，导入时不读这张表）',
  receipt: '导入回执（系统生成，导入时不读这张表）',
} as const;

/** The author of comments in copies and templates that this program writes: they are not reported as not read. */
export const noteAuthor = '百景';

export const generatedSheet = 'own_sheet';

export function refuseGeneratedSheet(rows: readonly (readonly string[])[]): void {
  const first = rows.flat().find((cell) => cell.trim() !== '');
  if (Object.values<string | undefined>(generatedSheets).includes(first?.trim())) {
    throw new Unreadable(generatedSheet, '这是系统生成的说明，里面没有要交的数据', '请交填好的表');
  }
}

/** How the texts begin that this program writes beside the sample: a note, and the list of the errors in it. */
export const generatedTexts = ['# 示例数据\n', '序号\t种类\t文件\t工作表\t'] as const;
