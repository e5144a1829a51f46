import type { Compared, Defect, Effect, FileReceipt, Format, Receipt, Value } from '#spec';

/** What the API answers about uploads and receipts, as far as the pages read it. */
export interface Upload {
  id: string;
  at: string;
  by: string | null;
  version: string | null;
  files: { name: string; bytes: number; path: string; replaces: string | null; isSame: boolean }[];
  reasons: string[];
  preview: Job<Preview> | null;
  dryRun: Job<Outcome> | null;
  load: Job<Outcome> | null;
}

export interface Job<R> {
  id: string;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  ahead: number;
  step: string | null;
  share: number;
  error: string | null;
  result: R | null;
}

export interface Preview {
  sheets: PreviewedSheet[];
  kinds: { check: string; title: string; effect: Effect; count: number }[];
  defects: Defect[];
}

export interface PreviewedSheet {
  file: string;
  sheet: string;
  status: 'read' | 'refused';
  sourceTitle: string | null;
  encoding: string | null;
  headerRow: number | null;
  columns: { header: string; means: string | null; unit: string | null; isPrivate: boolean }[];
  absent: string[];
  rows: { row: number; cells: (string | null)[] }[];
  read: number;
  totals: number;
  blank: number;
  rejected: number;
}

export interface Outcome {
  status: 'published' | 'unchanged' | 'dry-run' | 'refused';
  reasons: string[];
  version: string | null;
  number: string | null;
  compared: Compared | null;
  files: FileReceipt[];
  defects: Defect[];
  changes: Changes | null;
}

export interface Figure {
  name: string;
  title: string;
  unit: string | null;
  format: Format | null;
  before: number | null;
  after: number | null;
}

export interface ChangedProject {
  projectId: string;
  projectName: string | null;
  city: string | null;
  batch: string | null;
  columns: { name: string; title: string; unit: string | null; format: Format | null; before: Value; after: Value }[];
}

export interface Changes {
  version: string | null;
  headline: Figure[];
  others: Figure[];
  projects: Record<'appear' | 'change' | 'vanish', ChangedProject[]> & {
    counts: Record<'appear' | 'change' | 'vanish', number>;
  };
}

export interface ReceiptAnswer extends Omit<Receipt, 'compared'> {
  kinds: {
    check: string;
    title: string;
    effect: Effect;
    count: number;
    files: { file: string; count: number }[];
    examples: Defect[];
  }[];
  compared:
    | (Compared & {
        number: string | null;
        titles: Record<string, string>;
        files: { file: string; touched: boolean; cured: number; remaining: number; fresh: number }[];
        defects: (Defect & { state: 'cured' | 'remaining' | 'fresh'; touched: boolean })[];
      })
    | null;
}

/** What may be handed in, and by which names it is known. */
export interface SourceAnswer {
  name: string;
  title: string;
  files: string[];
  columns: { name: string; header: string; aliases: string[]; kind: string; required: boolean; isPrivate: boolean }[];
}
