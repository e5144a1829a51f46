import { readFraction } from '#spec/fraction';
import type { MoneyColumn, Project } from './entitled.ts';
import { askRows, type Ground } from './quota-data.ts';
import { readOnce } from './remembered.ts';

/** A concluded project of a batch, with what it is grouped and called by. */
export interface PaidProject extends Project {
  name: string | null;
  applicant: string | null;
  city: string;
  ownership: string;
}

/**
 * Every listed project of a batch, in fen. What is not known is null: a plan that was left blank and stands for the
 * total, a payment without its amount; without a line of payment nothing was allocated. Other public support is what
 * the ledger has of the same firm under the same name: of what is not in it nobody knows, nor of what may be this
 * programme's own money.
 */
export const paidProjectsOf = (ground: Ground, batch: string): Promise<PaidProject[]> =>
  readOnce(ground.remembered, `paid ${batch}`, () => readPaidProjects(ground, batch));

async function readPaidProjects(ground: Ground, batch: string): Promise<PaidProject[]> {
  const rows = await askRows<Record<string, string | number | null>>(
    ground,
    'subsidies',
    batch,
    `select p.project_id, p.project_name, p.applicant, p.city, p.ownership, p.direction, p.accepted, p.concluded, p.terminated,
       p.review_score::varchar as score, p.planned_basis,
       (p.planned_investment * 100)::hugeint::varchar as planned,
       (p.total_investment * 100)::hugeint::varchar as total,
       (p.verified_investment * 100)::hugeint::varchar as verified,
       l.project_id is not null as has_lines, l.allocated, l.blank::integer as blank, l.recovered, o.other
     from projects as p left join (
         select project_id,
           (sum(subsidy_allocated) * 100)::hugeint::varchar as allocated,
           count(*) filter (where subsidy_allocated is null and allocated_on is not null) as blank,
           (sum(subsidy_recovered) * 100)::hugeint::varchar as recovered
         from subsidies group by project_id
       ) as l using (project_id)
     left join (
         select project_id,
           case when bool_and(is_own or (not is_unsure and amount is not null)) and count(*) filter (not is_own) > 0
             then (sum(amount) filter (not is_own) * 100)::hugeint::varchar end as other
         from other_support group by project_id
       ) as o using (project_id)
     where p.listed = 1 or p.concluded = 1 or l.project_id is not null`
  );
  return rows.map((row) => {
    const fen = (column: string) => (row[column] === null ? null : BigInt(row[column]!));
    const money: Record<MoneyColumn, bigint | null> = {
      planned: row.planned_basis === '计划投资' ? fen('planned') : null,
      verified: fen('verified'),
      total: fen('total'),
      other: fen('other'),
      allocated: !row.has_lines ? 0n : row.blank === 0 ? (fen('allocated') ?? 0n) : null,
      recovered: fen('recovered'),
    };
    return {
      id: String(row.project_id),
      name: row.project_name as string | null,
      applicant: row.applicant as string | null,
      city: String(row.city),
      ownership: String(row.ownership ?? '未知'),
      direction: String(row.direction ?? '未知'),
      isAccepted: row.accepted === 1 ? true : row.concluded === 1 || row.terminated === 1 ? false : null,
      money,
      score: row.score === null ? null : readFraction(String(row.score)),
    };
  });
}
