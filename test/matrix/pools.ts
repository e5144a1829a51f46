import { createHash } from 'node:crypto';
import type { OpenFile } from '#warehouse';

/** By parameter, what it may be asked with: of every city, and what is not there. */
export type Pools = Readonly<Record<string, readonly string[]>>;

/** What does not exist, in the shape of what does. */
export const nowhere = {
  project: 'SL2025-3799-0001',
  firm: '91379900000000000X',
  token: 'KZZZZZ',
  hash: 'f'.repeat(64),
  code: '000000-000000-000000',
  incident: '999999999',
  revision: 'ffffffffff',
  upload: 'ffffffff-ffff-4fff-8fff-ffffffffffff',
} as const;

const mixed = (value: string): string => createHash('md5').update(value).digest('hex');

/** Values for the parameters of every door: all of what is short, of what is long some of each city. */
export async function readPools(reading: OpenFile, version: string, more: Pools): Promise<Pools> {
  // Mixed, and each time alike: what was asked is known again.
  const read = async (sql: string) =>
    (await (await reading.read('matrix', sql)).rows())
      .map((row) => String(Object.values(row)[0]))
      .sort((one, other) => (mixed(one) < mixed(other) ? -1 : 1));
  const projects = await read(
    `select project_id from marts.projects qualify row_number() over (partition by city order by md5(project_id)) <= 2`
  );
  const odd = await read(
    `select distinct source_file from sources.files where regexp_matches(source_file, '补充|青岛市_第1次')`
  );
  return {
    project: projects,
    // What rows of several cities call theirs, and what is judged by another.
    named: await read(
      `select project_id from staging.applications where project_id is not null
      group by project_id having count(distinct city) > 1
      union select project_id from marts.repeats where other_id is not null
      union select project_id from staging.recommendations as r join marts.projects as p using (project_id) where r.city <> p.city
      order by 1 limit 10`
    ),
    rule: await read('select distinct rule from marts.findings order by 1'),
    subject: await read(
      `select subject_id from marts.findings qualify row_number() over (partition by subject_kind, city order by md5(subject_id || rule)) <= 1`
    ),
    finding: await read(
      `select rule || '/' || subject_id || '/' || coalesce(batch, year::varchar) from marts.findings
      where coalesce(batch, year::varchar) is not null
      qualify row_number() over (partition by rule, city = '济南市' order by md5(subject_id)) <= 1
        or rule in ('summary_differs', 'changed_after_recommendation')`
    ),
    hash: await read(
      `select sha256 from sources.files where source_file in (${odd.map((file) => `'${file}'`).join(', ')})
      union select sha256 from (select sha256 from sources.files qualify row_number() over (partition by source order by md5(sha256)) <= 1)`
    ),
    file: odd,
    check: await read('select distinct "check" from resolved.defects order by 1'),
    token: await read(
      `select regexp_extract(project_name, 'K[B-Z]{5}') from marts.projects
      qualify row_number() over (partition by city order by md5(project_id)) <= 1`
    ),
    firm: await read(
      `select applicant_id from marts.projects qualify row_number() over (partition by city order by md5(applicant_id)) <= 1`
    ),
    ...more,
  };
}
