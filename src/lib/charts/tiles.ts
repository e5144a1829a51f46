import type { Row } from '#spec';
import { plain as unmarked, withUnit } from '../format.ts';
import { isNarrow, type Draw, type Of, type Summarize } from './drawing.ts';
import { extremes } from './extremes.ts';
import { column, numbers, text, tooltipText } from './read.ts';
import { ink, plain, still, tooltip } from './style.ts';

const levels = 5;
const gap = 4;
const widest = 96;
/** A tile of a narrow picture has room for a name and a number under each other, and no more. */
const flattest = 0.82;

/** One tile a row, all of one size, where the row says; nobody need know where a border lies. */
export const tiles: Draw<'tiles'> = (chart, table, frame) => {
  const measure = column(table, chart.value);
  const [across, down] = [chart.column, chart.row].map((name) => Math.max(1, ...numbers(table, name)));
  const full = measure.format === 'percent' ? 1 : Math.max(1, ...numbers(table, chart.value));
  const narrow = isNarrow(frame);
  const width = Math.min(widest, Math.floor((frame.width - 2) / across!));
  const height = Math.round(width * (narrow ? 1 : flattest));
  const left = Math.max(0, Math.floor((frame.width - width * across!) / 2));
  const axis = (most: number) => ({ type: 'value', min: 0.5, max: most + 0.5, ...plain, axisLabel: { show: false } });
  return {
    height: height * down! + 4,
    keys: [
      ...[1, 3, 5].map((level) => ({
        title: `${levelText(level, full, measure.format === 'percent')}`,
        color: `var(--heat-${level})`,
        shape: 'square' as const,
      })),
      { title: '未知', color: 'var(--heat-0)', shape: 'square' },
    ],
    option: {
      tooltip,
      grid: { left, top: 2, width: width * across!, height: height * down! },
      xAxis: axis(across!),
      yAxis: { ...axis(down!), inverse: true },
      series: {
        type: 'scatter',
        ...still,
        symbol: 'rect',
        symbolSize: [width - gap, height - gap],
        label: { show: true, ...ink, lineHeight: 16, formatter: ({ data }: { data: { shown: string } }) => data.shown },
        data: table.rows.map((row, at) => {
          const value = row[chart.value];
          const level =
            typeof value === 'number' ? Math.max(1, Math.min(levels, Math.ceil((value / full) * levels))) : 0;
          const over = flagOf(chart, row);
          return {
            value: [row[chart.column] ?? null, row[chart.row] ?? null],
            row: at,
            shown: shownIn(chart, row, { said: withUnit(value ?? null, measure), over, narrow }),
            tip: tooltipText(table, row, text(row[chart.label]), [
              measure.name,
              ...(chart.flag ? [chart.flag] : []),
              ...(chart.also ?? []),
            ]),
            itemStyle: {
              color: `var(--heat-${level})`,
              opacity: 1,
              borderColor: over > 0 ? 'var(--bad)' : level === 0 ? 'var(--rule-strong)' : 'transparent',
              borderWidth: over > 0 ? 3 : 1,
              borderType: level === 0 ? 'dashed' : 'solid',
            },
            label: { color: `var(--heat-ink-${level})`, fontSize: narrow ? 10 : 12, lineHeight: narrow ? 13 : 16 },
          };
        }),
      },
    },
  };
};

export const summarizeTiles: Summarize<'tiles'> = (chart, table) => {
  const flagged = table.rows.filter((row) => flagOf(chart, row) > 0);
  const bare = table.rows.filter((row) => typeof row[chart.value] !== 'number').length;
  const over = chart.flag ? column(table, chart.flag) : null;
  return [
    `共 ${table.rows.length} 格。${extremes(table, chart.label, chart.value)}`,
    over && flagged.length > 0
      ? `${over.title}：${flagged.map((row) => `${text(row[chart.label])} ${withUnit(row[over.name] ?? null, over)}`).join('、')}。`
      : '',
    bare > 0 ? `${bare} 格的${column(table, chart.value).title}未知。` : '',
  ].join('');
};

function flagOf({ flag }: Of<'tiles'>, row: Row): number {
  const value = flag === undefined ? null : row[flag];
  return typeof value === 'number' ? value : 0;
}

/** A name, its value or why there is none, and by how much it is over: never told by colour alone. */
function shownIn(
  chart: Of<'tiles'>,
  row: Row,
  { said, over, narrow }: { said: string; over: number; narrow: boolean }
): string {
  const reason = chart.missing ? row[chart.missing] : null;
  const isKnown = typeof row[chart.value] === 'number';
  const value = isKnown ? said : typeof reason === 'string' && !narrow ? reason : '—';
  const flag = over > 0 ? `▲${withUnit(over, unmarked)}` : '';
  return [text(row[chart.short]), value, ...(flag === '' ? [] : [flag])].join('\n');
}

/** What a level of colour begins with. */
function levelText(level: number, full: number, isShare: boolean): string {
  const [from, to] = [((level - 1) / levels) * full, (level / levels) * full];
  const shown = (value: number) => (isShare ? `${Math.round(value * 100)}%` : withUnit(Math.round(value), unmarked));
  return level === levels ? `${shown(from)} 以上` : `${shown(from)}–${shown(to)}`;
}
