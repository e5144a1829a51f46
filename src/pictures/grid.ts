import type { Chart, Table } from '#spec';
import { versusOf } from '#lib/compare.ts';
import { gridOf, type Grid, type GridOptions } from '#lib/table/grid.ts';
import { textWidth } from '#lib/charts/style.ts';
import { breakLines, round, textAt } from './text.ts';

type Printed = Extract<Chart, { mark: 'table' }>;

const size = 12;
const line = 17;
const padding = 8;
/** A column of words takes so much at most, and so little at least. */
const [most, least] = [280, 84];
/** In a picture more rows than these cannot be read. */
export const rowsDrawn = 40;

/** A table as a page sets it, its first rows. It may be wider than the room, where its columns need it. */
export function drawGrid(
  { show, bars, missing }: Printed,
  table: Table,
  room: number
): { svg: string; width: number; height: number } {
  const beside: GridOptions['versusOf'] = table.compared?.matched
    ? (cells, column, scale) => versusOf(table, cells, column, { params: new URLSearchParams(), filters: [] }, scale)
    : undefined;
  const grid = gridOf({ ...table, rows: table.rows.slice(0, rowsDrawn) }, { show, bars, missing, versusOf: beside });
  const widths = widthsOf(grid, room);
  const width = widths.reduce((sum, each) => sum + each, 0);
  const lefts = widths.map((_, at) => widths.slice(0, at).reduce((sum, each) => sum + each, 0));
  const parts: string[] = [];
  let y = 0;

  function row(
    cells: readonly { text: string; isNumber: boolean; fill?: string; bar?: string | null }[],
    weight?: number
  ) {
    const wrapped = cells.map(({ text }, at) => breakLines(text, widths[at]! - 2 * padding, size));
    const hasBar = cells.some(({ bar }) => typeof bar === 'string');
    const height = Math.max(1, ...wrapped.map((lines) => lines.length)) * line + (hasBar ? 16 : 10);
    for (const [at, lines] of wrapped.entries()) {
      const { isNumber, fill = 'var(--ink)', bar } = cells[at]!;
      const x = isNumber ? lefts[at]! + widths[at]! - padding : lefts[at]! + padding;
      for (const [i, text] of lines.entries())
        parts.push(
          textAt(x, y + 17 + i * line, text, {
            size,
            fill,
            ...(weight === undefined ? {} : { weight }),
            ...(isNumber ? { anchor: 'end' } : {}),
          })
        );
      if (typeof bar === 'string') {
        const full = widths[at]! - 2 * padding;
        const at_ = lefts[at]! + padding;
        parts.push(
          `<rect x="${round(at_)}" y="${round(y + height - 9)}" width="${round(full)}" height="4" fill="var(--rule)"/>`,
          `<rect x="${round(at_)}" y="${round(y + height - 9)}" width="${round((full * parseFloat(bar)) / 100)}" height="4" fill="var(--series-1)"/>`
        );
      }
    }
    y += height;
    parts.push(`<path d="M0 ${round(y)}H${round(width)}" stroke="var(--rule-strong)"/>`);
  }

  row(
    grid.heads.map(({ title, isNumber }) => ({ text: title, isNumber, fill: 'var(--muted)' })),
    600
  );
  for (const cells of grid.rows)
    row(
      cells.map(({ text, isNumber, isUnknown, isFew, n, bar, isNegative, versus }) => ({
        text: `${n === null ? text : `${text}（n=${n}）`}${versus ? `（${versus.text}）` : ''}`,
        isNumber,
        bar,
        fill: isNegative ? 'var(--bad)' : isUnknown || isFew ? 'var(--muted)' : 'var(--ink)',
      }))
    );
  return { svg: parts.join(''), width, height: y + 2 };
}

/** Numbers take what they need; words share what is left, none less than can be read. */
function widthsOf({ heads, rows }: Grid, room: number): number[] {
  const wanted = heads.map(({ title, isNumber }, at) => {
    const cells = rows.map((cells) => cells[at]!);
    const longest = Math.max(
      0,
      ...cells.map(({ text, n, versus }) =>
        textWidth(`${n === null ? text : `${text}（n=${n}）`}${versus ? `（${versus.text}）` : ''}`, size)
      )
    );
    const head = Math.min(textWidth(title, size), Math.max(longest, 96));
    return { isNumber, width: Math.max(longest, head) + 2 * padding };
  });
  const fixed = wanted.map(({ isNumber, width }) => (isNumber ? width : Math.min(width, least)));
  const spare = Math.max(0, room - fixed.reduce((sum, each) => sum + each, 0));
  const wish = wanted.map(({ isNumber, width }, at) => (isNumber ? 0 : Math.min(width, most) - fixed[at]!));
  const wishes = wish.reduce((sum, each) => sum + each, 0);
  const given = wish.map((each) => (wishes === 0 ? 0 : each * Math.min(1, spare / wishes)));
  const widths = fixed.map((each, at) => each + given[at]!);
  const total = widths.reduce((sum, each) => sum + each, 0);
  return total >= room ? widths : widths.map((each) => each * (room / total));
}
