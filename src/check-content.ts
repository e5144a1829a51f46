import { join } from 'node:path';
import { checkPipelines, writeCatalog } from '#pipeline';
import { checkDashboards, readCatalog, readDashboards, strayDashboards, type Dashboards } from '#query';
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
  const { faults, build, broken } = await checkPipelines({ pipelines, reference });
  try {
    const read = await readDashboards(dashboards);
    const held = await boundTo(build, { pipelines, dashboards: read, isSound: faults.length === 0, broken });
    const own = [...held.values()].flatMap((dashboard) => dashboard.faults);
    return sortFaults([...faults, ...own, ...(await strayDashboards(dashboards))]);
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
  {
    pipelines,
    dashboards,
    isSound,
    broken,
  }: { pipelines: string; dashboards: Dashboards; isSound: boolean; broken: ReadonlySet<string> }
): Promise<Dashboards> {
  try {
    await writeCatalog(build, { pipelines });
    const reading = build.reading('content');
    return await checkDashboards(reading, await readCatalog(reading), dashboards, {
      areTitled: true,
      broken: [...broken].flatMap((name) => (/^(metrics|marts)\./.test(name) ? [name.split('.')[1] ?? ''] : [])),
    });
  } catch (error) {
    if (isSound) throw error;
    return dashboards;
  }
}
