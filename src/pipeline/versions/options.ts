import type { Turned } from '../diff/closed.ts';
import type { Defect, FoundChanges, Receipt, Replacement, Scope } from '#spec';
import type { Fault } from '#spec/content';
import type { Current } from '#warehouse';
import type { OnProgress } from '../reports/progress.ts';
import type { Content } from '../stages/content-files.ts';
import type { Filled } from './fill.ts';
import type { StoredFile } from './stored-files.ts';

/**
 * Files that the warehouse keeps, in the order in which they supersede each other, and the as-of day given with them.
 */
export interface FileSet {
  files: readonly StoredFile[];
  asOf: string | null;
  /** The day to judge by where none was given: a version that is built again is judged by the day of the first time. */
  day?: string;
  /** Why it cannot be loaded, each with what to do. */
  reasons?: readonly string[];
}

/** Holds what is built and not published against a version of the warehouse; null: against nothing. */
export type Compare = (
  warehouse: string,
  current: string | null,
  tried: { draft: { receipt: Receipt; path: string; manifest: string }; scope: Scope }
) => Promise<FoundChanges>;

export interface LoadOptions extends Content {
  /** The folder of files that were handed in. */
  folder?: string;
  /** In place of a folder: chooses the stored files, once this load holds the lock. */
  set?: (current: Current | null) => Promise<FileSet>;
  /** The folder of the warehouse; made where it is not there. */
  warehouse: string;
  /** The day to judge by; null: the civil day. A set brings its own. */
  asOf: string | null;
  /** The manifest of this program: another one may make other tables of the same files. */
  program: string;
  /** Build and report, publish nothing. */
  dryRun?: boolean;
  /** Of a dry run: whose rows its changes are told of. Default: all. */
  scope?: Scope;
  /** Of a dry run: says what it would change, of the version that is published now; without it nothing is said. */
  compare?: Compare;
  /** Build also where the same was built before. */
  isAnew?: boolean;
  /** Wait until another load has ended, rather than be refused. */
  waits?: boolean;
  /** What the receipt says of where it comes from. */
  origin?: Partial<Pick<Receipt, 'by' | 'upload' | 'rebuildOf'>>;
  /** Why what was built must not be published, each reason with what to do; none where it may. */
  validate?: (filled: Filled, fingerprint: string) => Promise<string[]>;
  /** Asked last, when all stands and is yet to be published: why it must not be after all. */
  mayPublish?: () => Promise<readonly string[]>;
  /** Publish also where the content turns verdicts or figures of batches that a later notice has closed. */
  accept?: boolean;
  /** Bytes of memory that the build may take; by default what it is worth, of half of the machine's. */
  memory?: number;
  /** How many defects of each check to answer with; null: all. */
  perCheck?: number | null;
  /** Is told every defect, some at a time, in the order of the files: there may be more than memory holds. */
  onDefects?: (defects: readonly Defect[]) => Promise<void>;
  onProgress?: OnProgress;
  /** The faults of the content; with any, nothing is loaded. By default pipelines/ and data/reference are checked. */
  check?: () => Promise<readonly Fault[]>;
}

export interface Outcome {
  status: 'published' | 'unchanged' | 'dry-run' | 'refused';
  /** Why it was refused, each with what to do. */
  reasons: string[];
  /** What else happened, for people. */
  notes: string[];
  /** What was found; null where it was refused before a file was read. */
  receipt: Receipt | null;
  defects: Defect[];
  /** The headers of columns that are personal; without it any may be. */
  personal?: readonly string[];
  /** Of a dry run: what it would change. */
  changes?: FoundChanges | null;
  /** What the content of today makes otherwise of the files of the version before. */
  turned?: Turned[];
  /** What files do to the rows of the version before. */
  replacements?: Replacement[];
}

export const outcome = (status: Outcome['status'], more: Partial<Outcome>): Outcome => ({
  status,
  reasons: [],
  notes: [],
  receipt: null,
  defects: [],
  ...more,
});
