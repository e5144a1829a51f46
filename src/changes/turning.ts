import { dimensionNames, severalOf } from '#query';
import { differingProjects, telling } from './differing.ts';
import type { OpenWorld, OpenWorlds } from './pair.ts';

/** Subjects of findings, as a condition on them. */
export interface Turning {
  /** null where they are many. */
  ids: readonly string[] | null;
  where: string;
  values: Record<string, string>;
}

/** So many are named one by one: then only their rows are read. */
const few = 500;

/**
 * The subjects of which any finding is another in two worlds, or seen by others: whatever is asked, the verdicts of all
 * others are the same in it. Found once for all questions. Findings of a subject are compared by two sums of their
 * hashes; a finding about a project is seen by whom its project is.
 */
export const turningSubjects = (open: OpenWorlds, from: OpenWorld, to: OpenWorld): Promise<Turning> =>
  open.once(`turning ${from.alias} ${to.alias}`, async () => {
    const name = `turning_${from.alias}_${to.alias}`;
    const apart = await differingProjects(open);
    const moved = [from, to].map(
      ({ alias }) => `select distinct subject_kind, subject_id from ${alias}.marts.findings
        where project_id in (select project_id from temp.${apart} where is_apart)`
    );
    await open.read(
      to,
      'turning',
      `create or replace temp table ${name} as
      select coalesce(o.subject_kind, n.subject_kind) as subject_kind, coalesce(o.subject_id, n.subject_id) as subject_id
      from ${sumsIn(from)} as o
      full join ${sumsIn(to)} as n on n.subject_kind = o.subject_kind and n.subject_id = o.subject_id
      where (o.n, o.one, o.other) is distinct from (n.n, n.one, n.other)
      union
      ${moved.join('\nunion\n')}`
    );
    const rows = await open.read<{ id: string }>(
      to,
      'turning',
      `select distinct subject_id as id from temp.${name} order by id limit ${few + 1}`
    );
    if (rows.length > few)
      return {
        ids: null,
        values: {},
        where: `(subject_kind, subject_id) in (select (subject_kind, subject_id) from temp.${name})`,
      };
    const ids = rows.map(({ id }) => id);
    return {
      ids,
      where: `subject_id in (${ids.map((_, at) => `$turning_${at}`).join(', ') || 'null'})`,
      values: Object.fromEntries(ids.map((id, at) => [`turning_${at}`, id])),
    };
  });

/**
 * What is found of each subject, in short: with what it lists of several values, and of what is no project with all
 * that filters and scopes tell it by.
 */
function sumsIn({ alias, catalog }: OpenWorld): string {
  const listing = dimensionNames.flatMap((name) => (severalOf(name) === null ? [] : [name, severalOf(name)]));
  const own = telling.filter((name) => catalog.marts.get('findings')?.has(name));
  const by = own
    .map((name) => (listing.includes(name) ? `, ${name}` : `, if(project_id is null, ${name}, null)`))
    .join('');
  return `(
    select subject_kind, subject_id, count(*) as n, sum(h) as one, bit_xor(h) as other
    from (
      select subject_kind, subject_id, hash(rule, year, verdict, project_id${by}) as h
      from ${alias}.marts.findings
    )
    group by all
  )`;
}
