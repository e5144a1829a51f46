import { escapeXml, namespaces } from '../write/xml.ts';
import type { FilledRows } from './fill-sheet.ts';

/** The links of a sheet, and the relations by which they lead out of the workbook. */
export function linksXml(
  links: FilledRows['links'],
  prefix: string,
  base: string
): { relations: string[]; elements: string } {
  const relations: string[] = [];
  const elements = links.map(({ cell, link }, i) => {
    if ('url' in link) relations.push(externalXml(`rIdBaijing${i}`, link.url, base));
    const target =
      'url' in link ? `xmlns:r="${officeOf(base)}" r:id="rIdBaijing${i}"` : `location="${escapeXml(link.place)}"`;
    return `<${prefix}hyperlink ref="${cell}" ${target} tooltip="${escapeXml(link.tip.slice(0, 255))}"/>`;
  });
  return { relations, elements: elements.join('') };
}

/** The elements of a sheet that the schema wants behind `hyperlinks`. */
const behindLinks = [
  'printOptions',
  'pageMargins',
  'pageSetup',
  'headerFooter',
  'rowBreaks',
  'colBreaks',
  'customProperties',
  'cellWatches',
  'ignoredErrors',
  'smartTags',
  'drawing',
  'legacyDrawing',
  'legacyDrawingHF',
  'drawingHF',
  'picture',
  'oleObjects',
  'controls',
  'webPublishItems',
  'tableParts',
  'extLst',
];

/** The XML of a sheet with more links, in the place that the schema wants. */
export function insertLinks(xml: string, prefix: string, links: string): string {
  const end = xml.lastIndexOf(`</${prefix}hyperlinks>`);
  if (end >= 0) return xml.slice(0, end) + links + xml.slice(end);
  const rows = xml.lastIndexOf(`</${prefix}sheetData>`);
  const next = new RegExp(
    `<(?:${prefix}(?:${behindLinks.join('|')})|mc:AlternateContent)[\\s/>]|</${prefix}worksheet>`,
    'g'
  );
  next.lastIndex = rows;
  const at = next.exec(xml)?.index ?? xml.length;
  return `${xml.slice(0, at)}<${prefix}hyperlinks>${links}</${prefix}hyperlinks>${xml.slice(at)}`;
}

const externalXml = (id: string, url: string, base: string): string =>
  `<Relationship Id="${id}" Type="${base}/hyperlink" Target="${escapeXml(url)}" TargetMode="External"/>`;

/** The namespace of `r:id` in the edition of the standard that the relations are of. */
const officeOf = (base: string): string => (base.includes('purl.oclc.org') ? base : namespaces.office);
