import { longestCell, type GridRow, type CellIssue } from '../grid.ts';
import { visible } from '../visible.ts';
import { plainCells, quotedCells } from './cells.ts';
import { characterIssue, hasForbiddenCharacter } from './characters.ts';
import { quoteIssue, spansWholeRows } from './quotes.ts';

/** Takes the text of a file piece by piece, hands out rows. */
export interface Cutter {
  push(text: string): GridRow[];
  end(): GridRow[];
}

interface Line {
  text: string;
  end: string;
}

const longestRecord = 1 << 20;

/**
 * Cuts text into rows. Line ends may be mixed. A quoted cell may hold line breaks; where its quotes do not work out,
 * only the line that opens it is given up, and the lines below it are read anew.
 */
export function cutRows(delimiter: string): Cutter {
  let rows: GridRow[] = [];
  let row = 0;
  let rest = '';
  let isSkipping = false;
  let plain: string[] = [];
  let open: Line[] = [];
  let openLength = 0;
  /** How many cells the last sound line had. */
  let usual = 0;

  const emit = (record: string, cells: readonly string[], issue: CellIssue | null) => {
    if (endOfFile.test(record)) return void rows.push({ row: ++row, cells: [''] });
    const found = issue ?? characterIssue(record) ?? longCell(cells);
    rows.push(found ? { row: ++row, cells, issues: [found] } : { row: ++row, cells });
  };

  const flushPlain = () => {
    if (plain.length === 0) return;
    const block = plainCells(plain, delimiter);
    const isSound = !hasForbiddenCharacter(plain.join('\n'));
    for (const [i, cells] of block.entries()) {
      if (isSound && (plain[i] as string).length <= longestCell) rows.push({ row: ++row, cells });
      else emit(plain[i] as string, cells, null);
    }
    usual = block.findLast((cells) => cells.length > 1)?.length ?? usual;
    plain = [];
  };

  const giveUpFirst = () => {
    const [first, ...after] = open as [Line, ...Line[]];
    emit(first.text, [first.text], quoteIssue(first.text));
    open = [];
    openLength = 0;
    for (const line of after) take(line);
  };

  const take = (line: Line) => {
    const marks = line.text.includes('"') ? line.text.split('"').length - 1 : 0;
    if (open.length === 0 && marks === 0) return void plain.push(line.text);
    flushPlain();
    const wasOpen = open.length > 0;
    open.push(line);
    openLength += line.text.length;
    if ((marks % 2 === 1) !== wasOpen) return openLength > longestRecord ? giveUpFirst() : undefined;
    const record = open.map(({ text, end }, i) => (i < open.length - 1 ? text + end : text)).join('');
    const cells = quotedCells(record, delimiter);
    if (
      !cells ||
      spansWholeRows(
        open.map((each) => each.text),
        delimiter,
        usual
      )
    )
      return giveUpFirst();
    if (open.length === 1 && cells.length > 1) usual = cells.length;
    open = [];
    openLength = 0;
    emit(record, cells, null);
  };

  const tooLong = () => {
    flushPlain();
    while (open.length > 0) giveUpFirst();
    flushPlain();
    emit('', [rest.slice(0, longestCell)], { ...longCellIssue, value: visible(rest.slice(0, 100)) });
    isSkipping = true;
    rest = '';
  };

  const finish = (): GridRow[] => {
    flushPlain();
    const done = rows;
    rows = [];
    return done;
  };

  return {
    push(text) {
      rest += text;
      let start = 0;
      for (const match of rest.matchAll(/\r\n|\n|\r/g)) {
        // A carriage return that ends the piece may have its line feed in the next.
        if (match[0] === '\r' && match.index === rest.length - 1) break;
        if (isSkipping) isSkipping = false;
        else take({ text: rest.slice(start, match.index), end: match[0] });
        start = match.index + match[0].length;
      }
      rest = rest.slice(start);
      if (isSkipping) rest = rest.endsWith('\r') ? '\r' : '';
      else if (rest.length > longestRecord) tooLong();
      return finish();
    },
    end() {
      const last = rest.replace(/(?<!\x1a)\x1a+$/, '').replace(/\r$/, '');
      if (!isSkipping && !endOfFile.test(rest) && rest !== '') take({ text: last, end: '' });
      rest = '';
      while (open.length > 0) giveUpFirst();
      return finish();
    },
  };
}

/** What DOS programs put at the end of a text, Ctrl-Z. */
const endOfFile = /^\x1a+\r?$/;

const longCellIssue: CellIssue = {
  check: 'long_cell',
  effect: 'row',
  value: null,
  problem: `这一行有一个单元格超过 ${longestCell / 1024} KB，不像是表格内容`,
  fix: '请检查这一行是否粘贴了整篇文档或丢了换行，改短后重新导入',
};

function longCell(cells: readonly string[]): CellIssue | null {
  const cell = cells.findIndex((text) => text.length > longestCell);
  return cell < 0 ? null : { ...longCellIssue, cell, value: visible((cells[cell] as string).slice(0, 100)) };
}
