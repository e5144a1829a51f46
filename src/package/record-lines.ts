import { stat } from 'node:fs/promises';
import { maskPersonal } from '#query';
import { recordFile } from '#pipeline';
import { decisionStream, openStore, type Decision, type Entry } from '#store';

/** The stream of the record that sealed papers are in. */
const paperStream = 'papers';

/** What the record holds that belongs to a version: where it was published, what was decided, what is on paper. */
export interface RecordLines {
  journal: Entry[];
  decisions: Entry[];
  papers: Entry[];
}

export async function recordLinesOf(warehouse: string, version: string): Promise<RecordLines> {
  const path = recordFile(warehouse);
  const isThere = await stat(path).then(
    () => true,
    () => false
  );
  if (!isThere) return { journal: [], decisions: [], papers: [] };
  const store = openStore(path, { readOnly: true });
  try {
    const ofVersion = store
      .entries('journal')
      .filter(({ body }) => (JSON.parse(body) as { version?: string }).version === version);
    return {
      // What happened to it later says nothing of it, and the same version is to make the same bytes.
      journal: ofVersion.slice(0, 1),
      decisions: store.entries(decisionStream),
      papers: ofIssued(store.entries(paperStream)),
    };
  } finally {
    store.close();
  }
}

/** What is on paper: of a notice of changes that is not issued, which is for who writes in it, nothing. */
function ofIssued(entries: readonly Entry[]): Entry[] {
  const said = entries.map((entry) => ({ entry, ...(JSON.parse(entry.body) as { event: string; id?: string }) }));
  const issued = new Set(said.flatMap(({ event, id }) => (event === 'revision_issued' ? [id] : [])));
  return said.flatMap(({ entry, event, id }) => (event.startsWith('revision_') && !issued.has(id) ? [] : [entry]));
}

/** A line of the record as it is chained, one a line. */
export const asLines = (entries: readonly Entry[]): string =>
  entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');

const columns = {
  rule: '规则',
  subjectKind: '对象类型',
  subjectId: '对象',
  span: '批次或年度',
  state: '状态',
  conclusion: '结论',
  basis: '依据',
  document: '文号',
  person: '核定人',
  on: '核定日期',
  version: '当时的版本',
  verdict: '规则判的',
  at: '登记时间',
  id: '登记行的 SHA-256',
} as const;

/** Decisions as a table, the oldest first; only those that may be given. */
export function decisionsTable(entries: readonly Entry[], isGiven: (decision: Decision) => boolean): string {
  const lines = entries.flatMap(({ at, hash, body }) => {
    const decision = JSON.parse(body) as Decision;
    if (!isGiven(decision)) return [];
    const told = { ...decision, person: decision.person.name, at, id: hash } as Record<keyof typeof columns, unknown>;
    return [Object.keys(columns).map((name) => maskPersonal(String(told[name as keyof typeof columns] ?? '')))];
  });
  return csvText([Object.values(columns), ...lines]);
}

/** A table for people, as spreadsheets read it. */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;

/** What a spreadsheet would take for a formula is led by an apostrophe. */
function cell(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) && !/^-?[\d.]+(?:e[+-]?\d+)?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
