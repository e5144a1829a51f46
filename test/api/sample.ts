import { seat } from '#access';
import { createApp } from '#api';
import { readDashboards } from '#query';
import { followWarehouse } from '#warehouse';

/** The real door on a loaded warehouse, and a way to ask it. */
export async function openSample(folder: string) {
  const warehouse = await followWarehouse(folder, { poll: 60_000, log: () => {} });
  const dashboards = readDashboards('dashboards');
  const app = await createApp({ reader: () => seat, warehouse, dashboards: () => dashboards });
  return {
    app,
    async get<T>(url: string): Promise<T> {
      const answer = await app.inject({ url: encodeURI(url) });
      if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`);
      return (answer.headers['content-type']?.toString().includes('json') ? answer.json() : answer.body) as T;
    },
    async close() {
      await app.close();
      warehouse.close();
    },
  };
}
