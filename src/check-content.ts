import { readdir } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { checkPipelines, faultOfDimensions, writeCatalog } from '#pipeline';
import { checkDashboards, readCatalog, readDashboards, strayDashboards, type Dashboards } from '#query';
import { pageIn, sortFaults, type Fault } from '#spec/content';
import type { Build } from '#warehouse';
import { root } from './content.ts';

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
    const held = faultOfDimensions
      ? read
      : await boundTo(build, { pipelines, dashboards: read, isSound: faults.length === 0, broken });
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
      pages: await readPages([...dashboards.keys()]),
      broken: [...broken].flatMap((name) => (/^(metrics|marts)\./.test(name) ? [name.split('.')[1] ?? ''] : [])),
    });
  } catch (error) {
    if (isSound) throw error;
    return dashboards;
  }
}

/** The addresses of pages, as the folders of src/routes say them; that of a dashboard is its name. */
async function readPages(dashboards: readonly string[]): Promise<string[]> {
  const files = await readdir(join(root, 'src/routes'), { recursive: true });
  const folders = files.filter((path) => basename(path) === '+page.svelte').map((path) => dirname(path));
  return folders
    .flatMap((folder) => (folder === '[[dashboard]]' ? ['', ...dashboards] : folder.replaceAll(sep, '/')))
    .map(pageIn)
    .sort();
}
