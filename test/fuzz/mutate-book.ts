import { inflateRawSync } from 'node:zlib';
import type { Random } from '../xlsx/seeded.ts';
import { writeZip, type ZipEntry } from '../province/workbook/zip.ts';

/** Changes the parts of a workbook: their XML, their names, which there are. One that is no zip stays as it is. */
export function mutateBook(bytes: Buffer, random: Random): Buffer {
  let entries = partsOf(bytes);
  if (entries === null || entries.length === 0) return bytes;
  for (let change = 1 + random.below(2); change > 0; change -= 1) entries = reshaped(entries, random);
  return writeZip(entries);
}

/** The parts of a zip that is sound, by the headers before them. */
function partsOf(bytes: Buffer): ZipEntry[] | null {
  const entries: ZipEntry[] = [];
  for (let at = 0; at + 30 <= bytes.length && bytes.readUInt32LE(at) === 0x04034b50;) {
    const [method, packed, nameLength, extra] = [
      bytes.readUInt16LE(at + 8),
      bytes.readUInt32LE(at + 18),
      bytes.readUInt16LE(at + 26),
      bytes.readUInt16LE(at + 28),
    ];
    const start = at + 30 + nameLength + extra;
    const body = bytes.subarray(start, start + packed);
    try {
      entries.push({
        name: bytes.toString('utf8', at + 30, at + 30 + nameLength),
        data: method === 8 ? inflateRawSync(body) : body,
      });
    } catch {
      return null;
    }
    at = start + packed;
  }
  return entries;
}

function reshaped(entries: readonly ZipEntry[], random: Random): ZipEntry[] {
  const { below, chance, pick } = random;
  const wanted = pick(['sheet', 'sheet', 'sheet', 'sharedStrings', 'sharedStrings', 'styles']);
  const telling = entries.findIndex(({ name }) => name.includes(wanted));
  const at = telling >= 0 && chance(0.9) ? telling : below(entries.length);
  const entry = entries[at] as ZipEntry;
  const xml = Buffer.from(entry.data).toString('utf8');
  if (xml.length > 300_000) return [...entries];
  switch (below(24)) {
    case 0:
      return entries.toSpliced(at, 1);
    case 1:
      return entries.toSpliced(at, 0, entry);
    case 2:
      return entries.with(at, { ...entry, name: pick(['xl/other.xml', `/${entry.name}`, `../${entry.name}`]) });
    default:
      return entries.with(at, { ...entry, data: mangled(xml, random) });
  }
}

const tokens = [
  '<',
  '&',
  '"',
  '9',
  'A',
  '\0',
  '>',
  ' ',
  '&amp;',
  '<v>1</v>',
  '<row/>',
  '<!-- -->',
  '<![CDATA[甲]]>',
  '_x000D_',
];

/** Takes away, doubles or moves elements, changes an attribute, a number or a character. */
function mangled(xml: string, { pick, below, chance }: Random): string {
  const pieces = xml.match(/<[^>]*>|[^<]+/g) ?? [];
  if (pieces.length === 0) return xml;
  const start = below(pieces.length);
  const count = 1 + below(6);
  const cut = pieces.slice(start, start + count);
  switch (below(14)) {
    case 0:
      return pieces.toSpliced(start, count).join('');
    case 1:
      return pieces.toSpliced(start, 0, ...cut).join('');
    case 2:
      return pieces
        .toSpliced(start, count)
        .toSpliced(below(pieces.length), 0, ...cut)
        .join('');
    case 3:
      return changed(xml, /r="[A-Z]+\d+"/g, () => `r="${pick(['A1', 'B2', 'ZZ9', 'XFE1', 'C1048577', 'D5'])}"`, below);
    case 4:
      return changed(xml, / t="\w+"/g, () => ` t="${pick(['s', 'n', 'b', 'e', 'd', 'str', 'x'])}"`, below);
    case 5:
      return changed(
        xml,
        /<v>[^<]*<\/v>/g,
        () => `<v>${pick(['', '0', '-1', '1e308', '99999', '45771', '0.1', '#N/A', '甲', '2958466', '60'])}</v>`,
        below
      );
    case 6: {
      const place = below(xml.length);
      return xml.slice(0, place) + pick(tokens) + xml.slice(place + (chance(0.5) ? 1 : 0));
    }
    case 7:
      return changed(xml, cell, () => '', below);
    case 8:
      return changed(xml, row, () => '', below);
    case 9:
      return changed(xml, /<si>.*?<\/si>/gs, () => `<si><t xml:space="preserve">${pick(texts)}</t></si>`, below);
    case 10:
      return changed(
        xml,
        cell,
        (found) =>
          found
            .replace(/ t="\w+"/, '')
            .replace(/<v>.*<\/v>/s, `<is><r><t>${pick(texts)}</t></r><r><t>尾</t></r></is>`)
            .replace(/^<c /, '<c t="inlineStr" '),
        below
      );
    case 11:
      return changed(
        xml,
        row,
        (found) => found.replace('<row ', `<row ${pick(['hidden="1"', 'ht="0"', 'spans="1:9"', 'collapsed="1"'])} `),
        below
      );
    case 12:
      return changed(xml, / s="\d+"/g, () => ` s="${below(4)}"`, below);
    default:
      return changed(xml, /<v>(\d+)<\/v>/g, () => `<v>${below(60)}</v>`, below);
  }
}

const cell = /<c [^>]*?(?:\/>|>.*?<\/c>)/gs;
const row = /<row [^>]*?(?:\/>|>.*?<\/row>)/gs;
const texts = [
  '',
  ' ',
  '合计',
  '填表人：某某',
  'a&amp;b',
  '行\n行',
  '１２３',
  '=1+1',
  '2025-02-30',
  '_x000D_',
  '𠮷',
  '项目编号',
  '约300',
  '是',
  '001',
];

/** One of the places that a pattern finds. */
function changed(xml: string, pattern: RegExp, put: (found: string) => string, below: Random['below']): string {
  const found = [...xml.matchAll(pattern)];
  const one = found[below(found.length)];
  return one ? xml.slice(0, one.index) + put(one[0]) + xml.slice(one.index + one[0].length) : xml;
}
