import type { Build } from '#warehouse';
import { readContracts, type FormHeader } from './contracts.ts';
import { landFile } from './land-file.ts';
import { takeIn } from './readings/list.ts';
import { openReader, type Readings } from './readings/readings.ts';
import { writeFiles, writeOwners, type LandedFile } from './receipts.ts';
import { createTables } from './tables.ts';
import { hashFiles, walkFolder, type HashedFile } from './walk.ts';

export interface LandOptions {
  /** The folder whose sources/ holds the contracts. */
  pipelines: string;
  /** What the forms of notices call columns: taken as well. */
  headers?: readonly FormHeader[];
  /** What was read before is taken from there; without it every file is read here. */
  readings?: Readings;
  /** Is told each file: before it is read here, or when what was read of it is taken in, be it kept from before. */
  onFile?: (path: string, isKept: boolean) => void;
}

/** Lands every file below a folder, in the natural order of their names. */
export async function landFolder(
  build: Build,
  { folder, ...options }: LandOptions & { folder: string }
): Promise<LandedFile[]> {
  return landFiles(build, await hashFiles(await walkFolder(folder)), options);
}

/**
 * Makes the schema `sources` and lands the files there in the order given. What cannot be read is recorded, not thrown.
 * Answers what was landed of the files that were read here.
 */
export async function landFiles(
  build: Build,
  files: readonly HashedFile[],
  { pipelines, headers, readings, onFile = () => {} }: LandOptions
): Promise<LandedFile[]> {
  const contracts = await readContracts(pipelines, headers);
  await createTables(build, contracts);
  const reader = readings && (await openReader(files, readings, { contracts, onFile }));
  const landed: LandedFile[] = [];
  try {
    for (const [i, found] of files.entries()) {
      const order = i + 1;
      const reading = await reader?.of(found);
      if (reading) {
        await takeIn(build, reading, order);
        continue;
      }
      onFile(found.path, false);
      const sheets = await landFile(build, found, { order, contracts });
      await writeFiles(build, sheets);
      landed.push(...sheets);
    }
  } finally {
    await reader?.close();
  }
  await writeOwners(build, files);
  return landed;
}
