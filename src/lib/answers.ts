import type { ColumnInfo, Dashboard, Defect, Fault, FileReceipt, Format, Provable, Receipt, Row, Value } from '#spec';

/** What the API answers, as far as the pages read it. */
export interface NamedDashboard extends Dashboard {
  name: string;
  /** What of it does not hold, and is not among its panels. */
  faults: readonly Fault[];
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
  waivedBy: string | null;
  waivedOn: string | null;
  waiverReason: string | null;
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
  cells: { name: string | null; header: string; value: string | null; isPrivate: boolean }[];
}

/** A row of a file, and what became of it. */
export interface FileRow {
  file: string;
  sheet: string;
  row: number;
  state: 'loaded' | 'superseded' | 'rejected' | 'total' | 'blank';
  what: 'total' | 'note' | null;
  cells: HandedRow['cells'];
  defects: Defect[];
  supersededBy: { file: string; sheet: string; row: number; sha256: string } | null;
}

export interface FileRowsAnswer {
  version: string;
  total: number;
  files: FileReceipt[];
  rows: FileRow[];
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

/** What must balance in a load: what its two sides are, how many pairs were compared, and how many differ. */
export interface Balance {
  name: string;
  title: string | null;
  left: string | null;
  right: string | null;
  compared: number;
  broken: number;
}

export interface Reconciliation extends Page {
  assertions: Balance[];
  /** Of one pair: what each side is. */
  sql: { left: string; right: string } | null;
}

/** A number followed to the rows it is made of. */
export interface Proof {
  version: string;
  metric: ColumnInfo & { formula: string };
  value: number | null;
  conditions: { name: string; title: string; values: (string | number | null)[]; words?: string[] }[];
  sql: string;
  recomputed: { value: number | null; agrees: boolean; difference: number | null } | null;
  parts: ProofPart[];
}

export interface ProofPart {
  name: string;
  role: 'numerator' | 'denominator' | 'term';
  title: string;
  unit: string | null;
  format?: Format;
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

export interface VerdictCounts {
  failed: number;
  in_review: number;
  passed: number;
  waived: number;
}

export interface NoticeRule {
  rule: string;
  title: string;
  severity: Finding['severity'];
  quotation: string;
  subjectKind: string;
  counts: VerdictCounts;
  cities: ({ city: string | null } & VerdictCounts)[];
}

export interface NoticeClause {
  id: string;
  title: string;
  heading: string | null;
  quotation: string;
  rules: NoticeRule[];
}

export interface Notice {
  version: string;
  asOf: string[];
  clauses: NoticeClause[];
  proof: Provable;
}

export interface LedgerRow {
  organisation_id: string;
  organisation: string | null;
  group_name: string | null;
  applicant_type: string | null;
  city: string | null;
  is_state_group?: boolean;
  used: number;
  used_listed: number;
  limit: number | null;
  left: number | null;
  left_listed: number | null;
  is_in_principle?: boolean | null;
  own_projects: string[];
  partner_projects?: string[];
  carried_projects?: string[];
  listed_projects: string[];
}

export interface LedgerAnswer {
  version: string;
  total: number;
  year: number | null;
  years: number[];
  rows: LedgerRow[];
  proof: Provable;
}

export interface SupportAnswer {
  version: string;
  caps: { batch: string; direction: string; supported: number; at_most: number | null; places_left: number | null }[];
  capsProof: Provable;
  rows: {
    batch: string;
    direction: string;
    state: 'supported' | 'next';
    project_id: string;
    project_name: string | null;
    applicant: string | null;
    city: string | null;
    concluded_on: string | null;
  }[];
}

export interface AuditedRule {
  rule: string;
  title: string;
  clause: string;
  quotation: string;
  severity: Finding['severity'];
  subjectKind: string;
  subjectId: string;
  verdict: Finding['verdict'];
  message: string;
  asOf: string;
  waiver: { by: string; on: string; reason: string } | null;
  values: { name: string; title: string; unit: string | null; format?: Format; value: Value }[];
  sources: { title: string; file: string; sheet: string; row: number }[];
  settle: string | null;
}

export interface AuditAnswer {
  version: string;
  project: Row;
  columns: ColumnInfo[];
  asOf: string | null;
  rules: AuditedRule[];
  silent: { rule: string; title: string; clause: string }[];
}
