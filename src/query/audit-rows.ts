import type { Row } from '#spec';
import { rowsOf, type Asking } from './answer.ts';
import type { Rule } from './catalog.ts';

/** A row of a file that a verdict rests on. */
export interface JudgedRow {
  title: string;
  file: string;
  sheet: string;
  /** As the clerk's program numbers it. */
  row: number;
}

interface Contract {
  title: string;
  names: string[];
  /** Its choices: the column, and the values that it takes. */
  choices: { name: string; of: string[] }[];
}

/** How a row of a source belongs to a project: by the first of these that it has all of. */
const belongings = [['project_id'], ['applicant_id'], ['batch', 'city']] as const;

/** The rows that count, of a project, its applicant or its city, by source and choice: `events 提交`. */
export async function rowsJudged(asking: Asking, project: Row, reads: Rule['reads']): Promise<Map<string, JudgedRow[]>> {
  const found = new Map<string, JudgedRow[]>();
  const contracts = await contractsOf(asking);
  for (const { source, choice } of reads) {
    const key = `${source} ${choice ?? ''}`;
    const contract = contracts.get(source);
    if (found.has(key) || !contract) continue;
    const by = belongings.find((names) => names.every((name) => contract.names.includes(name)));
    const chosen = contract.choices.find(({ of }) => choice !== null && of.includes(choice));
    if (!by || (choice !== null && !chosen)) continue;
    const values = Object.fromEntries(by.map((name) => [name, String(project[name])]));
    const where = [...by.map((name) => `${name} = $${name}`), ...(chosen ? [`"${chosen.name}" = $choice`] : [])];
    const sql = `select source_file, source_sheet, source_row from validated."${source}" where ${where.join(' and ')} order by all`;
    const rows = await rowsOf(asking, `rows of ${source}`, { sql, values: { ...values, ...(choice === null ? {} : { choice }) } });
    found.set(key, rows.map((row) => ({ title: contract.title, file: String(row.source_file), sheet: String(row.source_sheet), row: Number(row.source_row) })));
  }
  return found;
}

async function contractsOf(asking: Asking): Promise<Map<string, Contract>> {
  const rows = await rowsOf(asking, 'contracts', { sql: 'select source, source_title, name, kind, "of"::varchar as "of" from sources.contracts', values: {} });
  const contracts = new Map<string, Contract>();
  for (const { source, source_title, name, kind, of } of rows) {
    const contract = contracts.get(String(source)) ?? { title: String(source_title), names: [], choices: [] };
    contract.names.push(String(name));
    if (kind === 'choice' && typeof of === 'string') contract.choices.push({ name: String(name), of: JSON.parse(of) as string[] });
    contracts.set(String(source), contract);
  }
  return contracts;
}
