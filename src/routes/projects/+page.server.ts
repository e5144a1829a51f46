import type { Projects } from '#spec';
import { askedOf, queryOf } from '#lib/asked.ts';
import { columnsShown } from '#lib/filters/narrow.ts';
import { fetchJson } from '#lib/fetch.ts';

const shown = [
  'project_id',
  'project_name',
  'applicant',
  'batch',
  'city',
  'direction',
  'task',
  'stage',
  'total_investment',
  'verified_investment',
  'subsidy_allocated',
  'failed',
];
/** What is listed of projects that break a clause, or may. */
const judged = ['project_id', 'project_name', 'applicant', 'batch', 'city', 'stage', 'failed', 'in_review', 'broken'];
/** Where a row lies, and what only sums of many are made of, nobody reads in a list. */
const unread = /^(?:source_(?:file|sheet|row)|projects)$|_(?:of|compared|settled|unsettled)(?:_|$)/;

/** A page of projects, with the columns that are asked for. */
export async function load({ fetch, url, parent }) {
  const asked = askedOf(url.searchParams, (await parent()).filters);
  const { total, columns, rows, version, proof } = await fetchJson<Projects>(fetch, `/api/projects${queryOf(asked)}`);
  const names = columns.map(({ name }) => name);
  const listed = columnsShown(url.searchParams, names, url.searchParams.has('verdict') ? judged : shown);
  return {
    total,
    shown: listed,
    columns: columns
      .filter(({ name }) => !unread.test(name))
      .map(({ name, title, unit, type }) => ({ name, title, unit, type })),
    table: {
      version,
      ...(proof ? { proof } : {}),
      columns: listed.flatMap((name) => columns.find((column) => column.name === name) ?? []),
      rows: rows.map((row) => Object.fromEntries(listed.map((name) => [name, row[name] ?? null]))),
    },
  };
}
