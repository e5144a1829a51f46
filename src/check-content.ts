import { join } from 'node:path';
import { checkPipelines } from '#pipeline';
import type { Fault } from '#spec/content';

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
export async function checkContent({ pipelines, reference }: ContentFolders): Promise<Fault[]> {
  const { faults, build } = await checkPipelines({ pipelines, reference });
  build.close();
  return faults;
}
