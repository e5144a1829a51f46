import type { Contract } from './contracts.ts';
import type { GridRow } from './grid.ts';
import { findHeader, headerSearchRows, type Header } from './header/find.ts';
import { withoutRadicals } from './header/radicals.ts';
import { notATable, Unreadable } from './unreadable.ts';
import { garbled } from './text/garbled.ts';
import { unreadableAs } from './text/unreadable-as.ts';
import { visible } from './visible.ts';
import { pairedUnits, unitPlace } from './units/places.ts';

export interface Recognised {
  contract: Contract;
  header: Header;
}

/** The contract whose files are named so; of two the one that says more of the name. */
export function contractNamed(path: string, contracts: readonly Contract[]): Contract | null {
  const name = foldName(path.slice(path.lastIndexOf('/') + 1));
  const fits = contracts.flatMap((contract) =>
    contract.files
      .map(foldName)
      .filter((start) => name.startsWith(start))
      .map((start) => ({ contract, length: start.length }))
  );
  return fits.sort((a, b) => b.length - a.length)[0]?.contract ?? null;
}

export interface Expected {
  /** The contract that the name of the file, or of the sheet, tells. */
  named: Contract | null;
  contracts: readonly Contract[];
  /** It is one of a workbook's sheets: one of these may be something else than the name tells, or no table at all. */
  isOfWorkbook?: boolean;
  /** It may be no table at all, but a text for people. */
  mayBeProse?: boolean;
}

/** Finds the source of a sheet, by its file's name or else by its headers, and its header row. Throws an Unreadable. */
export function recognise(
  head: readonly GridRow[],
  { named, contracts, isOfWorkbook = false, mayBeProse = false }: Expected
): Recognised {
  const rows = head.map(({ cells }) => cells);
  const spans = head.map((row) => row.spans);
  const fits = (named && !isOfWorkbook ? [named] : contracts)
    .flatMap((contract) => {
      const header = findHeader(rows, contract.names, spans);
      return header ? [{ contract, header, lacks: lacking(contract, header) }] : [];
    })
    .sort(
      (a, b) =>
        a.lacks.length - b.lacks.length || b.header.named - a.header.named || b.header.canonical - a.header.canonical
    );
  const own = fits.find(({ contract }) => contract === named);
  if (own?.lacks.length === 0) return own;
  const whole = fits.filter(({ lacks, header }) => lacks.length === 0 && header.named > (own?.header.named ?? 0));
  const [best, second] = whole;
  if (
    best &&
    second &&
    best.header.named === second.header.named &&
    best.header.canonical === second.header.canonical
  ) {
    throw new Unreadable(
      'ambiguous_file',
      `看表头，既可能是${quoted(best.contract.title)}，也可能是${quoted(second.contract.title)}`,
      renameHint(contracts)
    );
  }
  if (best) return best;
  const nearest = own ?? fits.toSorted((a, b) => b.header.named - a.header.named)[0];
  if (isOfWorkbook && (nearest?.header.named ?? 0) < 2) {
    throw new Unreadable(
      'other_sheet',
      `这张工作表不是要交的表，没有读取；第一行有内容的是：${headersFound(undefined, rows)}${unitsTold(rows)}`,
      '如果其中有要交的数据，请按表样写好表头；金额的单位，请写在每张表的表头上'
    );
  }
  const other = (nearest?.header.named ?? 0) < 2 ? garbled(rows.slice(0, headerSearchRows).flat().join(',')) : null;
  if (other) throw unreadableAs(other);
  if (mayBeProse && !named && (nearest?.header.named ?? 0) < 2) throw notATable('说明文字');
  if (named) {
    const lacks = nearest ? nearest.lacks : required(named);
    throw new Unreadable(
      'missing_column',
      `缺少必需的列：${lacks.join('、')}；${lookedAt(nearest?.header, rows)}`,
      `请补上这些列，或把表头改为${quoted(named.title)}规定的名称`,
      { column: lacks.join('、') }
    );
  }
  const hint =
    nearest && nearest.header.named > 1
      ? `；最像${quoted(nearest.contract.title)}，但缺少必需的列：${nearest.lacks.join('、')}`
      : '';
  throw new Unreadable(
    'unknown_source',
    `认不出这是哪一种表：文件名和表头都对不上；${lookedAt(nearest?.header, rows)}${hint}`,
    renameHint(contracts)
  );
}

/** What a sheet that is not read says of the unit of others. */
function unitsTold(rows: readonly (readonly string[])[]): string {
  const [place] = rows.flatMap((cells) => pairedUnits(cells).flatMap((text) => unitPlace('', text) ?? []));
  return place === undefined ? '' : `；里面写着“${place.text}”，别的工作表的金额没有照它读取`;
}

const required = ({ columns }: Contract): string[] =>
  Object.values(columns).flatMap((column) => (column.required ? [column.header] : []));

function lacking(contract: Contract, { columns }: Header): string[] {
  const there = new Set(columns.map(({ meaning }) => meaning?.name));
  return Object.entries(contract.columns).flatMap(([name, column]) =>
    column.required && !there.has(name) ? [column.header] : []
  );
}

/** The headers found, or the first row with anything in it. */
export function headersFound(header: Header | undefined, rows: readonly (readonly string[])[]): string {
  const texts =
    header?.columns.map((column) => column.header) ??
    rows.slice(0, headerSearchRows).find((row) => row.some((cell) => cell.trim() !== '')) ??
    [];
  const shown = texts.map((text) => visible(text.replace(/\s+/g, '').slice(0, 30))).filter((text) => text !== '');
  return shown.length === 0
    ? '（无）'
    : shown.slice(0, 60).join('、') + (shown.length > 60 ? `……共 ${shown.length} 列` : '');
}

/** What was found where, or how far was headerSearchRows. */
const lookedAt = (header: Header | undefined, rows: readonly (readonly string[])[]): string =>
  header
    ? `找到的列：${headersFound(header, rows)}`
    : `找到的列：${headersFound(undefined, rows)}（在前 ${Math.min(rows.length, headerSearchRows)} 行里没有找到表头）`;

const renameHint = (contracts: readonly Contract[]): string =>
  `请以表名开头命名文件：${contracts.map(({ title, files }) => `${title}（${files[0]}…）`).join('、')}`;

const quoted = (text: string): string => `“${text}”`;

const foldName = (name: string): string => withoutRadicals(name).normalize('NFKC').toLowerCase();
