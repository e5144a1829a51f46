import { escapeXml, namespaces } from '../write/xml.ts';
import { attribute, prefixOf, tagOf, tokens, withAttribute } from './tokens.ts';

/** The XML of a part with more at the end of its root element: relations, content types. */
export function appended(text: string, root: string, more: string): string {
  const prefix = prefixOf(/<(?![?!])[^<>]*>/.exec(text)?.[0] ?? '') ?? '';
  const qualified = prefix === '' ? more : more.replace(/<(?=\w)/g, `<${prefix}`);
  const end = text.lastIndexOf(`</${prefix}${root}>`);
  if (end >= 0) return text.slice(0, end) + qualified + text.slice(end);
  return text.replace(
    new RegExp(`<${prefix}${root}([^>]*?)\\s*/>`),
    (_, rest: string) => `<${prefix}${root}${rest}>${qualified}</${prefix}${root}>`
  );
}

/**
 * The workbook part with one tab open: a new first one (`relation`
 * leads to its sheet), or one that is there (`at`, from 0).
 */
export async function patchWorkbook(
  text: string,
  tab: { name: string; relation: string; base: string } | { at: number }
): Promise<string> {
  const isNew = 'relation' in tab;
  let prefix: string | null = null;
  let whole = '';
  let isFirst = true;
  const ids = Array.from(text.matchAll(/\ssheetId\s*=\s*["'](\d+)["']/g), ([, id]) => Number(id));
  for await (const token of tokens([text])) {
    if (token.startsWith('<') && !/^<[?!]/.test(token)) prefix ??= prefixOf(token);
    const tag = tagOf(token, prefix ?? '');
    if (tag?.name === 'workbookView' && !tag.isClosing) {
      whole += withAttribute(withAttribute(token, 'activeTab', isNew ? '0' : String(tab.at)), 'firstSheet', null);
    } else if (tag?.name === 'sheet' && !tag.isClosing && isFirst) {
      isFirst = false;
      const added = isNew
        ? `<${prefix}sheet name="${escapeXml(tab.name)}" sheetId="${Math.max(...ids) + 1}" xmlns:r="${tab.base}" r:id="${tab.relation}"/>`
        : '';
      whole += added + token;
    } else if (tag?.name === 'definedName' && isNew && attribute(token, 'localSheetId') !== null) {
      whole += withAttribute(token, 'localSheetId', String(Number(attribute(token, 'localSheetId')) + 1));
    } else whole += token;
  }
  return whole;
}

/** What the relation types of this package begin with: the two editions of the standard differ. */
export const relationBase = (relations: string): string =>
  /Type\s*=\s*["']([^"']*)\/worksheet["']/.exec(relations)?.[1] ?? namespaces.office;
