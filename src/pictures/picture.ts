import { isUntold, type Chart, type Panel, type Table } from '#spec';
import { cutListsOf } from '#lib/charts/cutoff.ts';
import { isDrawn, draw } from '#lib/charts/index.ts';
import { font } from '#lib/charts/style.ts';
import { toSvg } from '#lib/charts/svg.ts';
import { textWidth } from '#lib/charts/style.ts';
import { onPaper } from '#lib/on-paper.ts';
import { otherSide, ownSide } from '#lib/compare.ts';
import { sentencesOf } from '#lib/sentences.ts';
import { words } from '#lib/words.ts';
import { drawGrid, rowsDrawn } from './grid.ts';
import { drawKeys } from './keys.ts';
import { breakLines, escaped, round, textAt } from './text.ts';
import { lightTheme, written } from './theme.ts';
import { drawTiles } from './tiles.ts';

/** What stands under a picture, since it is shown without the page that it came from. */
export interface PictureSaid {
  /** Version, day, filters: each a thing said. */
  source: readonly string[];
  isSample: boolean;
}

export interface Pictured {
  panel: Panel;
  table: Table;
  /** By dimension, every value that is listed: a colour belongs to a value. */
  values: Readonly<Record<string, readonly string[]>>;
  said: PictureSaid;
  background: 'white' | 'transparent';
}

const margin = 24;
const rooms = { half: 760, full: 1152 } as const;
const sample = '示例数据';

interface Body {
  svg: string;
  width: number;
  height: number;
  keys?: { svg: string; height: number };
}

/**
 * A figure by itself, fit for a slide: its title and note, what it cannot show, what its colours mean, and under it of
 * which data, day and filters it is. Every colour is written out, and nothing is asked of elsewhere.
 */
export async function drawPicture(
  { panel, table, values, said, background }: Pictured,
  fontFamily = font
): Promise<{ svg: string; width: number; height: number }> {
  const least = rooms[panel.width ?? 'full'];
  const unfit = table.unfit ?? [];
  const none = unfit.filter(isUntold).map(({ says }) => says);
  const body = none.length > 0 ? empty(none.join(''), least) : bodyOf(panel, table, values, least);
  const room = Math.max(least, body.width);
  const total = table.total ?? table.rows.length;
  const drawn = printed(panel.chart) ? Math.min(rowsDrawn, table.rows.length) : table.rows.length;
  const notes = [
    ...unfit.filter((each) => !isUntold(each)).map(({ says }) => says),
    ...(panel.chart.mark === 'cutoff' ? cutListsOf(panel.chart, table).map(({ says }) => says) : []),
    ...(total > drawn && none.length === 0 ? [`${words.cut(drawn, total)}全部见下载的表格。`] : []),
  ];
  const parts: string[] = [];
  let y = margin;

  const lines = (text: string, look: { size: number; fill?: string; weight?: number }, step: number, within = room) => {
    for (const line of breakLines(text, within, look.size)) {
      parts.push(textAt(margin, y + look.size, line, look));
      y += step;
    }
  };
  const tag = said.isSample ? textWidth(sample, 13) + 20 : 0;
  if (said.isSample)
    parts.push(
      `<rect x="${round(margin + room - tag)}" y="${y}" width="${round(tag)}" height="24" rx="3" fill="none" stroke="var(--warn)"/>`,
      textAt(margin + room - tag + 10, y + 17, sample, { size: 13, fill: 'var(--warn)', weight: 600 })
    );
  lines(panel.title, { size: 20, weight: 600 }, 27, room - tag - 12);
  y += 2;
  if (panel.note) lines(onPaper(panel.note), { size: 12, fill: 'var(--muted)' }, 18);
  for (const each of notes) lines(each, { size: 12, fill: 'var(--warn)' }, 18);
  if (table.compared)
    lines(`${words.against(table.compared.title)}：${table.compared.says.join('')}`, { size: 12, weight: 600 }, 18);
  y += 10;
  const stand = ({ svg, height, keys }: Body) => {
    if (keys && keys.height > 0) {
      parts.push(`<g transform="translate(${margin} ${round(y)})">${keys.svg}</g>`);
      y += keys.height + 6;
    }
    parts.push(`<g transform="translate(${margin} ${round(y)})">${svg}</g>`);
    y += height + 14;
  };
  stand(body);
  for (const each of sentences(panel, ownSide(table), none)) lines(each, { size: 12 }, 19);
  const { compared } = table;
  if (compared && isDrawn(panel.chart) && compared.rows.length > 0) {
    const other = otherSide(table, compared);
    y += 6;
    lines(words.otherSide(compared.title), { size: 13, weight: 600 }, 24);
    stand(bodyOf(panel, other, values, least));
    for (const each of sentences(panel, other, [])) lines(`${compared.title}　${each}`, { size: 12 }, 19);
  }
  parts.push(`<path d="M${margin} ${round(y)}h${round(room)}" stroke="var(--rule-strong)"/>`);
  y += 8;
  lines(said.source.join('　'), { size: 11, fill: 'var(--muted)' }, 16);
  const [width, height] = [Math.ceil(room + 2 * margin), Math.ceil(y + margin - 8)];
  const ground = background === 'white' ? `<rect width="${width}" height="${height}" fill="#ffffff"/>` : '';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escaped(fontFamily)}"><title>${escaped(panel.title)}</title>${ground}${parts.join('')}</svg>`;
  return { svg: written(svg, await lightTheme()), width, height };
}

/** What is said under a figure of its numbers. */
const sentences = ({ says = [] }: Panel, table: Table, none: readonly string[]): string[] =>
  none.length > 0 || table.rows.length === 0 ? [] : sentencesOf(says, table);

function bodyOf(panel: Panel, table: Table, values: Pictured['values'], room: number): Body {
  const { chart } = panel;
  if (chart.mark === 'figures') return { ...drawTiles(chart, table, room), width: room };
  if (table.rows.length === 0) return empty(panel.empty ?? words.empty, room);
  const rows = printed(chart);
  if (rows) return drawGrid(rows, table, room);
  // A mark that a page sets in HTML is shown as what is behind it.
  if (!isDrawn(chart))
    return drawGrid({ mark: 'table', show: ownSide(table).columns.map(({ name }) => name) }, table, room);
  const { option, height, keys } = draw(chart, table, { width: room, values });
  return { svg: inner(toSvg(option, { width: room, height })), width: room, height, keys: drawKeys(keys, room) };
}

/** The rows of what is set in words: a picture shows them as they stand in its table. */
function printed(chart: Chart): Extract<Chart, { mark: 'table' }> | null {
  if (chart.mark === 'table') return chart;
  if (chart.mark === 'cutoff') return { mark: 'table', show: chart.show };
  if (chart.mark === 'beside')
    return { mark: 'table', show: [chart.label, ...chart.show], ...(chart.missing ? { missing: chart.missing } : {}) };
  return null;
}

const empty = (says: string, room: number): Body => {
  const lines = breakLines(says, room, 14);
  const svg = lines.map((line, at) => textAt(0, 34 + at * 20, line, { size: 14, fill: 'var(--muted)' })).join('');
  return { svg, width: room, height: 34 + lines.length * 20 };
};

/** What stands within a picture; programs of offices know no other baseline than the alphabet's. */
const inner = (svg: string): string =>
  svg.replace(/^[\s\S]*?<svg [^>]*>|<\/svg>\s*$/g, '').replaceAll('dominant-baseline="central"', 'dy="0.35em"');
