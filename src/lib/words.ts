import { cityWords } from './words/cities.ts';
import { fileWords } from './words/files.ts';
import { guideWords } from './words/guide.ts';
import { judgingWords } from './words/judging.ts';
import { panelWords } from './words/panels.ts';
import { projectWords } from './words/projects.ts';
import { proofWords } from './words/proof.ts';
import { siteWords } from './words/site.ts';
import { versionWords } from './words/versions.ts';

export { explainedOf } from './words/versions.ts';

/** The furniture of the pages in words. What the data are called is said by the data's own columns. */
export const words = {
  ...cityWords,
  ...fileWords,
  ...guideWords,
  ...judgingWords,
  ...panelWords,
  ...projectWords,
  ...proofWords,
  ...siteWords,
  ...versionWords,
} as const;
