import type { LandedFile, LandedSheet } from './landed.ts';
import { readRecords } from './rfc4180.ts';

/** How a file was held against a second reading. */
export type Held = 'refused' | 'cell by cell' | 'word by word';

const decoders: Readonly<Record<string, string>> = {
  'UTF-8': 'utf-8',
  'UTF-8 BOM': 'utf-8',
  'UTF-16LE': 'utf-16le',
  'UTF-16BE': 'utf-16be',
  GB18030: 'gb18030',
};
const quotes = /quote|long_cell/;

/**
 * Holds what was landed of a text file against a second reading of its bytes. Says what is wrong, one sentence each.
 */
export function compareText(bytes: Buffer, file: LandedFile): { held: Held; wrong: string[] } {
  const [sheet] = file.sheets;
  if (!sheet)
    return {
      held: 'refused',
      wrong:
        file.refused > 0 && file.defects.some(({ effect }) => effect === 'file')
          ? []
          : ['neither read nor refused with a reason'],
    };
  const decoder = decoders[file.encoding ?? ''];
  if (decoder === undefined)
    return { held: 'word by word', wrong: [`read in an encoding called ${String(file.encoding)}`] };
  // What DOS puts at the end of a text is none of it.
  const text = new TextDecoder(decoder, { fatal: true }).decode(bytes).replace(/\x1a+[\r\n]*$/, '');
  const readings = [',', '\t', ';'].map((delimiter) => readRecords(text, delimiter));
  const reading = readings.find(({ isWellFormed, records }) => isWellFormed && holdsHeader(records, sheet));
  if (reading && !file.defects.some(({ check }) => quotes.test(check)))
    return { held: 'cell by cell', wrong: compareRecords(reading.records, sheet, file) };
  return { held: 'word by word', wrong: lostWords(text, sheet, file) };
}

/** The header of one line stands in its row; of a header of two lines the lower one does, as far as it goes. */
function holdsHeader(records: readonly string[][], { headerRow, places }: LandedSheet): boolean {
  const header = records[headerRow - 1];
  return (
    header !== undefined &&
    Math.max(header.length, records[headerRow - 2]?.length ?? 0) >= places.length &&
    places.some(({ header: text }, i) => text !== '' && (header[i] ?? '').trim() === text)
  );
}

function compareRecords(records: readonly string[][], sheet: LandedSheet, { defects }: LandedFile): string[] {
  const { headerRow, read, rows, aside } = sheet;
  const wrong =
    records.length - headerRow === read ? [] : [`${records.length - headerRow} records below the header, ${read} read`];
  for (const [i, record] of records.entries()) {
    const row = i + 1;
    if (row <= headerRow) continue;
    const [landed, other] = [rows.get(row), aside.get(row)];
    if (landed && other) wrong.push(`row ${row} is landed and set aside`);
    else if (landed) wrong.push(...differences(record, landed, sheet).map((what) => `row ${row}: ${what}`));
    else if (other) {
      if (other.cells.join('\0') !== record.join('\0')) wrong.push(`row ${row} is set aside with other cells`);
      if (other.what === 'rejected' && !defects.some((defect) => defect.row === row && defect.effect === 'row'))
        wrong.push(`row ${row} is rejected without a defect`);
    } else if (!record.every(isBlank)) wrong.push(`row ${row} is lost: ${record.join(' ').slice(0, 80)}`);
  }
  return [
    ...wrong,
    ...[...rows.keys(), ...aside.keys()]
      .filter((row) => row <= headerRow || row > records.length)
      .map((row) => `row ${row} is not in the file`),
  ];
}

export const isBlank = (cell: string): boolean => !/[^\s\p{Z}\p{Cf}]/u.test(cell);

function differences(
  record: readonly string[],
  { cells, others }: { cells: Record<string, string | null>; others: Record<string, string> },
  { places }: LandedSheet
): string[] {
  return record.flatMap((cell, i) => {
    const place = places[i];
    if (!place) return isBlank(cell) ? [] : [`cell ${i + 1} has no column`];
    const landed =
      place.name === null
        ? (others[place.header] ?? others[`${place.header}（第 ${i + 1} 列）`] ?? null)
        : (cells[place.name] ?? null);
    return landed === (meantBy(cell) || null)
      ? []
      : [`cell ${i + 1} is ${JSON.stringify(landed)}, a second reader reads ${JSON.stringify(cell)}`];
  });
}

/** `="00123"` says that what stands between the quotes is a text. */
const meantBy = (cell: string): string => /^\s*="([^"]*)"\s*$/.exec(cell)?.[1] ?? cell;

const words = /[\p{Script=Han}A-Za-z0-9]{2,}/gu;

/**
 * Where quotation marks are broken two readers may differ on cells, not on what
 * is there: every word below the header is kept, as often as it stands there.
 */
function lostWords(text: string, { headerRow, rows, aside, places }: LandedSheet, { defects }: LandedFile): string[] {
  if (defects.some(({ check }) => check === 'long_cell')) return [];
  const kept = [...rows.values()]
    .flatMap(({ cells, others }) => [...Object.values(cells), ...Object.values(others)])
    .concat([...aside.values()].flatMap(({ cells }) => cells));
  const count = (texts: readonly (string | null)[]) => {
    const counts = new Map<string, number>();
    for (const one of texts)
      for (const [word] of (one ?? '').matchAll(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
    return counts;
  };
  const there = count(kept);
  const lines = text.split(/\r\n|\n|\r/);
  // A cell of the header may hold line breaks: it ends where all its words have been.
  const header = [...count(places.map(({ header: one }) => one)).keys()];
  let last = headerRow;
  while (last < headerRow + 20 && !header.every((word) => count(lines.slice(0, last)).has(word))) last += 1;
  const above = count(lines.slice(0, last));
  return [...count([text])]
    .filter(([word, times]) => times > (there.get(word) ?? 0) + (above.get(word) ?? 0))
    .map(([word]) => `the word ${word} is lost`)
    .slice(0, 3);
}
