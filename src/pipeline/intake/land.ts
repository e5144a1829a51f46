import type { Build } from '#warehouse';
import { readContracts } from './contracts.ts';
import { landFile } from './land-file.ts';
import { writeFiles, type LandedFile } from './receipts.ts';
import { createTables } from './tables.ts';
import { walkFolder } from './walk.ts';

export interface LandOptions {
  folder: string;
  /** The folder whose sources/ holds the contracts. */
  pipelines: string;
  /** Is told each file before it is read. */
  onFile?: (path: string) => void;
}

/** Makes the schema `sources` and lands every file below a folder in it. What cannot be read is said there, not thrown. */
export async function landFolder(build: Build, { folder, pipelines, onFile }: LandOptions): Promise<LandedFile[]> {
  const contracts = await readContracts(pipelines);
  await createTables(build, contracts);
  const landed: LandedFile[] = [];
  for (const [i, found] of (await walkFolder(folder)).entries()) {
    onFile?.(found.path);
    landed.push(...(await landFile(build, found, { folder, order: i + 1, contracts })));
  }
  await writeFiles(build, landed);
  return landed;
}
