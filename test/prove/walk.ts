import { proofHref, type Panel, type Table } from '#spec';
import { search } from '../../src/lib/filters/filters.ts';
import { expected, type Expected } from './expected.ts';
import { sameEverywhere } from './formats.ts';
import type { Province } from './province.ts';
import { misprinted } from './screen.ts';

/** What a walk met, and where two ways to a number led to two numbers. */
export interface Tally {
  panels: number;
  numbers: number;
  /** Numbers followed through /api/explain: each address once. */
  followed: number;
  differences: string[];
}

interface Answer {
  value: number | null;
  sql: string;
  recomputed: { value: number | null; agrees: boolean } | null;
  parts: { name: string; value: number | null; total: number }[];
  unfit?: { says: string }[];
}

/**
 * Holds each number against the address that a page gives it: by the rows as this test
 * adds them up, and (of every `each`-th) by /api/explain, whose SQL is run as it stands.
 */
export interface Check {
  tally: Tally;
  number(at: string, href: string, column: string, value: number | null): Promise<void>;
}

export function checking(province: Province, { each = 1 }: { each?: number } = {}): Check {
  const tally: Tally = { panels: 0, numbers: 0, followed: 0, differences: [] };
  const seen = new Map<string, Expected>();
  return {
    tally,
    async number(at, href, column, value) {
      const link = new URLSearchParams(href.slice(href.indexOf('?')));
      const [dashboard = '', panel = ''] = link.get('panel')?.split('/') ?? [];
      const known =
        seen.get(href) ??
        expected(province, link, province.dashboards.get(dashboard)?.queries.get(panel)?.header.where);
      const differs = (what: string) => tally.differences.push(legible(`${at}: ${what}`));
      if (known.value !== undefined && !same(known.value, value, link.get('metric') ?? column))
        differs(`${column} is ${value}, and its rows make ${known.value} (${href})`);
      if (!seen.has(href) && seen.size % each === 0) {
        tally.followed += 1;
        for (const what of await followed(province, href, link.get('metric') ?? column, value, known))
          differs(`${href}: ${what}`);
      }
      seen.set(href, known);
    },
  };
}

/** Walks every number of every panel under these filters. `of`: the panels of one dashboard alone. */
export async function walk(
  province: Province,
  asked: URLSearchParams,
  check: Check,
  { of }: { of?: string } = {}
): Promise<void> {
  const { tally } = check;
  const place = { params: asked, filters: province.filters };
  for (const [name, dashboard] of province.dashboards) {
    if (of !== undefined && of !== name) continue;
    for (const [key, panel] of Object.entries<Panel>(dashboard.panels)) {
      const at = `${name}/${key}${search(Array.from(asked))}`;
      const differs = (what: string) => tally.differences.push(legible(`${at}: ${what}`));
      const address = `/api/dashboards/${name}/${key}`;
      const table = await province.json<Table>(`${address}.json?${asked}`);
      tally.panels += 1;
      for (const what of await sameEverywhere(province, `${address}`, asked, table)) differs(what);
      for (const what of misprinted(panel, table)) differs(what);
      for (const row of table.rows) {
        for (const { name: column, type } of table.columns) {
          if (type !== 'number') continue;
          tally.numbers += 1;
          const href = proofHref(table, row, column, place);
          if (href !== null) {
            await check.number(`${at} ${JSON.stringify(row)}`, href, column, (row[column] ?? null) as number | null);
            continue;
          }
          const wrong = leadElsewhere.has(`${name}/${key}`) ? null : unproved(province, panel, table, column);
          if (wrong !== null) differs(`${column} of ${JSON.stringify(row)}: ${wrong}`);
        }
      }
    }
  }
}

/**
 * Panels some of whose numbers have no proof of their own yet: days and positions of one project, whose name leads to
 * it, and counts that lead to a list. What of them has an address of 读数溯源 is followed like any other.
 */
const leadElsewhere = new Set([
  'cities/counties',
  'cities/line',
  'cities/overdue',
  'cities/waiting',
  'pipeline/arrivals',
  'pipeline/calendar',
  'pipeline/cities',
  'pipeline/counties',
  'pipeline/grid',
  'pipeline/headline',
  'pipeline/late',
  'pipeline/stages',
  'pipeline/untimed',
  'quota/free',
  'quota/ranking',
  'quota/tiles',
]);

/** What lies between two values, as a median does, may differ in its last digit; any other number may not. */
const same = (a: number | null, b: number | null, name: string): boolean =>
  a === b || (name.includes('.') && a !== null && b !== null && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a)));

/** Addresses as people read them. */
const legible = (text: string): string =>
  text.replaceAll(/(?:%[0-9A-F]{2})+/g, (encoded) => decodeURIComponent(encoded));

/** What /api/explain says of a number, against what the table shows and what the rows make. */
async function followed(
  { json, file }: Province,
  href: string,
  column: string,
  value: number | null,
  known: Expected
): Promise<string[]> {
  const wrong: string[] = [];
  const answer = await json<Answer>(`/api${href}&limit=0`);
  if (!same(answer.value, value, column)) wrong.push(`explains ${answer.value}, the table shows ${value}`);
  // What is not applicable is said to be, and worked out from nothing.
  const isSilent = value === null && answer.recomputed === null && (answer.unfit?.length ?? 0) > 0;
  if (!isSilent && (!answer.recomputed?.agrees || !same(answer.recomputed.value, value, column)))
    wrong.push(`recomputes ${JSON.stringify(answer.recomputed)}, the table shows ${value}`);
  const [ran] = await (await file.read(href, answer.sql.replace(/;$/, ''))).rows();
  if (!same((ran?.[column] ?? null) as number | null, value, column))
    wrong.push(`its SQL answers ${String(ran?.[column])}, the table shows ${value}`);
  for (const part of answer.parts) {
    const sum = known.sums.get(part.name);
    if (sum && !isSilent && (sum.value !== part.value || sum.rows !== part.total))
      wrong.push(`${part.name} is ${part.value} of ${part.total} rows; the rows make ${sum.value} of ${sum.rows}`);
  }
  return wrong;
}

/**
 * A number without rows of its own: one that the notice fixes, or that follows from the rows of a table, this one or
 * that of another figure, or is a metric under another name; and says so.
 */
function unproved(
  { metrics, dashboards }: Province,
  { links = {} }: Panel,
  { columns, proof }: Table,
  column: string
): string | null {
  if (metrics.some(({ name }) => name === column)) return 'a metric that leads to no rows';
  const { definition = '' } = columns.find(({ name }) => name === column) ?? {};
  const leadsOn = Object.keys(links).length > 0 || (proof?.columns.length ?? 0) > 0;
  const figures = Array.from(definition.matchAll(/图“([^”]*)”/g), ([, title]) => title);
  const titles = new Set(
    Array.from(dashboards.values()).flatMap(({ panels }) => Object.values(panels).map(({ title }) => title))
  );
  const [, metric] = /即指标“([^”]*)”/.exec(definition) ?? [];
  const isSaid =
    /data\/reference\/\S*\w\.csv/.test(definition) ||
    (/由本表各行(的[^；。]*)?得出|点名称看/.test(definition) && leadsOn) ||
    (/由图“.*”各行得出/.test(definition) && figures.every((title) => titles.has(title!))) ||
    metrics.some(({ title }) => title === metric);
  return isSaid ? null : 'leads to no rows, and nothing says where it comes from';
}
