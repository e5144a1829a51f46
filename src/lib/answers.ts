import type { ColumnInfo, Dashboard, Provable, Receipt, Row, Value } from '#spec';

/** What the API answers, as far as the pages read it. */
export interface NamedDashboard extends Dashboard {
  name: string;
}

export interface Health {
  status: 'ok' | 'degraded';
  version: string;
  warning: string | null;
}

/** One page of many rows. */
export interface Page {
  version: string;
  total: number;
  columns: ColumnInfo[];
  rows: Row[];
  proof?: Provable;
}

export interface Loads {
  version: string;
  total: number;
  rows: Receipt[];
}

export interface Finding {
  rule: string;
  title: string;
  clause: string;
  quotation: string | null;
  severity: 'error' | 'warning' | 'info';
  subjectKind: string;
  subjectId: string;
  verdict: 'pass' | 'fail' | 'review';
  message: string;
  evidence: Value;
  asOf: string;
  projectId: string | null;
  batch: string | null;
  city: string | null;
}

/** A row as somebody handed it in. */
export interface HandedRow {
  source: string;
  title: string;
  file: string;
  sheet: string;
  row: number;
  sha256: string | null;
  state: 'loaded' | 'superseded' | 'rejected';
  cells: { header: string; value: string | null; isPrivate: boolean }[];
}

export interface ProjectAnswer {
  version: string;
  project: Row;
  columns: Record<string, ColumnInfo[]>;
  events: Row[];
  acceptances: Row[];
  subsidies: Row[];
  findings: Finding[];
  sources: HandedRow[];
  proof: Provable;
}

/** A number followed to the rows it is made of. */
export interface Proof {
  version: string;
  metric: ColumnInfo & { formula: string };
  value: number | null;
  conditions: { name: string; title: string; values: (string | number | null)[] }[];
  sql: string;
  recomputed: { value: number | null; agrees: boolean; difference: number | null } | null;
  parts: ProofPart[];
}

export interface ProofPart {
  name: string;
  role: 'numerator' | 'denominator' | 'term';
  title: string;
  unit: string | null;
  value: number | null;
  sql: string;
  total: number;
  zeros: number;
  unknown: number;
  isPartial: boolean;
  columns: ColumnInfo[];
  rows: (Row & { sources: HandedRow[] })[];
}

/** What every page says of the data it shows. */
export interface Freshness {
  version: string;
  newest: string;
  loadedAt: string;
  asOf: string;
  isSample: boolean;
  files: number;
  warning: string | null;
}
