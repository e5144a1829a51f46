import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openFile, type Current } from '#warehouse';

/** Lays the files of a published version out again below a folder, as they were handed in; answers the as-of day that was given with them. */
export async function layOutOriginals(warehouse: string, { version, path, receipt }: Current, folder: string): Promise<{ asOf: string | null }> {
  for (const [name, sha256] of new Map(receipt.files.map(({ file, sha256 }) => [file, sha256]))) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await copyFile(join(warehouse, 'files', sha256), join(folder, name));
  }
  const file = await openFile(path, version);
  try {
    const [load] = await (await file.read('loads.load', 'select as_of from loads.load')).rows();
    return { asOf: typeof load?.as_of === 'string' ? load.as_of : null };
  } finally {
    file.close();
  }
}
