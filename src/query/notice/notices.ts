import type { NoticeInfo, Row, Severity } from '#spec';

/** A rule as one notice has it. */
export interface RuleOfNotice {
  notice: string;
  rule: string;
  /** The notice whose words are quoted; another where its own is not at hand. */
  quotedFrom: string;
  clause: string;
  /** The part of the clause that it judges by, word for word. */
  quotation: string;
  severity: Severity;
  /** Why the notice has no use for it; null where it judges. */
  off: string | null;
}

/** What a version knows of the notices of its batches, the oldest first. */
export interface Notices {
  notices: readonly NoticeInfo[];
  /** By batch, its notice. */
  ofBatch: ReadonlyMap<string, string>;
  ruleTexts: readonly RuleOfNotice[];
  /** The batches to which nobody can recommend any more. */
  closed: ReadonlySet<string>;
  /** By notice and metric, the clause that the metric rests on. */
  clauses: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Reads what stands in reference.* of the notices. */
export async function readNotices(rows: (sql: string) => Promise<Row[]>): Promise<Notices> {
  const notices = await rows(`
    select n.notice, n.title, n.issued_on, n.is_at_hand, count(o.notice)::integer as open_items
    from reference.notices as n
    left join sources.open_items as o using (notice)
    group by all
    order by n.issued_on nulls first, n.notice`);
  // One whose deadline nobody knows is closed once another notice is in force.
  const batches = await rows(`
    select
      batch,
      notice,
      coalesce(
        recommend_by::date < as_of,
        coalesce(notice_on, '-infinity'::date) < max(notice_on) filter (notice_on <= as_of) over ()
      ) as is_closed
    from reference.batches
    order by batch`);
  const rules = await rows('select * from reference.rules where rule is not null');
  const clauses = new Map<string, Map<string, string>>();
  for (const { notice, metric, clause } of await rows(
    'select * from reference.metric_clauses where clause is not null'
  ))
    clauses.set(String(notice), (clauses.get(String(notice)) ?? new Map()).set(String(metric), String(clause)));
  return {
    notices: notices.map((row) => ({
      notice: String(row.notice),
      title: String(row.title ?? `通知 ${String(row.notice)}`),
      issuedOn: typeof row.issued_on === 'string' ? row.issued_on : null,
      isAtHand: row.is_at_hand === true,
      openItems: Number(row.open_items),
    })),
    ofBatch: new Map(batches.map(({ batch, notice }) => [String(batch), String(notice)])),
    closed: new Set(batches.flatMap(({ batch, is_closed }) => (is_closed === true ? [String(batch)] : []))),
    ruleTexts: rules.map((row) => ({
      notice: String(row.notice),
      rule: String(row.rule),
      quotedFrom: String(row.quoted_from),
      clause: String(row.clause ?? ''),
      quotation: String(row.quotation ?? ''),
      severity: String(row.severity ?? 'error') as Severity,
      off: typeof row.off === 'string' ? row.off : null,
    })),
    clauses,
  };
}

/** By dimension, the values of which any may hold. */
type ChosenValues = ReadonlyMap<string, readonly string[]>;

/** The notices of the batches that filters leave, the oldest first. */
export function noticesInView({ notices, ofBatch }: Notices, filters: ChosenValues): NoticeInfo[] {
  const batches = filters.get('batch') ?? [...ofBatch.keys()];
  const names = new Set(batches.map((batch) => ofBatch.get(batch)));
  return notices.filter(({ notice }) => names.has(notice));
}

/** The rules that judge what filters leave, each as its notice words it. */
export function rulesInView(known: Notices, filters: ChosenValues): RuleOfNotice[] {
  const names = new Set(noticesInView(known, filters).map(({ notice }) => notice));
  return known.ruleTexts.filter(({ notice, off }) => names.has(notice) && off === null);
}

/** Where something stands: 三（二）, and with the notice before it where it stands elsewhere in another. */
export function sayClauses(found: readonly { notice: string; clause: string }[]): string | undefined {
  const clauses = [...new Set(found.map(({ clause }) => clause))];
  if (clauses.length <= 1) return clauses[0];
  const said = found.map(({ notice, clause }) => `${notice}：${clause}`);
  return [...new Set(said)].join('；');
}
