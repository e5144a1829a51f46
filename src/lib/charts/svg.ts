import type { EChartsCoreOption } from 'echarts/core';
import { init } from './echarts.ts';

/** Draws without a browser. What only ECharts' own script would use is left out, to keep the page light. */
export function toSvg(option: EChartsCoreOption, { width, height }: { width: number; height: number }): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ ...option, tooltip: undefined, animation: false });
    return slim(chart.renderToSVGString({ useViewBox: true }));
  } finally {
    chart.dispose();
  }
}

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
    .replace(/ stroke-width="0\.\d{3,}"/g, (width) => width.slice(0, ' stroke-width="0.00'.length) + '"')
    .replace(/><\/(?:path|rect)>/g, '/>')
    .replace('<svg ', '<svg aria-hidden="true" focusable="false" ');
}

/** What only catches a pointer, and bars of no length. */
const unseen =
  /<path d="[^"]*"(?: transform="[^"]*")? fill="none"><\/path>|<path d="[^"]*l0 0l0 \S+l0 0Z"[^>]*><\/path>/g;

/** A tenth of a pixel is seen by nobody. */
const tenth = (said: string): string => String(Math.round(Number(said) * 10) / 10);
