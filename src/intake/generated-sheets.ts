import { Unreadable } from './unreadable.ts';

/**
 * The first cell of the sheets that this program writes for people: handed in again, they are skipped without a defect.
 */
export const generatedSheets = {
  defects: '问题清单（系统生成，重新导入时不读这张表）',
  guide: '填写说明（系统生成，导入时不读这张表）',
  receipt: '导入回执（系统生成，导入时不读这张表）',
  scenario: '测算（不作为依据，导入时不读这张表）',
  form: '出表说明（系统生成，导入时不读这张表）',
} as const;

/** The author of comments in copies and templates that this program writes. Programs that save them again forget it. */
export const noteAuthor = '百景';

const lastLine = '〔百景批注，重新交来时不读〕';
const longest = 7900;

/** A comment of this program's: its last line is what it is known by, whoever saves the workbook. */
export const signNote = (text: string): string => `${text.slice(0, longest)}\n${lastLine}`;

/**
 * What this program writes into comments, as the source of a pattern: from the first line, which names what becomes of
 * the cell or what belongs into it, to the last; and as earlier versions wrote it, without a last line.
 */
export const ownNote = [
  `【(?:[^】\\n]*未(?:导入|装载|收)|[^】\\n]*按未知处理|[^】\\n]*待核|填写说明)】[\\s\\S]*?${lastLine}`,
  '【[^】\\n]{3,12}】[^\\n]*\\n发现：[\\s\\S]*?\\n应为：[^\\n]*(?:\\n怎么改：[^\\n]*)?(?:\\n在这张表里：[^\\n]*)?',
  '[^\\n（]{1,30}（(?:必填：空着的行不收|这一列必须有，空着为未知|可不填)）(?:\\n[^\\n]*)?',
].join('|');

export const generatedSheet = 'own_sheet';

export function refuseGeneratedSheet(rows: readonly (readonly string[])[]): void {
  const first = rows.flat().find((cell) => cell.trim() !== '');
  const known = first?.trim();
  if (known === generatedSheets.scenario)
    throw new Unreadable(generatedSheet, '这是测算的结果，不作为依据，里面没有要交的数据', '请交实际的数据');
  if (Object.values<string | undefined>(generatedSheets).includes(known))
    throw new Unreadable(generatedSheet, '这是系统生成的说明，里面没有要交的数据', '请交填好的表');
}

/** How the texts begin that this program writes beside the sample: a note, and the list of the errors in it. */
export const generatedTexts = ['# 示例数据\n', '序号\t种类\t文件\t工作表\t'] as const;
