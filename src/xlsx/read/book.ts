import type { Archive } from './archive.ts';
import type { Shared } from './cell.ts';
import { hasComments } from './comments.ts';
import { readFormat } from './format.ts';
import { limits } from './limits.ts';
import { WorkbookError, resave, resend } from './workbook-error.ts';
import { readRelations } from './relations.ts';
import { readStrings } from './strings.ts';
import { readFormats } from './styles.ts';
import { readXml } from './xml.ts';

export interface Book {
  /** The part that lists the sheets. */
  main: string;
  shared: Shared;
  sheets: { name: string; isHidden: boolean; part: string }[];
  ignored: string[];
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
  const { is1904, tabs } = await readTabs(archive, main);
  const ignored = extras
    .filter(([pattern]) => archive.names.some((name) => pattern.test(name.toLowerCase())))
    .map(([, words]) => words);
  const sheets: Book['sheets'] = [];
  for (const { name, state, id } of tabs) {
    const relation = relations.find((candidate) => candidate.id === id);
    if (!relation || !archive.has(relation.part)) throw new WorkbookError(`工作表“${name}”的内容不在文件里`, resend);
    if (relation.type === 'worksheet') sheets.push({ name, isHidden: state !== 'visible', part: relation.part });
    else ignored.push(`图表工作表“${name}”`);
  }
  if (sheets.length === 0) throw new WorkbookError('工作簿里没有工作表', resend);
  const own = ownNote === undefined ? undefined : new RegExp(ownNote, 'gu');
  const parts = sheets.map(({ part }) => part);
  if (await hasComments(archive, parts, own)) ignored.push('批注');
  const strings = relations.find(({ type }) => type === 'sharedStrings')?.part;
  const styles = relations.find(({ type }) => type === 'styles')?.part;
  return {
    main,
    shared: {
      is1904,
      strings: strings === undefined ? [] : await readStrings(archive, strings),
      formats: styles === undefined ? [readFormat('General')] : await readFormats(archive, styles),
    },
    sheets,
    ignored,
  };
}

async function readTabs(archive: Archive, part: string) {
  const tabs: { name: string; state: string; id: string }[] = [];
  const names = new Set<string>();
  let is1904 = false;
  await readXml(archive, part, 'workbook', {
    open(element, attributes, depth) {
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
  });
  return { is1904, tabs };
}
