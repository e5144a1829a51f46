import { scopedRelations, type View } from '#query';
import type { OpenWorld, OpenWorlds } from './pair.ts';
import { areAlike } from './question.ts';
import { turningSubjects, type Turning } from './turning.ts';
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

/** A world as somebody may see it. */
interface Seen {
  world: OpenWorld;
  view: View;
}

/** The verdicts that are others in two worlds. Where only its words or its evidence are, it is none of them. */
export async function turnedVerdicts(open: OpenWorlds, step: Step, from: Seen, to: Seen): Promise<TurnedVerdict[]> {
  const among = areAlike([from.view, to.view]) ? await turningSubjects(open, from.world, to.world) : null;
  if (among?.ids?.length === 0) return [];
  const [o, n] = [await findingsOf(open, from, among), await findingsOf(open, to, among)];
  const rows = await open.read<Omit<TurnedVerdict, 'step'>>(
    to.world,
    'verdicts',
    `select
      coalesce(n.rule, o.rule) as rule, coalesce(n.title, o.title) as title,
      coalesce(n.subject_kind, o.subject_kind) as "subjectKind", coalesce(n.subject_id, o.subject_id) as subject,
      coalesce(n.batches, o.batches, n.year::varchar, o.year::varchar) as batch, coalesce(n.city, o.city) as city,
      o.verdict as "from", n.verdict as "to", o.message as "messageFrom", n.message as "messageTo",
    from ${o} as o
    full join ${n} as n
      on n.rule = o.rule and n.subject_kind = o.subject_kind and n.subject_id = o.subject_id
      and n.batches is not distinct from o.batches and n.year is not distinct from o.year
    where n.verdict is distinct from o.verdict
    order by rule, batch, subject`
  );
  return rows.map((each) => ({ ...each, step }));
}

const columns = 'rule, title, subject_kind, subject_id, batches, year, city, verdict, message';

/** Where the findings that somebody may see lie, of these subjects. */
async function findingsOf(open: OpenWorlds, { world, view }: Seen, among: Turning | null): Promise<string> {
  const where = among === null ? '' : ` where ${among.where}`;
  const select = `select ${columns} from findings${where}`;
  const { sql, values } = scopedRelations(world.catalog, ['findings'], view, select);
  const name = `findings_${world.alias}`;
  await open.read(world, 'verdicts', `create or replace temp table ${name} as ${sql}`, { ...values, ...among?.values });
  return `temp.${name}`;
}
