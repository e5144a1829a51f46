import { seat } from '#access';
import type { FastifyInstance } from 'fastify';
import type { Reader } from '#access';
import { createApp, type AppOptions } from '#api';
import { readForms } from '#clerks';
import { readDashboards, type Dashboards, type PanelQuery } from '#query';
import { recordFile } from '#pipeline';
import { followDecisions } from '#store';
import { followWarehouse, type Warehouse } from '#warehouse';
import { first, publishVersion, warehouseFolder } from '../published.ts';

export interface TestedApp {
  app: FastifyInstance;
  folder: string;
  warehouse: Warehouse;
  /** What was written to the log. */
  log: string[];
  /** Puts another query in the place of a panel's. */
  spoil(file: string, sql: string): Promise<void>;
  close(): Promise<void>;
}

/** The real door on a small published province. */
export async function openApp({
  reader,
  isEmpty = false,
  more: statements = [],
  ...more
}: { reader?: Reader | AppOptions['reader']; isEmpty?: boolean; more?: readonly string[] } & Partial<
  Omit<AppOptions, 'reader'>
> = {}): Promise<TestedApp> {
  const { folder, dispose } = await warehouseFolder();
  if (!isEmpty) await publishVersion(folder, first, statements);
  const log: string[] = [];
  const warehouse = await followWarehouse(folder, { poll: 50, log: (message) => log.push(message) });
  const read: Promise<Dashboards> = readDashboards('test/api/dashboards');
  const decisions = followDecisions(recordFile(folder));
  const app = await createApp({
    reader: () => seat,
    warehouse,
    dashboards: () => read,
    forms: (moment) => readForms({ pipelines: 'pipelines', reference: 'data/reference' }, moment),
    build: 'test',
    decisions,
    log: (message) => log.push(message),
    ...(reader ? { reader: typeof reader === 'function' ? reader : () => reader } : {}),
    ...more,
  });
  return {
    app,
    folder,
    warehouse,
    log,
    async spoil(file, sql) {
      for (const { queries } of (await read).values()) {
        for (const [key, query] of queries)
          if (query.file === file) (queries as Map<string, PanelQuery>).set(key, { ...query, sql });
      }
    },
    async close() {
      await app.close();
      decisions.close();
      warehouse.close();
      await dispose();
    },
  };
}
