import type { OpenWorld, OpenWorlds } from './pair.ts';
import type { Step } from './worlds.ts';

/** A verdict that one step turned; null: the rule is silent. */
export interface TurnedVerdict {
  rule: string;
  title: string;
  subjectKind: string;
  subject: string;
  batch: string | null;
  city: string | null;
  step: Step;
  from: string | null;
  to: string | null;
  messageFrom: string | null;
  messageTo: string | null;
}

/** The verdicts that are others in two worlds. Where only its words or its evidence are, it is none of them. */
export const turnedVerdicts = async (
  open: OpenWorlds,
  step: Step,
  from: OpenWorld,
  to: OpenWorld
): Promise<TurnedVerdict[]> =>
  (
    await open.read<Omit<TurnedVerdict, 'step'>>(
      to,
      'verdicts',
      `select
        coalesce(n.rule, o.rule) as rule, coalesce(n.title, o.title) as title,
        coalesce(n.subject_kind, o.subject_kind) as "subjectKind", coalesce(n.subject_id, o.subject_id) as subject,
        coalesce(n.batches, o.batches, n.year::varchar, o.year::varchar) as batch, coalesce(n.city, o.city) as city,
        o.verdict as "from", n.verdict as "to", o.message as "messageFrom", n.message as "messageTo",
      from ${from.alias}.marts.findings as o
      full join ${to.alias}.marts.findings as n
        on n.rule = o.rule and n.subject_kind = o.subject_kind and n.subject_id = o.subject_id
        and n.batches is not distinct from o.batches and n.year is not distinct from o.year
      where n.verdict is distinct from o.verdict
      order by rule, batch, subject`
    )
  ).map((each) => ({ ...each, step }));
