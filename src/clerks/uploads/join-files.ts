import type { Joining } from '#spec';
import { namesakesOf, type StoredFile } from '#pipeline';
import { extensionOf, inNaturalOrder } from '#intake';
import type { UploadedFile } from './upload.ts';

export interface Joined {
  files: StoredFile[];
  joinings: Joining[];
  /** Why they cannot be joined, each with what to do. */
  reasons: string[];
}

/**
 * Adds uploaded files to those of a version. One that replaces a file takes its place in the order; new ones come last,
 * in the natural order of their names, since what comes later supersedes.
 */
export function joinFiles(current: readonly StoredFile[], uploaded: readonly UploadedFile[]): Joined {
  const files = [...current];
  const joinings: Joining[] = [];
  const reasons: string[] = [];
  for (const { name, sha256 } of uploaded.toSorted((a, b) => inNaturalOrder(a.name, b.name))) {
    const [only, ...more] = namesakesOf(
      name,
      current.map(({ path }) => path)
    );
    const rival = only === undefined ? undefined : joinings.find(({ replaces }) => replaces === only);
    if (more.length > 0)
      reasons.push(
        `${name}：已有 ${more.length + 1} 个同名文件（${[only, ...more].join('、')}），看不出要替换哪一个。请在文件名里写明批次或市县，作为新文件另交。`
      );
    else if (rival) reasons.push(`${rival.name} 和 ${name} 都要替换 ${only}。请只交其中一个。`);
    else if (only === undefined) {
      files.push({ path: name, sha256 });
      joinings.push({ name, path: name, replaces: null, isSame: false });
    } else {
      const at = files.findIndex(({ path }) => path === only);
      const path = asKindOf(only, name);
      joinings.push({ name, path, replaces: only, isSame: files[at]?.sha256 === sha256 });
      files[at] = { path, sha256 };
    }
  }
  return { files, joinings, reasons };
}

/** The old path, as the kind of file that the new one is: 2025/表.csv, 表（标注）.xlsx → 2025/表.xlsx. */
function asKindOf(old: string, name: string): string {
  const [was, is] = [extensionOf(old), extensionOf(name)];
  return was === is ? old : `${old.slice(0, old.length - was.length)}${is}`;
}
