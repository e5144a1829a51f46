/** A mutated file on the disk. */
export interface Handed {
  /** Below the folder that is handed in. */
  path: string;
  diskPath: string;
  extension: string;
  bytes: Buffer;
  /** The number of the run that made it. */
  run: number;
}
