import { open } from 'node:fs/promises';
import { openArchive } from '../../../src/xlsx/read/archive.ts';
import { writeZip } from '../../province/workbook/zip.ts';
import { onDisk } from './marking.ts';

/** The parts of a workbook, unpacked. */
export async function partsOf(bytes: Uint8Array): Promise<Map<string, string>> {
  const parts = new Map<string, string>();
  await onDisk(bytes, async (path) => {
    const file = await open(path);
    const archive = await openArchive(file.fd);
    for (const name of archive.names)
      parts.set(name, Buffer.concat(await Array.fromAsync(archive.bytes(name))).toString());
    await file.close();
  });
  return parts;
}

export const packed = (parts: ReadonlyMap<string, string>): Buffer =>
  writeZip(Array.from(parts, ([name, data]) => ({ name, data })));
