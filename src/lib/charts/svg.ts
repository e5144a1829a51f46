import type { EChartsCoreOption } from 'echarts/core';
import { init } from './echarts.ts';

/** Where the mark of a row leads; null: nowhere. */
export type RowHref = (row: number) => string | null;

/** Draws without a browser. What only ECharts' own script would use is left out, to keep the page light. */
export function toSvg(
  option: EChartsCoreOption,
  { width, height, hrefOf }: { width: number; height: number; hrefOf?: RowHref | undefined }
): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ ...option, tooltip: undefined, animation: false });
    const svg = chart.renderToSVGString({ useViewBox: true });
    return slim(hrefOf ? withLinks(svg, option, hrefOf) : svg);
  } finally {
    chart.dispose();
  }
}

/**
 * Each mark that leads somewhere as a link, for who has no program run. The table behind the chart has the same links,
 * and says what they are: those in the picture are no stops of the keyboard.
 */
function withLinks(svg: string, option: EChartsCoreOption, hrefOf: RowHref): string {
  const series = [option['series']].flat() as { data?: readonly unknown[] }[];
  const hrefs = new Map<number, string | null>();
  const hrefOfMark = (of: number, at: number): string | null => {
    const row = (series[of]?.data?.[at] as { row?: unknown } | null | undefined)?.row;
    if (typeof row !== 'number') return null;
    if (!hrefs.has(row)) hrefs.set(row, hrefOf(row));
    return hrefs.get(row)!;
  };
  return svg.replace(
    /<path (?:[^>]* )?ecmeta_series_index="(\d+)" ecmeta_data_index="(\d+)"[^>]*><\/path>/g,
    (mark, of: string, at: string) => {
      const href = hrefOfMark(Number(of), Number(at));
      return href === null ? mark : `<a href="${escaped(href)}" tabindex="-1">${mark}</a>`;
    }
  );
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

function slim(svg: string): string {
  return svg
    .replace(/<style >[\s\S]*?<\/style>/g, '')
    .replace(
      / (?:class="zr[^"]*"|ecmeta_\w+="[^"]*"|xml:space="preserve"|pointer-events="visible"|baseProfile="full"|version="1.1"|xmlns(?::xlink)?="[^"]*")/g,
      ''
    )
    .replace(/font-family:[^;"]*(?:&quot;[^;"]*)*;/g, '')
    .replace(/<g >\s*<\/g>|<defs >\s*<\/defs>/g, '')
    .replace(/>\s*\n\s*</g, '><')
    .replace(unseen, '')
    .replace(/ transform="[^"]*"/g, (transform) => transform.replace(/-?\d+\.\d+/g, tenth))
    .replace(small, (_mark, before: string, x: string, y: string) => `${before}${whole(x)},${whole(y)})`)
    .replace(/ stroke-width="0\.\d{3,}"/g, (width) => width.slice(0, ' stroke-width="0.00'.length) + '"')
    .replace(/><\/(?:path|rect)>/g, '/>')
    .replace('<svg ', '<svg aria-hidden="true" focusable="false" ');
}

/** What only catches a pointer, and bars of no length. */
const unseen =
  /<path d="[^"]*"(?: transform="[^"]*")? fill="none"><\/path>|<path d="[^"]*l0 0l0 \S+l0 0Z"[^>]*><\/path>/g;

/** Where a mark of a few pixels stands, of which a page may have hundreds, three times each. */
const small = /( transform="matrix\([\d.]{1,3},0,0,[\d.]{1,3},)(-?[\d.]+),(-?[\d.]+)\)/g;
const whole = (said: string): string => String(Math.round(Number(said)));

/** A tenth of a pixel is seen by nobody. */
const tenth = (said: string): string => String(Math.round(Number(said) * 10) / 10);
