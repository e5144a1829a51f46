import { existsSync, readdirSync, readFileSync } from 'node:fs';
import Papa from 'papaparse';
import type { Row } from '#spec';
import { chainOf } from './chain.ts';

const folder = 'data/reference';
type Cells = Record<string, string>;

const table = (name: string): Cells[] =>
  Papa.parse<Cells>(readFileSync(`${folder}/${name}.csv`, 'utf8'), { header: true, skipEmptyLines: true }).data;

/** The rows of a table of all notices, each with its notice. */
const ofNotices = (name: string): Cells[] =>
  readdirSync(`${folder}/notices`).flatMap((notice) =>
    existsSync(`${folder}/notices/${notice}/${name}.csv`)
      ? table(`notices/${notice}/${name}`).map((row) => ({ ...row, notice }))
      : []
  );

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
      undecided: Number(row.decision === 'open'),
      decided: Number(row.decision === 'decided'),
      reopened: Number(row.decision === 'reopened'),
    };
  });
  const [batches, limits, rules] = [table('batches'), ofNotices('limits'), ofNotices('rules')];
  const limitOf = (name: string, to: string, year: unknown): number | null => {
    const notices = batches.flatMap((each) => (each.year === String(year) ? [each.notice] : []));
    const found = limits.filter(
      (each) => each.name === name && each.applies_to === to && notices.includes(each.notice)
    );
    return found.length === 0 ? null : Math.min(...found.map(({ at_most }) => Number(at_most)));
  };
  /** The batches of a notice as its caps are counted: a year's together, or one by one. */
  const periodsOf = (notice: string): string[][] => {
    const own = batches.filter((each) => each.notice === notice);
    const isOfBatch = rules.some(
      (each) => each.notice === notice && each.rule === 'direction_support_cap' && each.scope === 'batch'
    );
    const keys = new Map(own.map((each) => [isOfBatch ? each.batch! : each.year!, [] as string[]]));
    for (const each of own) keys.get(isOfBatch ? each.batch! : each.year!)?.push(each.batch!);
    return [...keys.values()].map((period) => period.sort());
  };
  const counted = (row: Row, limit: number | null): Row => {
    const count = (name: string) => (Array.isArray(row[name]) ? row[name].length : 0);
    // What is refused once the list is published leaves its group.
    const used =
      count('own_projects') + count('partner_projects') + count('carried_projects') - count('released_projects');
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
  const ledger = async (name: string): Promise<Row[]> => {
    const { years } = await json<{ years: number[] }>(`/api/${name}?limit=1`);
    const rows = await Promise.all(years.map((year) => everyRow(json, `/api/${name}?year=${year}&`)));
    return rows.flat();
  };
  const organisations = (await ledger('organisations')).map((row) =>
    counted(row, limitOf('applicant_projects', String(row.applicant_type), row.year))
  );
  const groups = (await ledger('groups')).map((row) =>
    // Nobody's group has no limit.
    counted(row, row.group_name === '所属集团未填' ? null : limitOf('group_projects', '集团', row.year))
  );
  const support = limits
    .filter(({ name }) => name === 'supported_projects')
    .flatMap(({ notice, applies_to: direction, at_most }) =>
      periodsOf(notice!).map((period) => ({ period, direction, at_most }))
    )
    .map(({ period, direction, at_most }): Row => {
      const supported = projects.filter(
        (row) => period.includes(String(row.batch)) && row.direction === direction && row.supported === 1
      ).length;
      return {
        batch: period.length === 1 ? period[0]! : null,
        batches: period.join('、'),
        support_period: period.join('、'),
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
    ['chain', projects.flatMap(chainOf)],
  ]);
}
