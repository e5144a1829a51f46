import type { Worker } from '#api';
import { changesOfDraft } from '#changes';
import { loadUpload, marksOfUpload, previewUpload, readUpload } from '#clerks';
import { ownContent } from '../pipeline/own-content.ts';

/** Does in this process what a server has done in one of its own: a wall that is taken out here is out there too. */
export const workHere =
  (warehouse: string): Worker =>
  async (task, of) => {
    const [id = '', hash = ''] = of.split(' ');
    const upload = await readUpload(warehouse, id);
    if (upload === null) throw new Error(`there is no upload ${id}`);
    const content = { ...ownContent, warehouse, onProgress: () => {} };
    if (task === 'preview') return previewUpload(upload, content);
    if (task === 'marks') return marksOfUpload(upload, hash, content);
    return loadUpload({
      ...content,
      id,
      program: 'test',
      dryRun: task === 'dry-run',
      compare: changesOfDraft,
      perCheck: 20,
    });
  };
