import type { Projects } from '#spec';
import { askedOf, queryOf } from '#lib/asked.ts';
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

/** A page of projects, with the columns that the list shows. */
export async function load({ fetch, url, parent }) {
  const asked = askedOf(url.searchParams, (await parent()).filters);
  const listed = url.searchParams.has('verdict') ? judged : shown;
  const { total, columns, rows, version, proof } = await fetchJson<Projects>(fetch, `/api/projects${queryOf(asked)}`);
  return {
    total,
    table: {
      version,
      ...(proof ? { proof } : {}),
      columns: listed.flatMap((name) => columns.find((column) => column.name === name) ?? []),
      rows: rows.map((row) => Object.fromEntries(listed.map((name) => [name, row[name] ?? null]))),
    },
  };
}
