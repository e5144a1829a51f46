import type { FastifyInstance } from 'fastify';
import type { Reader } from '#access';
import { createApp } from '#api';
import { readDashboards, type Dashboards } from '#query';
import { followWarehouse, type Warehouse } from '#warehouse';
import { first, publishVersion, warehouseFolder } from '../published.ts';

export interface TestedApp {
  app: FastifyInstance;
  folder: string;
  warehouse: Warehouse;
  /** What was written to the log. */
  log: string[];
  close(): Promise<void>;
}

export const dashboardsOfTest = 'test/api/dashboards';

/** The real door on a small published province. */
export async function openApp({ reader, isEmpty = false }: { reader?: Reader; isEmpty?: boolean } = {}): Promise<TestedApp> {
  const { folder, dispose } = await warehouseFolder();
  if (!isEmpty) await publishVersion(folder, first);
  const log: string[] = [];
  const warehouse = await followWarehouse(folder, { poll: 50, log: (message) => log.push(message) });
  const read: Promise<Dashboards> = readDashboards(dashboardsOfTest);
  const app = await createApp({
    warehouse,
    dashboards: () => read,
    build: 'test',
    log: (message) => log.push(message),
    ...(reader ? { reader: () => reader } : {}),
  });
  return {
    app,
    folder,
    warehouse,
    log,
    async close() {
      await app.close();
      warehouse.close();
      await dispose();
    },
  };
}
