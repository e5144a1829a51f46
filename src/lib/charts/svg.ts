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
    .replace('<svg ', '<svg aria-hidden="true" focusable="false" ');
}
