import { proofHref, type ColumnInfo, type LinkContext, type Panel, type Row, type Table } from '#spec';
import { allOf, canBeAll, search, type Filter } from '../../src/lib/filters/filters.ts';
import { linked } from '../../src/lib/hrefs.ts';
import { expected, type Expected } from './expected.ts';
import { sameEverywhere } from './formats.ts';
import { leadsToList, wrongList } from './lists.ts';
import type { Province } from './province.ts';
import { misprinted } from './screen.ts';

/** What a walk met, and where two ways to a number led to two numbers. */
export interface Tally {
  panels: number;
  numbers: number;
  /** Numbers followed through /api/explain: each address once. */
  followed: number;
  /** Numbers held against the list that they lead to: each address once. */
  listed: number;
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
  /** Whether a panel is also read in every format: one of so many. */
  isInEveryFormat(): boolean;
  /** What is wrong with a number that leads to a list. */
  list(href: string, column: ColumnInfo, value: number | null): Promise<string | null>;
}

export function checking(
  province: Province,
  { each = 1, formats = 1 }: { each?: number; formats?: number } = {}
): Check {
  const tally: Tally = { panels: 0, numbers: 0, followed: 0, listed: 0, differences: [] };
  const lists = new Set<string>();
  const seen = new Map<string, Expected>();
  return {
    tally,
    isInEveryFormat: () => tally.panels % formats === 0,
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
    async list(href, column, value) {
      const key = `${column.name} ${href}`;
      if (lists.has(key)) return null;
      lists.add(key);
      if ((lists.size - 1) % Math.ceil(each / 10) !== 0) return null;
      tally.listed += 1;
      return wrongList(province, href, column, value);
    },
  };
}

/**
 * Walks every number of every panel under these filters. `of`: of one dashboard alone; `isList`: what leads to lists.
 */
export async function walk(
  province: Province,
  asked: URLSearchParams,
  check: Check,
  { of, isList = false }: { of?: string; isList?: boolean } = {}
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
      if (!isList && check.isInEveryFormat())
        for (const what of await sameEverywhere(province, address, asked, table)) differs(what);
      if (!isList) for (const what of misprinted(panel, table)) differs(what);
      for (const row of table.rows) {
        for (const { name: column, type } of table.columns) {
          if (type !== 'number' || (isList && panel.links?.[column] === undefined)) continue;
          tally.numbers += 1;
          const href = proofHref(table, row, column, place);
          if (href !== null) {
            await check.number(`${at} ${JSON.stringify(row)}`, href, column, (row[column] ?? null) as number | null);
            continue;
          }
          const wrong = await leadsOn(province, panel, { table, row, column, place, check });
          if (wrong !== null) differs(`${column} of ${JSON.stringify(row)}: ${wrong}`);
        }
      }
    }
  }
}

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

interface Shown {
  table: Table;
  row: Row;
  column: string;
  place: LinkContext;
  check: Check;
}

/** A number without an address of 读数溯源: it leads to the list that it counts, or says what it follows from. */
async function leadsOn(
  province: Province,
  panel: Panel,
  { table, row, column, place, check }: Shown
): Promise<string | null> {
  const template = panel.links?.[column];
  const info = table.columns.find(({ name }) => name === column);
  const value = row[column] ?? null;
  if (template === undefined || !leadsToList(template) || !info) return unproved(province, panel, table, column);
  // What is unknown leads to no list, and none to an empty one.
  if (typeof value !== 'number' || value === 0) return null;
  const href = linked(template, row, { ...place, params: whole(place.params, province.filters) });
  return href === null ? 'leads to no list' : check.list(href, info, value);
}

/** As a page says it that begins with all: what no filter says is not filled in. */
const whole = (params: URLSearchParams, filters: readonly Filter[]): URLSearchParams =>
  new URLSearchParams([
    ...params,
    ...filters.filter((filter) => canBeAll(filter) && !params.has(filter.name)).map(({ name }) => [name, allOf]),
  ]);

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
