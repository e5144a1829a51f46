import { everything } from '#spec';
import type { Row, Table } from '#spec';
import { answerPanel, noFilters, queryMetrics, readCatalog, readDashboards, readFilters, type Catalog } from '#query';
import { openFile, readCurrent, type OpenFile } from '#warehouse';

const dashboards = await readDashboards('dashboards');

/** Every panel of every dashboard, as `quota/by-city`. */
export const panels = [...dashboards].flatMap(([name, { panels, queries }]) =>
  Object.entries(panels).map(([key, panel]) => ({ id: `${name}/${key}`, panel, query: queries.get(key)! }))
);

export type Asked = Record<string, string[]>;

/** The sample, and what panels and metrics answer of it under filters. */
export interface Sample {
  reading: OpenFile;
  catalog: Catalog;
  tableOf(id: string, asked?: Asked): Promise<Table>;
  metricsOf(metrics: string[], by?: string[], asked?: Asked): Promise<Row[]>;
  close(): void;
}

export async function openSample(warehouse: string): Promise<Sample> {
  const current = await readCurrent(warehouse);
  if (!current) throw new Error('the sample is not published');
  const reading = await openFile(current.path, current.path);
  const catalog = await readCatalog(reading);
  const viewOf = (asked: Asked) => ({
    filters: Object.keys(asked).length > 0 ? readFilters(catalog, asked) : noFilters,
    scope: everything,
  });
  return {
    reading,
    catalog,
    async tableOf(id, asked = {}) {
      const { query } = panels.find((each) => each.id === id)!;
      const { version, columns, result, unfit = [] } = await answerPanel({ reading }, catalog, query, viewOf(asked));
      return { version, columns, rows: await result.rows(), unfit: [...unfit] };
    },
    metricsOf: async (metrics, by = [], asked = {}) =>
      (await queryMetrics({ reading }, catalog, { metrics, by }, viewOf(asked))).result.rows(),
    close: () => reading.close(),
  };
}

/** What the numbers of a column come to. */
export const sum = (rows: readonly Row[], name: string): number =>
  rows.reduce((total, row) => total + (typeof row[name] === 'number' ? row[name] : 0), 0);
