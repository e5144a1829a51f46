import type { Value } from '#spec';

/** A row of a file as it was handed in, with the values that it was read as. */
export interface SourceRow {
  file: string;
  sheet: string;
  row: number;
  /** By header, what stands in the cells; private ones are left out. */
  texts: Readonly<Record<string, string | null>>;
  /** By name, what was understood. */
  values: Readonly<Record<string, Value>>;
  /** Why it does not count, where it does not: the check. */
  why?: string;
}

/** A row, or the lack of one, whose value is another in two versions. */
export interface DifferingRow {
  source: string;
  /** Whose row it is, `project:<id>`, `quota:<batch>:<city>`: of both sides, where a row became another's. */
  subjects: string[];
  from: SourceRow | null;
  to: SourceRow | null;
}

/** A column as its contract says it. */
export interface SourceColumn {
  name: string;
  header: string;
  isPrivate: boolean;
}

/** A row that may be another's on the other side. */
export interface Found {
  side: 'o' | 'n';
  subject: string | null;
  file: string;
  sheet: string;
  row: number;
  key: string | null;
  natural: string | null;
  texts: Record<string, string | null>;
  values: Record<string, Value>;
}
