import { init } from './echarts.ts';
import type { Drawing } from './drawing.ts';

interface Item {
  row?: number;
}

/** A chart in the browser. */
export interface Live {
  /** As wide as it was drawn for: on paper that is not what its element is on the screen. */
  show(drawing: Drawing & { width: number }): void;
  /** Puts the tooltip on the next mark, or with -1 on the one before; answers the row it is of. */
  step(by: 1 | -1): number | undefined;
  leave(): void;
  dispose(): void;
}

/** Makes a chart in an element. `choose` hears the row of a mark that was clicked. */
export function mount(node: HTMLElement, choose: (row: number) => void): Live {
  // Its size comes with the first drawing; without one ECharts warns of an empty element.
  const chart = init(node, null, { renderer: 'svg', width: 1, height: 1 });
  let at = -1;
  let marks: { seriesIndex: number; dataIndex: number; row: number }[] = [];
  chart.on('click', ({ data }) => {
    const { row } = (data ?? {}) as Item;
    if (row !== undefined) choose(row);
  });
  return {
    show({ option, width, height }) {
      chart.resize({ width, height });
      chart.setOption({ ...option, animation: false }, true);
      marks = marksOf(option['series']);
      at = -1;
    },
    step(by) {
      if (marks.length === 0) return undefined;
      at = (at + by + marks.length) % marks.length;
      const { seriesIndex, dataIndex, row } = marks[at]!;
      chart.dispatchAction({ type: 'showTip', seriesIndex, dataIndex });
      return row;
    },
    leave: () => chart.dispatchAction({ type: 'hideTip' }),
    dispose: () => chart.dispose(),
  };
}

/** One mark a row of the answer and place in it: the first series that draws it. */
function marksOf(series: unknown) {
  const seen = new Set<string>();
  return [series].flat().flatMap((each, seriesIndex) =>
    ((each as { data?: Item[] }).data ?? []).flatMap((item, dataIndex) => {
      const key = `${item.row}/${dataIndex}`;
      if (item.row === undefined || seen.has(key)) return [];
      seen.add(key);
      return [{ seriesIndex, dataIndex, row: item.row }];
    })
  );
}
