import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import type { Row } from '#spec';

type Ask = <T>(url: string) => Promise<T>;

/** All the rows of what is answered by pages. */
export async function everyRow(json: Ask, address: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let total = 1; rows.length < total;) {
    const page = await json<{ total: number; rows: Row[] }>(`${address}limit=500&offset=${rows.length}`);
    total = page.total;
    rows.push(...page.rows);
  }
  return rows;
}

/**
 * The findings one by one, and what each row of a ledger must
 * say: its projects counted, its limit as data/reference has it.
 */
export async function readOthers(json: Ask, projects: readonly Row[]): Promise<Map<string, Row[]>> {
  const findings = (await everyRow(json, '/api/findings?')).map((row) => {
    const own = Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        value,
      ])
    );
    const is = (verdict: string) => Number(row.verdict === verdict);
    return {
      ...own,
      findings: 1,
      failed: is('fail'),
      in_review: is('review'),
      passed: is('pass'),
      waived: Number(row.waivedBy !== null),
    };
  });
  const limits = Papa.parse<Record<string, string>>(readFileSync('data/reference/limits.csv', 'utf8'), {
    header: true,
    skipEmptyLines: true,
  }).data;
  const limitOf = (name: string, to: string, batch = '2025'): number | null => {
    const found = limits.find((each) => each.name === name && each.applies_to === to && each.batch === batch);
    return found ? Number(found.at_most) : null;
  };
  const counted = (row: Row, limit: number | null): Row => {
    const count = (name: string) => (Array.isArray(row[name]) ? row[name].length : 0);
    const used = count('own_projects') + count('partner_projects') + count('carried_projects');
    const listed = count('listed_projects');
    return {
      ...row,
      used,
      used_listed: listed,
      limit,
      left: limit === null ? null : limit - used,
      left_listed: limit === null ? null : limit - listed,
    };
  };
  const organisations = (await everyRow(json, '/api/organisations?')).map((row) =>
    counted(row, limitOf('applicant_projects', String(row.applicant_type)))
  );
  const groups = (await everyRow(json, '/api/groups?')).map((row) =>
    counted(row, limitOf('group_projects', '集团', String(row.batch)))
  );
  const support = limits
    .filter(({ name }) => name === 'supported_projects')
    .map(({ batch, applies_to: direction, at_most }): Row => {
      const supported = projects.filter(
        (row) => row.batch === batch && row.direction === direction && row.supported === 1
      ).length;
      return {
        batch: batch!,
        direction: direction!,
        supported,
        at_most: Number(at_most),
        places_left: Number(at_most) - supported,
      };
    });
  return new Map([
    ['findings', findings],
    ['organisations', organisations],
    ['groups', groups],
    ['province_support', support],
  ]);
}
