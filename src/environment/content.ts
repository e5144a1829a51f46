import { join } from 'node:path';
import { referenceHere } from './tenant.ts';

/** The folder of the project. */
export const root = join(import.meta.dirname, '../..');

/** What is built by, below a folder. */
export const contentOf = (folder: string) => ({
  pipelines: join(folder, 'pipelines'),
  reference: join(folder, 'data/reference'),
});

/** What the engine builds by: of one province among several, by its own reference data. */
export const content = {
  pipelines: contentOf(root).pipelines,
  get reference(): string {
    return referenceHere(contentOf(root).reference);
  },
};

/** Where the templates of forms lie. */
export const forms = join(root, 'data/forms');

/** Where the reports that are composed lie. */
export const briefs = join(root, 'data/briefs');

/** Where the handbooks lie. */
export const guide = join(root, 'data/guide');

/** Where the rules of scenarios (测算) lie. */
export const scenarios = join(root, 'pipelines', 'scenarios');

/** The rooms of this program that can change a table: what a load imports. */
export const rooms: readonly string[] = ['spec', 'xlsx', 'warehouse', 'store', 'intake', 'pipeline'];

/** What runs was read when it began: its files are read once, and not again where they became others since. */
const manifests = new Map<string, Promise<string>>();

/** The manifest of some rooms of this program, as they were when it was first asked for; `.` is all of them. */
export function programOfRooms(named: readonly string[]): Promise<string> {
  const key = named.join('\n');
  const known = manifests.get(key);
  if (known) return known;
  const read = import('#pipeline').then(({ readProgram }) => readProgram(root, named));
  manifests.set(key, read);
  read.catch(() => manifests.delete(key));
  return read;
}

/** The manifest of this program. */
export const program = (): Promise<string> => programOfRooms(rooms);
