import type { Archive } from './archive.ts';
import { boxTexts } from './box-texts.ts';
import type { Shared } from './cell.ts';
import { readChanges } from './conditional.ts';
import { findComments } from './comments.ts';
import { isSet } from './frame.ts';
import { limits } from './limits.ts';
import { WorkbookError, resave, resend } from './workbook-error.ts';
import { readRelations } from './relations.ts';
import { readStrings } from './strings.ts';
import { plainStyle, readStyles } from './styles.ts';
import type { Change, Span } from './workbook.ts';
import { readXml, type Attributes } from './xml.ts';

export interface Book {
  /** The part that lists the sheets. */
  main: string;
  shared: Shared;
  sheets: {
    name: string;
    isHidden: boolean;
    printTitles: Span | null;
    boxTexts: string[];
    isCommented: boolean;
    part: string;
  }[];
  ignored: string[];
  /** What each format of a condition changes. */
  changes: (Change | null)[];
}

const extras: readonly [RegExp, string][] = [
  [/^xl\/media\//, '图片'],
  [/^xl\/externallinks\//, '外部链接'],
  [/^xl\/embeddings\//, '嵌入对象'],
  [/^xl\/charts\//, '图表'],
  [/^xl\/pivottables\//, '数据透视表'],
  [/^xl\/(activex|ctrlprops)\//, '控件'],
  [/^xl\/connections\.xml$/, '数据连接'],
];

/**
 * Reads the names of the sheets and the strings and formats that they share. Comments of nothing but `ownNote` are not
 * told.
 */
export async function readBook(archive: Archive, { ownNote }: { ownNote?: string } = {}): Promise<Book> {
  const main = (await readRelations(archive, '')).find(({ type }) => type === 'officeDocument')?.part;
  if (main === undefined || !archive.has(main))
    throw new WorkbookError('这不是 Excel 工作簿：找不到工作簿部件', resend);
  const relations = await readRelations(archive, main);
  const { is1904, isUncomputed, tabs, titles } = await readTabs(archive, main);
  const ignored = extras
    .filter(([pattern]) => archive.names.some((name) => pattern.test(name.toLowerCase())))
    .map(([, words]) => words);
  const sheets: Book['sheets'] = [];
  for (const [at, { name, state, id }] of tabs.entries()) {
    const relation = relations.find((candidate) => candidate.id === id);
    if (!relation || !archive.has(relation.part)) throw new WorkbookError(`工作表“${name}”的内容不在文件里`, resend);
    if (relation.type === 'worksheet')
      sheets.push({
        name,
        isHidden: state !== 'visible',
        printTitles: titles.get(at) ?? null,
        boxTexts: await boxTexts(archive, relation.part),
        isCommented: false,
        part: relation.part,
      });
    else ignored.push(`图表工作表“${name}”`);
  }
  if (sheets.length === 0) throw new WorkbookError('工作簿里没有工作表', resend);
  const own = ownNote === undefined ? undefined : new RegExp(ownNote, 'gu');
  const parts = sheets.map(({ part }) => part);
  const { areCommented, isElsewhere } = await findComments(archive, parts, own);
  for (const [at, sheet] of sheets.entries()) sheet.isCommented = areCommented[at] === true;
  if (isElsewhere) ignored.push('批注');
  const strings = relations.find(({ type }) => type === 'sharedStrings')?.part;
  const styles = relations.find(({ type }) => type === 'styles')?.part;
  return {
    main,
    shared: {
      is1904,
      strings: strings === undefined ? [] : await readStrings(archive, strings),
      styles: styles === undefined ? [plainStyle] : await readStyles(archive, styles),
      calculation: isUncomputed ? 'pending' : 'done',
    },
    sheets,
    ignored,
    changes: styles === undefined ? [] : await readChanges(archive, styles),
  };
}

async function readTabs(archive: Archive, part: string) {
  const tabs: { name: string; state: string; id: string }[] = [];
  const names = new Set<string>();
  const titles = new Map<number, Span>();
  let is1904 = false;
  let isUncomputed = false;
  let titled: number | null = null;
  await readXml(archive, part, 'workbook', {
    open(element, attributes, depth) {
      const isTitles = element === 'definedName' && attributes.name?.toLowerCase() === '_xlnm.print_titles';
      titled = isTitles ? Number(attributes.localSheetId) : null;
      if (element === 'calcPr') isUncomputed = awaitsCalculation(attributes);
      if (element === 'workbookPr') is1904 = attributes.date1904 === '1' || attributes.date1904 === 'true';
      if (element !== 'sheet' || depth !== 3) return;
      const { name = '', state = 'visible' } = attributes;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      if (names.has(name.toLowerCase())) throw new WorkbookError(`有两个工作表都叫“${name}”`, resave);
      names.add(name.toLowerCase());
      tabs.push({ name, state, id });
      if (tabs.length > limits.sheets)
        throw new WorkbookError(`工作表超过 ${limits.sheets} 个`, '请只保留要交的工作表');
    },
    text(text) {
      const rows = titled === null ? null : /\$(\d{1,7}):\$(\d{1,7})(?:,|$)/.exec(text);
      if (rows) titles.set(titled!, { from: Number(rows[1]), to: Number(rows[2]) });
    },
  });
  return { is1904, isUncomputed, tabs, titles };
}

/** Whether the formulas of a workbook are to be computed when it is opened, so that their values are old or none. */
function awaitsCalculation({ fullCalcOnLoad, calcCompleted = '1', calcMode, calcOnSave = '1' }: Attributes): boolean {
  return isSet(fullCalcOnLoad) || !isSet(calcCompleted) || (calcMode === 'manual' && !isSet(calcOnSave));
}
