import type { Chart, Table } from '#spec';
import { column } from '#lib/charts/read.ts';
import { apart, withUnit } from '#lib/format.ts';
import { countOf, partsOf, reasonOf } from '#lib/table/grid.ts';
import { textWidth } from '#lib/charts/style.ts';
import { versusOf } from '#lib/compare.ts';
import { words } from '#lib/words.ts';
import { breakLines, round, textAt } from './text.ts';

type Figures = Extract<Chart, { mark: 'figures' }>;
const padding = 16;
/** A picture leads nowhere. */
const nowhere = { params: new URLSearchParams(), filters: [] };

/** Headline numbers as tiles, each with what is printed under it: as a page sets them. */
export function drawTiles({ show, missing }: Figures, table: Table, width: number): { svg: string; height: number } {
  const across = show.length > 5 ? 4 : show.length;
  const size = width / across;
  const row = table.rows[0] ?? {};
  const value = (name: string) => row[name] ?? null;
  const tiles = show.map(([head = '', ...under]) => {
    const main = column(table, head);
    const reason = reasonOf(table, row, head, missing);
    const large = apart(value(head), main);
    const lines: string[] = [];
    let y = 28;
    const add = (text: string, look: { size: number; fill?: string; weight?: number }, step: number) => {
      for (const line of breakLines(text, size - 2 * padding, look.size)) {
        lines.push(textAt(padding, y, line, look));
        y += step;
      }
    };
    add(main.title, { size: 13, fill: 'var(--muted)' }, 18);
    y += 14;
    if (reason !== null) add(reason, { size: 18, fill: 'var(--warn)', weight: 600 }, 24);
    else {
      const { isFew } = countOf(row, main);
      lines.push(textAt(padding, y, large.text, { size: 26, weight: 600, ...(isFew ? { fill: 'var(--muted)' } : {}) }));
      if (large.unit)
        lines.push(textAt(padding + textWidth(large.text, 26) + 4, y, large.unit, { size: 13, fill: 'var(--muted)' }));
      y += 22;
      if (isFew) add(words.few, { size: 12, fill: 'var(--warn)' }, 17);
    }
    const versus = versusOf(table, row, main, nowhere);
    if (versus) add(versus.text, { size: 12, weight: 600 }, 17);
    const parts = partsOf(table, row, main);
    if (parts !== null) add(parts, { size: 12, fill: 'var(--muted)' }, 17);
    for (const name of under) {
      const info = column(table, name);
      const said = reasonOf(table, row, name, missing) ?? withUnit(value(name), info);
      add(`${info.title} ${said}`, { size: 12 }, 17);
      const beside = versusOf(table, row, info, nowhere);
      if (beside) add(beside.text, { size: 12, fill: 'var(--muted)' }, 17);
      const inner = partsOf(table, row, info);
      if (inner !== null) add(inner, { size: 12, fill: 'var(--muted)' }, 17);
    }
    return { svg: lines.join(''), height: y + 4 };
  });
  const rows = Array.from({ length: Math.ceil(tiles.length / across) }, (_, at) =>
    tiles.slice(at * across, (at + 1) * across)
  );
  let top = 0;
  const drawn = rows.map((each) => {
    const height = Math.max(...each.map((tile) => tile.height));
    const boxes = each.map(
      (tile, at) =>
        `<g transform="translate(${round(at * size)} ${round(top)})"><rect width="${round(size)}" height="${round(height)}" fill="none" stroke="var(--rule-strong)"/>${tile.svg}</g>`
    );
    top += height;
    return boxes.join('');
  });
  return { svg: drawn.join(''), height: top };
}
