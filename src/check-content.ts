import { join } from 'node:path';
import { checkPipelines, writeCatalog } from '#pipeline';
import { checkDashboards, readCatalog, readDashboards, type Dashboards } from '#query';
import { sortFaults, type Fault } from '#spec/content';
import type { Build } from '#warehouse';

/** Where content lies. */
export interface ContentFolders {
  pipelines: string;
  reference: string;
  dashboards: string;
}

/** The folders of content below one. */
export const contentIn = (root: string): ContentFolders => ({
  pipelines: join(root, 'pipelines'),
  reference: join(root, 'data/reference'),
  dashboards: join(root, 'dashboards'),
});

/** Every fault of content at once. */
export async function checkContent({ pipelines, reference, dashboards }: ContentFolders): Promise<Fault[]> {
  const { faults, build } = await checkPipelines({ pipelines, reference });
  try {
    const read = await readDashboards(dashboards);
    const held = await boundTo(build, { pipelines, dashboards: read, isSound: faults.length === 0 });
    // What a panel's query does not say itself is said by a metric of it, where it is told.
    const told = new Set(faults.map(({ message }) => message));
    const own = [...held.values()].flatMap(({ faults: found }) =>
      found.filter(({ line, message }) => line !== null || !told.has(message))
    );
    return sortFaults([...faults, ...own]);
  } finally {
    build.close();
  }
}

/**
 * The dashboards held against what pipelines make; as they are
 * where faults of pipelines leave nothing to hold them against.
 */
async function boundTo(
  build: Build,
  { pipelines, dashboards, isSound }: { pipelines: string; dashboards: Dashboards; isSound: boolean }
): Promise<Dashboards> {
  try {
    await writeCatalog(build, { pipelines });
    const reading = build.reading('content');
    return await checkDashboards(reading, await readCatalog(reading), dashboards, { areTitled: true });
  } catch (error) {
    if (isSound) throw error;
    return dashboards;
  }
}
