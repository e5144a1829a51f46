import { isBlank } from './blank.ts';
import { isExample } from './examples.ts';
import type { GridRow, Spans } from './grid.ts';
import { fold } from './header/fold.ts';
import { numbersColumns } from './header/numbering.ts';
import { amountKinds, type Layout } from './layout.ts';
import { isAgainst, lineOf, opensPart } from './sections.ts';
import { unitsSaid } from './units/said.ts';
import { isRule, namesNote, namesTotal, namesTrailer, standsAlone } from './words.ts';

/**
 * What a row is: one of the table's, or something written beside or below them. `part` opens a part of the table,
 * `header` heads other columns than the sheet's own header.
 */
export type RowKind = 'data' | 'total' | 'note' | 'example' | 'part' | 'header' | 'blank';

/** A total is named in one of the first cells. */
const leading = 8;
const counts = /^(?:序号?|序列号|行号|no\.?)$/;
const words: ReadonlySet<string> = new Set(['text', 'name']);

/**
 * Tells data from totals by the contract's essential columns: a project may be named 合计, a row without an id may not.
 */
export function rowSorter({ contract, slots, columns }: Layout): (row: Pick<GridRow, 'cells' | 'spans'>) => RowKind {
  const essential = slots.filter((slot) => slot.essential && slot.at >= 0);
  const ownWords = new Map(
    slots.map(({ at, kind }) => [
      at,
      words.has(kind) ? 'any' : kind === 'year' || amountKinds.has(kind) ? 'amount' : 'closed',
    ])
  );
  const headers = columns.map(({ header }) => fold(header));
  const lacks = (cells: readonly string[], but: number) => essential.some(({ at }) => at !== but && isBlank(cells[at]));

  const isTotal = (cells: readonly string[]): boolean => {
    for (let at = 0; at < Math.min(leading, cells.length); at++) {
      const cell = cells[at] as string;
      if (!cell.includes('计')) continue;
      // No id, city or code is called 合计; a project may be, and a column of its own may say anything.
      const isClosed = ownWords.get(at) === 'closed';
      if (namesTotal(fold(cell), isClosed) && (isClosed || lacks(cells, at))) return true;
    }
    return false;
  };

  const isNote = (cells: readonly string[], first: number): boolean => {
    const folded = fold(cells[first] as string);
    if (namesNote(folded) && (ownWords.get(first) === 'closed' || lacks(cells, first))) return true;
    if ((folded === headers[first] && repeats(cells, headers)) || numbersColumns(cells) || onlyHints(cells))
      return true;
    if (!cells.every((cell, i) => i === first || isBlank(cell))) return isRule(cells.filter((cell) => !isBlank(cell)));
    return (
      standsAlone(folded) ||
      namesTrailer(folded) ||
      isRule([folded]) ||
      unitsSaid(cells[first]!).some(({ isKnown }) => isKnown)
    );
  };

  /** Where a table is headed, its name stands in front or over the columns; elsewhere a lone text may be a name. */
  const isHeading = (cells: readonly string[], first: number, spans: Spans | undefined): boolean =>
    first === 0 ||
    /[:：]\s*$/.test(cells[first]!) ||
    /^(?:closed|amount)$/.test(ownWords.get(first) ?? '') ||
    isMergedLine(cells, first, spans);

  const knownHeaders = new Set([
    ...columns.map(({ header }) => header),
    ...slots.flatMap(({ header, aliases = [] }) => [header, ...aliases]),
  ]);
  /** Three names of columns, or as many as the contract needs, and hardly anything else. */
  const headsColumns = (cells: readonly string[], first: number): boolean => {
    if (!cells.slice(first, first + leading).some((cell) => knownHeaders.has(cell.trim()))) return false;
    const filled = cells.filter((cell) => !isBlank(cell));
    const named = filled.filter((cell) => contract.names(cell)).length;
    return named >= Math.min(3, essential.length) && named > 1 && named * 2 > filled.length;
  };
  const isSame = (cells: readonly string[]): boolean =>
    cells.every((cell, at) => {
      const name = isBlank(cell) ? undefined : contract.names(cell)?.name;
      return name === undefined || fold(cell) === headers[at] || name === columns[at]?.meaning?.name;
    });

  const counters = new Set(
    columns.flatMap(({ header, meaning }, at) => (!meaning && counts.test(fold(header)) ? [at] : []))
  );
  /** A form numbers its rows before anybody fills them in. */
  const isUnfilled = (cells: readonly string[], first: number): boolean =>
    counters.has(first) &&
    /^\d{1,6}$/.test(cells[first]!.trim()) &&
    cells.every((cell, at) => at === first || isBlank(cell));

  return ({ cells, spans }) => {
    const first = cells.findIndex((cell) => !isBlank(cell));
    if (first < 0 || isUnfilled(cells, first)) return 'blank';
    if (isTotal(cells)) return 'total';
    const line = lineOf(cells);
    const isAlone = line !== null && (isMergedLine(cells, first, spans) || lacks(cells, first));
    const folded = isAlone ? fold(line) : '';
    if (isAlone && !namesNote(folded) && (opensPart(line) || (isHeading(cells, first, spans) && isAgainst(line))))
      return 'part';
    if (isExample(cells)) return 'example';
    if (isNote(cells, first) || isMergedLine(cells, first, spans)) return 'note';
    if (headsColumns(cells, first)) return isSame(cells) ? 'note' : 'header';
    return 'data';
  };
}

/** A single text that is merged over several columns. */
const isMergedLine = (cells: readonly string[], first: number, spans: Spans | undefined): boolean =>
  (spans?.get(first) ?? 1) > 1 && cells.every((cell, i) => i === first || isBlank(cell));

/** A line under the header that says how to fill its columns in: 必填, 文本, 请选择. */
function onlyHints(cells: readonly string[]): boolean {
  let count = 0;
  for (const cell of cells) {
    if (cell === '') continue;
    if (cell.length > 30 || !hint.test(fold(cell))) return false;
    count += 1;
  }
  return count > 2;
}

const hint =
  /^[([]?(?:必填|选填|可选|必选|非必填|可不填|文本|文字|字符(?:串)?|数字|数值|整数|金额|日期|时间|单选|多选|下拉(?:选择)?|自动生成|系统生成|请?(?:填写|选择|输入).{0,20})[)\]]?$/;

/** The header once more, as on the next page of a print. */
const repeats = (cells: readonly string[], headers: readonly string[]): boolean =>
  headers.every((header, i) => fold(cells[i] ?? '') === header);
