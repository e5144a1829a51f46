import type { Build } from '#warehouse';
import { readContracts, type FormHeader } from './contracts.ts';
import { landFile } from './land-file.ts';
import { writeFiles, writeOwners, type LandedFile } from './receipts.ts';
import { createTables } from './tables.ts';
import { hashFiles, walkFolder, type HashedFile } from './walk.ts';

export interface LandOptions {
  /** The folder whose sources/ holds the contracts. */
  pipelines: string;
  /** What the forms of notices call columns: taken as well. */
  headers?: readonly FormHeader[];
  /** Is told each file before it is read. */
  onFile?: (path: string) => void;
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
 */
export async function landFiles(
  build: Build,
  files: readonly HashedFile[],
  { pipelines, headers, onFile }: LandOptions
): Promise<LandedFile[]> {
  const contracts = await readContracts(pipelines, headers);
  await createTables(build, contracts);
  const landed: LandedFile[] = [];
  for (const [i, found] of files.entries()) {
    onFile?.(found.path);
    landed.push(...(await landFile(build, found, { order: i + 1, contracts })));
  }
  await writeFiles(build, landed);
  await writeOwners(build, files);
  return landed;
}
