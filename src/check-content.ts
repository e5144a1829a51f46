import { checkPipelines } from '#pipeline';
import type { Fault } from '#spec/content';

/** Where content lies. */
export interface ContentFolders {
  pipelines: string;
  reference: string;
  dashboards: string;
}

/** Every fault of content at once. */
export async function checkContent({ pipelines, reference }: ContentFolders): Promise<Fault[]> {
  const { faults, build } = await checkPipelines({ pipelines, reference });
  build.close();
  return faults;
}
