import type { Chapter } from '../chapter.ts';
import { explain } from './explain.ts';
import { findings } from './findings.ts';
import { forms } from './forms.ts';
import { ledger } from './ledger.ts';
import { loads } from './loads.ts';
import { pages } from './pages.ts';
import { panels } from './panels.ts';
import { projects } from './projects.ts';
import { queries } from './queries.ts';
import { refusals } from './refusals.ts';

/** Every part of a server that answers are compared of, by the name of the file they are kept in. */
export const chapters: Readonly<Record<string, Chapter>> = {
  panels,
  queries,
  projects,
  findings,
  ledger,
  loads,
  explain,
  forms,
  refusals,
  pages,
};
