import { posix } from 'node:path';
import type { Archive } from './archive.ts';
import { WorkbookError, resave } from './workbook-error.ts';
import { readXml } from './xml.ts';

export interface Relation {
  id: string;
  /** The last word of its type: worksheet, sharedStrings, styles, officeDocument … */
  type: string;
  /** The part's name from the root of the package, as the zip spells it. */
  part: string;
}

/** What a part (or, of '', the package) points to within the package. A part without relations has none. */
export async function readRelations(archive: Archive, part: string): Promise<Relation[]> {
  const file = posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`);
  const relations: Relation[] = [];
  if (!archive.has(file)) return relations;
  await readXml(archive, file, 'Relationships', {
    open(name, { Id = '', Type = '', Target = '', TargetMode }) {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      const path = Target.replaceAll('\\', '/');
      const target = path.startsWith('/') ? posix.normalize(path).slice(1) : posix.join(posix.dirname(part), path);
      if (relations.some(({ id }) => id === Id)) throw new WorkbookError(`部件 ${file} 里 ${Id} 出现两次`, resave);
      relations.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), part: archive.spelled(target) });
    },
  });
  return relations;
}
