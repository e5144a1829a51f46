import { escapeXml, namespaces } from '../write/xml.ts';
import { attribute, prefixOf, tagOf, tokens, withAttribute } from './tokens.ts';

/** Puts more at the end of a part's root element: relations, content types. */
export function appended(text: string, root: string, more: string): string {
  const prefix = prefixOf(/<(?![?!])[^>]*>/.exec(text)?.[0] ?? '') ?? '';
  const qualified = prefix === '' ? more : more.replace(/<(?=\w)/g, `<${prefix}`);
  const end = text.lastIndexOf(`</${prefix}${root}>`);
  if (end >= 0) return text.slice(0, end) + qualified + text.slice(end);
  return text.replace(
    new RegExp(`<${prefix}${root}([^>]*?)\\s*/>`),
    (_, rest: string) => `<${prefix}${root}${rest}>${qualified}</${prefix}${root}>`
  );
}

/**
 * The workbook part with the list of defects open: a new first tab (`relation`), or the one that an earlier copy left
 * (`at`).
 */
export async function patchWorkbook(
  text: string,
  list: { name: string; relation: string; base: string } | { at: number }
): Promise<string> {
  const isNew = 'relation' in list;
  let prefix: string | null = null;
  let whole = '';
  let isFirst = true;
  const ids = Array.from(text.matchAll(/\ssheetId\s*=\s*["'](\d+)["']/g), ([, id]) => Number(id));
  for await (const token of tokens([text])) {
    if (token.startsWith('<') && !/^<[?!]/.test(token)) prefix ??= prefixOf(token);
    const tag = tagOf(token, prefix ?? '');
    if (tag?.name === 'workbookView' && !tag.isClosing) {
      whole += withAttribute(withAttribute(token, 'activeTab', isNew ? '0' : String(list.at)), 'firstSheet', null);
    } else if (tag?.name === 'sheet' && !tag.isClosing && isFirst) {
      isFirst = false;
      const added = isNew
        ? `<${prefix}sheet name="${escapeXml(list.name)}" sheetId="${Math.max(...ids) + 1}" xmlns:r="${list.base}" r:id="${list.relation}"/>`
        : '';
      whole += added + token;
    } else if (tag?.name === 'definedName' && isNew && attribute(token, 'localSheetId') !== null) {
      whole += withAttribute(token, 'localSheetId', String(Number(attribute(token, 'localSheetId')) + 1));
    } else whole += token;
  }
  return whole;
}

/** The beginning that the types of relations have in this package: there are two editions of the standard. */
export const relationBase = (relations: string): string =>
  /Type\s*=\s*["']([^"']*)\/worksheet["']/.exec(relations)?.[1] ?? namespaces.office;
