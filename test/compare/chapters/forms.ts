import { objectsIn, textOf } from '../json.ts';
import type { Chapter } from '../chapter.ts';

/** What may be handed in, the empty workbooks for it, and which addresses with which parameters a server documents. */
export const forms: Chapter = async (ask) => {
  const sources = objectsIn({ list: await ask('/api/sources') }, 'list');
  await Promise.all(sources.map(({ name }) => ask(`/api/sources/${textOf(name)}/template.xlsx`)));
  await ask('/api/openapi.json');
};
