import type { Worker } from '#api';
import { changesOfDraft } from '#changes';
import { loadUpload, previewUpload, readUpload } from '#clerks';
import { ownContent } from '../pipeline/own-content.ts';

/** Does in this process what a server has done in one of its own: a wall that is taken out here is out there too. */
export const workHere =
  (warehouse: string): Worker =>
  async (task, id) => {
    const upload = await readUpload(warehouse, id);
    if (upload === null) throw new Error(`there is no upload ${id}`);
    const of = { ...ownContent, warehouse, onProgress: () => {} };
    if (task === 'preview') return previewUpload(upload, of);
    return loadUpload({
      ...of,
      id,
      program: 'matrix',
      dryRun: task === 'dry-run',
      compare: changesOfDraft,
      perCheck: 20,
    });
  };
