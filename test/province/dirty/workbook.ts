import { escapeXml } from './escape.ts';
import { sheetXml, type BookSheet, type Strings } from './sheet-xml.ts';
import type { Cell, Table } from './table.ts';
import { zip, type Part } from './zip.ts';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** An .xlsx workbook with texts, numbers, formats of numbers, formulas, errors, merged ranges and hidden rows: what a clerk's holds. */
export const workbook = (sheets: readonly BookSheet[], options: { is1904?: boolean } = {}): Buffer =>
  zip(parts(sheets, options));

/** The parts of such a workbook, before they are packed. */
export function parts(sheets: readonly BookSheet[], { is1904 = false }: { is1904?: boolean } = {}): Part[] {
  const formats = [...new Set(sheets.flatMap(({ table }) => formatsOf(table)))];
  const index = new Map<string, number>();
  const strings: Strings = (text) => index.get(text) ?? (index.set(text, index.size), index.size - 1);
  const written = sheets.map((sheet) => sheetXml(sheet, strings, formats));
  const types = sheets.map(
    (_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${MAIN_TYPE}.worksheet+xml"/>`
  );
  const tabs = sheets.map(
    ({ name, isHidden }, i) =>
      `<sheet name="${escapeXml(name)}" sheetId="${i + 1}"${isHidden ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`
  );
  const relation = (id: number, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const relations = [
    ...sheets.map((_, i) => relation(i + 1, 'worksheet', `worksheets/sheet${i + 1}.xml`)),
    relation(sheets.length + 1, 'styles', 'styles.xml'),
    relation(sheets.length + 2, 'sharedStrings', 'sharedStrings.xml'),
  ];
  return [
    {
      name: '[Content_Types].xml',
      content: `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${MAIN_TYPE}.sheet.main+xml"/>${types.join('')}</Types>`,
    },
    {
      name: '_rels/.rels',
      content: `${XML}<Relationships xmlns="${PACKAGE}/relationships">${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${tabs.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `${XML}<Relationships xmlns="${PACKAGE}/relationships">${relations.join('')}</Relationships>`,
    },
    { name: 'xl/styles.xml', content: `${XML}${stylesXml(formats)}` },
    ...written.map((text, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, content: XML + text })),
    {
      name: 'xl/sharedStrings.xml',
      content: `${XML}<sst xmlns="${MAIN}">${[...index.keys()].map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`).join('')}</sst>`,
    },
  ];
}

const MAIN_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const formatsOf = ({ lines, above }: Table): string[] =>
  [...above, ...lines.map(({ cells }) => cells)]
    .flat()
    .flatMap((cell: Cell) => (typeof cell === 'object' && 'number' in cell ? [cell.format] : []));

function stylesXml(formats: readonly string[]): string {
  const codes = formats
    .map((format, i) => `<numFmt numFmtId="${164 + i}" formatCode="${escapeXml(format)}"/>`)
    .join('');
  const styles = [
    '<xf numFmtId="0"/>',
    ...formats.map((_, i) => `<xf numFmtId="${164 + i}" applyNumberFormat="1"/>`),
  ].join('');
  return `<styleSheet xmlns="${MAIN}">${codes && `<numFmts>${codes}</numFmts>`}<cellXfs>${styles}</cellXfs></styleSheet>`;
}
