import { readXlsx, type CellValue } from 'hucre/xlsx';
import { isBlank, type Held } from './compare-text.ts';
import type { LandedFile, LandedSheet } from './landed.ts';

/** Holds what was landed of a workbook against what another library reads. */
export async function compareBook(bytes: Buffer, file: LandedFile): Promise<{ held: Held | 'alone'; wrong: string[] }> {
  if (file.sheets.length === 0)
    return {
      held: 'refused',
      wrong:
        file.refused > 0 && file.defects.some(({ effect }) => effect === 'file')
          ? []
          : ['neither read nor refused with a reason'],
    };
  let sheets: Awaited<ReturnType<typeof readXlsx>>['sheets'];
  try {
    sheets = (await readXlsx(bytes)).sheets;
  } catch {
    return { held: 'alone', wrong: [] };
  }
  const wrong = file.sheets.flatMap((sheet) => {
    const theirs = sheets.find(({ name }) => name === sheet.sheet);
    return theirs
      ? compareSheet(theirs.rows, (theirs.merges ?? []).length > 0, sheet, file).map(
          (what) => `${sheet.sheet}: ${what}`
        )
      : [`a second reader finds no sheet ${sheet.sheet}`];
  });
  return { held: 'cell by cell', wrong };
}

function compareSheet(
  records: readonly (readonly CellValue[])[],
  hasMerges: boolean,
  sheet: LandedSheet,
  { defects }: LandedFile
): string[] {
  const { headerRow, rows, aside, places } = sheet;
  const wrong: string[] = [];
  const above = new Array<string | null>(places.length).fill(null);
  for (const [i, record] of records.entries()) {
    const row = i + 1;
    if (row <= headerRow) continue;
    const said = defects.filter((defect) => defect.row === row && defect.sheet === sheet.sheet);
    const [landed, other] = [rows.get(row), aside.get(row)];
    const held = places.map(
      (place, at) =>
        (landed
          ? place.name === null
            ? (landed.others[place.header] ?? landed.others[`${place.header}（第 ${at + 1} 列）`])
            : landed.cells[place.name]
          : other?.cells[at]) ?? null
    );
    if (!landed && !other && record.some((cell) => !isEmpty(cell)))
      wrong.push(`row ${row} is lost: ${record.join(' ').slice(0, 80)}`);
    if (landed && other) wrong.push(`row ${row} is landed and set aside`);
    for (const at of places.keys()) {
      const theirs = record[at] ?? null;
      const mine = held[at] ?? null;
      const place = places[at] as (typeof places)[number];
      // What the intake says of a cell it says aloud; a cell of a merged range is filled from above.
      const isTold = said.some(
        ({ column }) => column !== null && (column === place.header || column === place.canonical)
      );
      const isFilled = hasMerges && isEmpty(theirs) && mine !== null && mine === above[at];
      const isSame = isLike(mine, theirs) || isTold || isFilled;
      if ((landed || other) && !isSame)
        wrong.push(
          `row ${row}, cell ${at + 1} is ${JSON.stringify(mine)}, a second reader reads ${JSON.stringify(theirs)}`
        );
      if (mine !== null && mine !== '') above[at] = mine;
    }
  }
  return [
    ...wrong,
    ...[...rows.keys(), ...aside.keys()]
      .filter((row) => row <= headerRow || row > records.length)
      .map((row) => `row ${row} is not in the file`),
  ];
}

const isEmpty = (cell: CellValue | undefined): boolean =>
  cell === null || cell === undefined || (typeof cell === 'string' && isBlank(cell));

/** Whether a text says what another reader's cell holds, which drops how a number is shown and times of days. */
function isLike(mine: string | null, theirs: CellValue): boolean {
  if (theirs === null || theirs === '') return mine === null || mine === '';
  if (mine === null) return isEmpty(theirs);
  if (typeof theirs === 'boolean') return mine === (theirs ? '是' : '否');
  if (theirs instanceof Date) return mine.startsWith(theirs.toISOString().slice(0, 10));
  if (typeof theirs === 'number') {
    const number = Number(mine.replace(/(万元|亿元|元|亿|万|%)$/, ''));
    const [, scaled = '', unit = ''] = /^(-?[\d.]+)(千|百万)元?$/.exec(mine) ?? [];
    return (
      (unit !== '' && Math.abs(Number(scaled) * (unit === '千' ? 1e3 : 1e6) - theirs) <= Math.abs(theirs) * 1e-12) ||
      Math.abs(number - theirs) <= Math.abs(theirs) * 1e-14 ||
      Math.abs(number - theirs * 100) <= Math.abs(theirs) * 1e-12
    );
  }
  return mine === theirs || mine.replaceAll('\r\n', '\n') === theirs.replaceAll('\r\n', '\n');
}
