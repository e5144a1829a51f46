/**
 * What a defect did: refused the whole file or the row; emptied the cell (its value is unknown); or only marked it 待核.
 */
export type Effect = 'file' | 'row' | 'cell' | 'mark';

export interface Defect {
  /** The check that found it. */
  check: string;
  source: string | null;
  file: string;
  sheet: string;
  /** As the clerk's program numbers it, from 1; null where the whole file is meant. */
  row: number | null;
  /** The header as handed in. */
  column: string | null;
  value: string | null;
  problem: string;
  /** What to do. */
  fix: string;
  effect: Effect;
}

/** One sheet of one file: rows read = loaded + superseded + rejected + totals + blank. */
export interface FileReceipt {
  file: string;
  sheet: string;
  sha256: string;
  bytes: number;
  /** null where no source was recognised. */
  source: string | null;
  sourceTitle: string | null;
  encoding: string | null;
  /** 1-based; the last of them where the header has two rows. */
  headerRow: number | null;
  /** Columns that the contract does not know: kept as text. */
  unknownColumns: string[];
  status: 'loaded' | 'refused';
  read: number;
  loaded: number;
  superseded: number;
  rejected: number;
  totals: number;
  blank: number;
}

export interface Assertion {
  name: string;
  title: string;
  /** Rows that break it; a published version has none. */
  broken: number;
}

/** What became of the defects of the version before. */
export interface Compared {
  /** The version before. */
  version: string;
  /** Were there, and are not any more. */
  cured: number;
  /** Were there, and still are. */
  remaining: number;
  /** Were not there before. */
  fresh: number;
}

/**
 * How a version is laid out: its schemas, and the tables and columns of them that this program reads by name. Whoever changes
 * them raises it. A version of another format is not read but built again from its kept originals.
 */
export const warehouseFormat = 1;

/** The record of one load. `<version>.json` beside `<version>.duckdb`. */
export interface Receipt {
  version: string;
  /** `warehouseFormat` of the program that made it; 0 of records from before there was one. */
  format: number;
  /** Local time of the load with its zone, 2026-11-23T12:00:00+08:00. */
  loadedAt: string;
  /** The as-of day that verdicts were given for. */
  asOf: string;
  /** Hash of the files, the as-of day and the digest: the same makes no new version. */
  fingerprint: string;
  /**
   * SHA-256 of the manifest of everything else that makes a version, kept under it beside the originals: program, packages,
   * pipelines and reference data, whose bytes are kept too. Empty in records of format 0.
   */
  digest: string;
  /** A file calls itself 示例数据. */
  isSample: boolean;
  /** Size of `<version>.duckdb`: a file of another size is not whole. */
  bytes: number;
  /** Of `<version>.duckdb`, in hex. Empty in records of format 0. */
  sha256: string;
  seconds: number;
  files: FileReceipt[];
  assertions: Assertion[];
  /** Defects by check; the defects themselves are in loads.defects. */
  defects: { check: string; title: string; effect: Effect; count: number }[];
  /** Counts the loads of a warehouse within a year: 2026-0007. Empty where nothing was published. */
  number: string;
  /** Who handed it in, as they said themselves: while nobody signs in, nobody is verified. */
  by: { name: string; isVerified: boolean } | null;
  /** The as-of day that was given with the load; null: each batch's own. */
  givenAsOf: string | null;
  /** The upload that was loaded, or null. */
  upload: string | null;
  /** The version that was built again from its files, or null. */
  rebuildOf: string | null;
  /** null where there was no version before. */
  compared: Compared | null;
}
