import type { Panel, Row, Table } from '#spec';
import { search } from '../../src/lib/filters.ts';
import { linked } from '../../src/lib/hrefs.ts';
import { proved } from '../../src/lib/proof.ts';
import { expected, type Expected } from './expected.ts';
import { sameEverywhere } from './formats.ts';
import type { Province } from './province.ts';
import { misprinted } from './screen.ts';

/** What a walk met, and where two ways to a number led to two numbers. */
export interface Tally {
  panels: number;
  numbers: number;
  /** Numbers followed through /api/explain: each address once in a walk. */
  followed: number;
  differences: string[];
}

export const nothing = (): Tally => ({ panels: 0, numbers: 0, followed: 0, differences: [] });

interface Answer {
  value: number | null;
  sql: string;
  recomputed: { value: number | null; agrees: boolean } | null;
  parts: { name: string; value: number | null; total: number }[];
}

/**
 * Walks every number of every panel under these filters. Each must be what its own rows make it: by the rows as this test
 * adds them up, and (of every `each`-th) by /api/explain, whose SQL is run as it stands. `of`: the panels of one dashboard alone.
 */
export async function walk(province: Province, asked: URLSearchParams, { each = 1, of }: { each?: number; of?: string } = {}): Promise<Tally> {
  const tally = nothing();
  const seen = new Map<string, Expected>();
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
          const value = (row[column] ?? null) as number | null;
          const href = proved(table, row, column, place);
          if (href === null) {
            const wrong = await unproved(province, panel, table, row, column, place);
            if (wrong !== null) differs(`${column} of ${JSON.stringify(row)}: ${wrong}`);
            continue;
          }
          const link = new URLSearchParams(href.slice(href.indexOf('?')));
          const from = link.get('panel')?.split('/') ?? [];
          const where = province.dashboards.get(from[0] ?? '')?.queries.get(from[1] ?? '')?.header.where;
          const known = seen.get(href) ?? expected(province, link, where);
          if (known.value !== value) differs(`${column} is ${value} in ${JSON.stringify(row)}, and its rows make ${known.value} (${href})`);
          if (!seen.has(href) && seen.size % each === 0) {
            tally.followed += 1;
            for (const what of await followed(province, href, column, value, known)) differs(`${href}: ${what}`);
          }
          seen.set(href, known);
        }
      }
    }
  }
  return tally;
}

/** Addresses as people read them. */
const legible = (text: string): string => text.replaceAll(/(?:%[0-9A-F]{2})+/g, (encoded) => decodeURIComponent(encoded));

/** What /api/explain says of a number, against what the table shows and what the rows make. */
async function followed({ json, file }: Province, href: string, column: string, value: number | null, known: Expected): Promise<string[]> {
  const wrong: string[] = [];
  const answer = await json<Answer>(`/api${href}&limit=0`);
  if (answer.value !== value) wrong.push(`explains ${answer.value}, the table shows ${value}`);
  if (!answer.recomputed?.agrees || answer.recomputed.value !== value) wrong.push(`recomputes ${JSON.stringify(answer.recomputed)}, the table shows ${value}`);
  const [ran] = await (await file.read(href, answer.sql.replace(/;$/, ''))).rows();
  if (((ran?.[column] ?? null) as number | null) !== value) wrong.push(`its SQL answers ${String(ran?.[column])}, the table shows ${value}`);
  for (const part of answer.parts) {
    const sum = known.sums.get(part.name);
    if (sum && (sum.value !== part.value || sum.rows !== part.total)) wrong.push(`${part.name} is ${part.value} of ${part.total} rows; the rows make ${sum.value} of ${sum.rows}`);
  }
  return wrong;
}

/** A number without rows of projects or quotas: a count of findings, which are listed where it leads; or one that the notice fixes, and says so. */
async function unproved({ json, metrics }: Province, panel: Panel, table: Table, row: Row, column: string, place: Parameters<typeof proved>[3]): Promise<string | null> {
  if (metrics.some(({ name }) => name === column)) return 'a metric that leads to no rows';
  const template = panel.links?.[column];
  const value = row[column] ?? null;
  if (template) {
    const href = linked(template, row, place);
    if (!href?.startsWith('/findings?')) return `leads to ${href}`;
    const { total } = await json<{ total: number }>(`/api${href}&limit=1`);
    return total === value ? null : `is ${String(value)}, and ${total} are listed at ${href}`;
  }
  const { definition = '' } = table.columns.find(({ name }) => name === column) ?? {};
  const [, left, right] = /^(.+) − (.+)$/.exec(definition) ?? [];
  if (left !== undefined) {
    const [a, b] = [left, right].map((title) => row[table.columns.find((each) => each.title === title)?.name ?? '']);
    const difference = typeof a === 'number' && typeof b === 'number' ? a - b : null;
    return difference === value ? null : `is ${String(value)}, and ${definition} makes ${String(difference)}`;
  }
  return /data\/reference\/\w+\.csv/.test(definition) ? null : 'leads to no rows, and nothing says where it comes from';
}
