import { declared, escapeXml, namespaces, overrideXml, partTypes, relationsXml, relationXml } from '#xlsx';
import { writeZip, type ZipEntry } from './zip.ts';

export interface Sheet {
  name?: string;
  state?: string;
  /** What stands within `sheetData`. */
  data?: string;
  before?: string;
  after?: string;
}

/** What a workbook is made of. All of it is XML as it is to stand in the file, sound or not. */
export interface Parts {
  sheets?: Sheet[];
  /** `si` elements; or texts, which are made such. */
  strings?: string[];
  /** Format codes: style n + 1 has code n, style 0 is General. A number is a builtin format. */
  formats?: (string | number)[];
  is1904?: boolean;
  /** Parts by name: replaces one, adds one, takes one away (null). */
  parts?: Record<string, string | Uint8Array | null>;
}

/** The entries of the zip that a workbook is. */
export function workbookEntries({
  sheets = [{}],
  strings = [],
  formats = [],
  is1904 = false,
  parts = {},
}: Parts): ZipEntry[] {
  const custom = formats
    .map((code, at) =>
      typeof code === 'string' ? `<numFmt numFmtId="${200 + at}" formatCode="${escapeXml(code)}"/>` : ''
    )
    .join('');
  const styles = [
    '<xf numFmtId="0"/>',
    ...formats.map(
      (code, at) => `<xf numFmtId="${typeof code === 'number' ? code : 200 + at}" applyNumberFormat="1"/>`
    ),
  ];
  const all: Record<string, string | Uint8Array | null> = {
    '[Content_Types].xml': contentTypes(sheets.length),
    '_rels/.rels': relationsXml([relationXml('rId1', 'officeDocument', 'xl/workbook.xml')]),
    'xl/workbook.xml': `${declared}<workbook xmlns="${namespaces.main}" xmlns:r="${namespaces.office}"><workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        ({ name, state }, at) =>
          `<sheet name="${escapeXml(name ?? `Sheet${at + 1}`)}" sheetId="${at + 1}"${state ? ` state="${state}"` : ''} r:id="rId${at + 1}"/>`
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationsXml([
      ...sheets.map((_, at) => relationXml(`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`)),
      relationXml('rId8001', 'sharedStrings', 'sharedStrings.xml'),
      relationXml('rId8002', 'styles', '/xl/styles.xml'),
    ]),
    'xl/sharedStrings.xml': `${declared}<sst xmlns="${namespaces.main}">${strings.map((text) => (text.startsWith('<si') ? text : `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`)).join('')}</sst>`,
    'xl/styles.xml': `${declared}<styleSheet xmlns="${namespaces.main}">${custom && `<numFmts>${custom}</numFmts>`}<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${styles.join('')}</cellXfs></styleSheet>`,
    ...Object.fromEntries(
      sheets.map(({ data = '', before = '', after = '' }, at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        `${declared}<worksheet xmlns="${namespaces.main}">${before}<sheetData>${data}</sheetData>${after}</worksheet>`,
      ])
    ),
    ...parts,
  };
  return Object.entries(all).flatMap(([name, data]) => (data === null ? [] : [{ name, data }]));
}

export const workbook = (parts: Parts): Buffer => writeZip(workbookEntries(parts));

const stringsType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml';

function contentTypes(sheets: number): string {
  const parts = [
    overrideXml('xl/workbook.xml', partTypes.main),
    overrideXml('xl/styles.xml', partTypes.styles),
    overrideXml('xl/sharedStrings.xml', stringsType),
    ...Array.from({ length: sheets }, (_, at) => overrideXml(`xl/worksheets/sheet${at + 1}.xml`, partTypes.sheet)),
  ];
  return `${declared}<Types xmlns="${namespaces.types}"><Default Extension="rels" ContentType="${partTypes.relations}"/><Default Extension="xml" ContentType="application/xml"/>${parts.join('')}</Types>`;
}
