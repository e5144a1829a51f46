import type { FileOwner, Joining } from '#spec';
import { mayReplace, namesakesOf, type StoredFile } from '#pipeline';
import { extensionOf, inNaturalOrder } from '#intake';
import type { UploadedFile } from './upload.ts';

export interface Joined {
  files: StoredFile[];
  joinings: Joining[];
  /** Why they cannot be joined, each with what to do. */
  reasons: string[];
}

/**
 * Adds uploaded files to those of a version. One that replaces a file takes its place in the order; new ones, and those
 * that are said to be another, come last, in the natural order of their names, since what comes later supersedes. An
 * account replaces its own files alone. Several of one name that lay in folders of their own are several files, not one
 * handed in several times.
 */
export function joinFiles(
  current: readonly StoredFile[],
  uploaded: readonly UploadedFile[],
  owner?: FileOwner
): Joined {
  const files = [...current];
  const joinings: Joining[] = [];
  const reasons: string[] = [];
  const paths = current.filter((file) => mayReplace(owner, file)).map(({ path }) => path);
  const ofOwner = owner === undefined ? {} : { owner };
  const claims = uploaded
    .toSorted((a, b) => inNaturalOrder(a.name, b.name))
    .map((file) => ({ as: null, ...file, there: file.as === 'another' ? [] : standsFor(file.name, paths) }));
  for (const { name, sha256, as, there } of claims) {
    const others = claims.filter((other) => other.name !== name && other.there[0] === there[0]);
    const isApart = others.length > 0 && others.every((other) => folderOf(other.name) !== folderOf(name));
    const [only, ...more] = isApart && folderOf(name) !== folderOf(there[0] ?? '') ? [] : there;
    const rival = only === undefined ? undefined : joinings.find(({ replaces }) => replaces === only);
    if (more.length > 0)
      reasons.push(
        `${name}：已有 ${more.length + 1} 个同名文件（${[only, ...more].join('、')}），看不出要替换哪一个。请连同文件夹一起上传，或在文件名里写明批次或市县，作为新文件另交。`
      );
    else if (rival)
      reasons.push(`${rival.name} 和 ${name} 都要替换 ${only}。请只交其中一个，或在文件名里写明批次或市县后再交。`);
    else if (only === undefined) {
      const path = freePath(name, files);
      files.push({ path, sha256, ...ofOwner });
      joinings.push({ name, path, replaces: null, isSame: false, as });
    } else {
      const at = files.findIndex(({ path }) => path === only);
      const path = asKindOf(only, name);
      joinings.push({ name, path, replaces: only, isSame: files[at]?.sha256 === sha256, as });
      files[at] = { path, sha256, ...ofOwner };
    }
  }
  return { files, joinings, reasons };
}

const folderOf = (path: string): string => path.normalize('NFC').toLowerCase().split('/').slice(0, -1).join('/');

const standsFor = (name: string, paths: readonly string[]): string[] =>
  namesakesOf(
    name,
    paths.filter((path) => isInFolderOf(path, name))
  );

/** Whether two paths may be of one file: the folders of the one end in those of the other, which may have none. */
function isInFolderOf(path: string, other: string): boolean {
  const [a = [], b = []] = [path, other].map((each) => folderOf(each).split('/').filter(Boolean).reverse());
  return a.slice(0, b.length).every((folder, i) => folder === b[i]);
}

/** The name, or where it is taken: 表（第2份）.csv. */
function freePath(name: string, files: readonly StoredFile[]): string {
  const taken = new Set(files.map(({ path }) => path.normalize('NFC').toLowerCase()));
  const [, stem = name, ending = ''] = /^(.*?)(\.[^./]*)?$/s.exec(name) ?? [];
  for (let n = 1; ; n++) {
    const path = n === 1 ? name : `${stem}（第${n}份）${ending}`;
    if (!taken.has(path.normalize('NFC').toLowerCase())) return path;
  }
}

/** The old path, as the kind of file that the new one is: 2025/表.csv, 表（标注）.xlsx → 2025/表.xlsx. */
function asKindOf(old: string, name: string): string {
  const [was, is] = [extensionOf(old), extensionOf(name)];
  return was === is ? old : `${old.slice(0, old.length - was.length)}${is}`;
}
