import { civilDay, civilTime, type LateRows } from '#spec';
import { readContracts } from '#intake';
import type { Build } from '#warehouse';

/**
 * The rows of batches whose deadline for their table has passed: the contract says which of the deadlines of a batch is
 * its own. A table without a column of the batch is of no batch by itself, and says nothing; nor does a notice that
 * names no day. Whether something was in time is judged by its log, and not by when it is handed in here.
 */
export async function lateRows(build: Build, pipelines: string, now: Date = new Date()): Promise<LateRows[]> {
  const found: LateRows[] = [];
  for (const { name, title, columns, dueBy } of await readContracts(pipelines)) {
    if (dueBy === undefined || columns.batch === undefined) continue;
    const rows = await build.read<Omit<LateRows, 'sourceTitle'>>('late rows', query(name, dueBy), {
      now: civilTime(now),
      today: civilDay(now),
    });
    found.push(...rows.map((each) => ({ ...each, sourceTitle: title })));
  }
  return found;
}

const query = (source: string, dueBy: string): string => `
  select
    s.source_file as file,
    s.source_sheet as sheet,
    b.title as batch,
    if(b."${dueBy}"::time = time '23:59:59', b."${dueBy}"::date::varchar, left(b."${dueBy}"::varchar, 16)) as "at",
    b."${dueBy}_clause" as clause,
    date_diff('day', b."${dueBy}"::date, $today::date)::integer as days,
    count(*)::integer as "rows",
  from staging."${source}" as s
  join reference.batches as b on b.batch = s.batch
  where b."${dueBy}" < $now::timestamp
  group by all
  order by file, sheet, "at", b.title`;
