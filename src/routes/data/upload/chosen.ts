/** A file that was chosen or dropped, by the folders that it lay in: sixteen cities send the same form by one name. */
export interface FoundFile {
  path: string;
  file: File;
}

/** What is found of a choice or a drop, and what of it cannot be handed in, each with the reason. */
export interface Found {
  files: FoundFile[];
  left: { path: string; why: string }[];
}

const system = /^(\..*|~\$.*|thumbs\.db|desktop\.ini)$/i;

/** Sorts out what offices and systems leave in folders; whatever else is there is handed in, and told what it is. */
export function sortOut(found: readonly FoundFile[]): Found {
  const isSystem = ({ path }: FoundFile) => system.test(path.slice(path.lastIndexOf('/') + 1));
  return {
    files: found.filter((each) => !isSystem(each)),
    left: found.filter(isSystem).map(({ path }) => ({ path, why: '系统或办公软件的临时文件，没有上传' })),
  };
}

/** Files of an input; one for folders tells where in the folder each lies. */
export const filesIn = (files: Iterable<File>): FoundFile[] =>
  Array.from(files, (file) => ({ path: file.webkitRelativePath || file.name, file }));

/** Everything that was dropped, folders with all that is in them. To be called while the drop is being told. */
export async function dropped(transfer: DataTransfer): Promise<Found> {
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory)) return sortOut(filesIn(transfer.files));
  const found: FoundFile[] = [];
  const left: Found['left'] = [];
  for (const entry of entries) if (entry) await walk(entry, '', found, left);
  const sorted = sortOut(found);
  return { files: sorted.files, left: [...sorted.left, ...left] };
}

async function walk(entry: FileSystemEntry, folder: string, found: FoundFile[], left: Found['left']): Promise<void> {
  const path = `${folder}${entry.name}`;
  try {
    if (entry.isFile) {
      const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
      found.push({ path, file });
      return;
    }
    const entries = await entriesOf(entry as FileSystemDirectoryEntry);
    if (entries.length === 0) left.push({ path: `${path}/`, why: '空文件夹' });
    for (const each of entries) await walk(each, `${path}/`, found, left);
  } catch {
    left.push({ path, why: '读不出来，没有上传：可能正被别的程序打开，或没有权限' });
  }
}

/** A browser tells what is in a folder by the hundred: it is asked until nothing more comes. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all.sort((a, b) => (a.name < b.name ? -1 : 1));
    all.push(...some);
  }
}

/** A path that none of these has: 表（第2份）.csv. */
export function freePath(path: string, taken: ReadonlySet<string>): string {
  const [, stem = path, ending = ''] = /^(.*?)(\.[^./]*)?$/s.exec(path) ?? [];
  for (let n = 1; ; n++) {
    const free = n === 1 ? path : `${stem}（第${n}份）${ending}`;
    if (!taken.has(free.toLowerCase())) return free;
  }
}
