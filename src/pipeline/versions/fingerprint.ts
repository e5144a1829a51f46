import { createHash } from 'node:crypto';
import { hashFolder } from './input-files.ts';

/** Everything that a version follows from: the same ground, the same warehouse. */
export interface Ground {
  /** The SHA-256 of each file that was handed in, by path. */
  files: ReadonlyMap<string, string>;
  /** The folder data/reference. */
  reference: string;
  /** The folder pipelines/. */
  pipelines: string;
  asOf: string | null;
  /** The version of this program. */
  program: string;
}

/** Hash over the bytes and names of the files, the reference data and the pipelines, the as-of day and the program. */
export async function fingerprintOf({ files, reference, pipelines, asOf, program }: Ground): Promise<string> {
  const ground = [program, asOf, [...files], [...(await hashFolder(reference))], [...(await hashFolder(pipelines))]];
  return createHash('sha256').update(JSON.stringify(ground)).digest('hex');
}
