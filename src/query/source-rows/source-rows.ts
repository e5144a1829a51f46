import type { Row, RowLocation, Scope, SourceCell, SourceRow } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import { referenceRowsAt } from './reference-rows.ts';
import { placeholders } from '../lists.ts';
import { readReach, reachValues, withinReach, type Reach } from './reach.ts';
import { maskPersonal } from '../personal.ts';
import { shownOf } from '../excerpt.ts';

/** What the contract of a source says of its columns. */
export interface SourceContract {
  source: string;
  title: string;
  columns: { name: string; header: string; isPrivate: boolean }[];
}

/** A column of a sheet; `name` is the contract's, null where it has none. */
export interface SheetColumn {
  name: string | null;
  header: string;
  unit: string | null;
}

export const keyOf = ({ file, sheet, row }: RowLocation): string => JSON.stringify([file, sheet, row]);

/** Every row of every file that names one of these projects and may be read, by project, cells in their order. */
export async function rowsOfProjects(
  context: QueryContext,
  ids: readonly string[],
  scope: Scope
): Promise<Map<string, SourceRow[]>> {
  if (ids.length === 0) return new Map();
  const reach = await readReach(context, scope);
  const named = (await contractsOf(context)).filter(({ columns }) => columns.some(({ name }) => name === 'project_id'));
  const groups = new Map<string, SourceRow[]>();
  const wanted = placeholders('id', ids);
  const found = await Promise.all(
    named.map(async (contract) => {
      const conditions = [`t.project_id in (${wanted.names})`, ...withinReach(reach, placeOf('t'), contract.source)];
      const sql = `select t.project_id, t.source_file as file, t.source_sheet as sheet, t.source_row as row from staging."${contract.source}" as t where ${conditions.join(' and ')}`;
      const staged = await rowsOf<RowLocation & { project_id: string }>(context, `projects of ${contract.source}`, {
        sql,
        values: { ...wanted.values, ...reachValues(reach) },
      });
      const projects = new Map(staged.map((row) => [keyOf(row), row.project_id]));
      return (await rowsOfSource(context, contract, staged, null)).map(
        (row) => [projects.get(keyOf(row)) ?? '', row] as const
      );
    })
  );
  for (const [project, row] of found.flat()) groups.set(project, [...(groups.get(project) ?? []), row]);
  return groups;
}

/** The rows of files at these locations, those of the reference data among them, by `keyOf` of where they stand. */
export async function rowsAt(
  context: QueryContext,
  locations: readonly RowLocation[],
  scope: Scope
): Promise<Map<string, SourceRow>> {
  if (locations.length === 0) return new Map();
  const reach = await readReach(context, scope);
  const { names, values } = placeholders('file', [...new Set(locations.map(({ file }) => file))]);
  const files = await rowsOf(context, 'files', {
    sql: `select source_file, source_sheet, source from sources.files where source_file in (${names})`,
    values,
  });
  const sourceOf = new Map(files.map((file) => [JSON.stringify([file.source_file, file.source_sheet]), file.source]));
  const of = ({ source }: SourceContract) =>
    locations.filter(({ file, sheet }) => sourceOf.get(JSON.stringify([file, sheet])) === source);
  const found = await Promise.all(
    (await contractsOf(context)).map((contract) => rowsOfSource(context, contract, of(contract), reach))
  );
  const references = await referenceRowsAt(
    context,
    locations.filter(({ file, sheet }) => !sourceOf.has(JSON.stringify([file, sheet])))
  );
  return new Map([...found.flat(), ...references].map((row) => [keyOf(row), row]));
}

/** What the columns of a place are called in a table. */
export const placeOf = (table: string) =>
  [`${table}.source_file`, `${table}.source_sheet`, `${table}.source_row`] as const;

/** What may be handed in, by source. */
export const contractsOf = (context: QueryContext) =>
  rowsOf<SourceContract>(context, 'contracts', { sql: contractsQuery });

const contractsQuery = `
  select source, any_value(source_title) as title, list({'name': name, 'header': header, 'isPrivate': is_private} order by position) as columns
  from sources.contracts
  group by source
  order by min(rowid)`;

/** By number and file: DuckDB skips what cannot hold them before it reads any cell, also among a million rows. */
async function rowsOfSource(
  context: QueryContext,
  contract: SourceContract,
  locations: readonly RowLocation[],
  reach: Reach | null
): Promise<SourceRow[]> {
  if (locations.length === 0) return [];
  const { source, title } = contract;
  const rowsAt = placeholders('row', [...new Set(locations.map(({ row }) => row))]);
  const filesAt = placeholders('file', [...new Set(locations.map(({ file }) => file))]);
  const conditions = [
    `t.source_row in (${rowsAt.names})`,
    `t.source_file in (${filesAt.names})`,
    ...withinReach(reach, placeOf('t'), source),
  ];
  const sql = `
    select landed.*, files.sha256, files.layout, coalesce(dropped.why, 'loaded') as state
    from (from sources."${source}" as t where ${conditions.join(' and ')}) as landed
    left join sources.files as files using (source_file, source_sheet)
    left join resolved.dropped as dropped
      on dropped.source = '${source}' and dropped.source_file = landed.source_file
      and dropped.source_sheet = landed.source_sheet and dropped.source_row = landed.source_row
    order by landed.file_order, landed.source_sheet, landed.source_row`;
  const wanted = new Set(locations.map(keyOf));
  const rows = await rowsOf(context, `rows of ${source}`, {
    sql,
    values: { ...rowsAt.values, ...filesAt.values, ...reachValues(reach) },
  });
  return rows
    .map((row) => ({
      source,
      title,
      file: String(row.source_file),
      sheet: String(row.source_sheet),
      row: Number(row.source_row),
      sha256: textOf(row.sha256),
      state: row.state as SourceRow['state'],
      cells: cellsOf(context, row, contract),
    }))
    .filter((row) => wanted.has(keyOf(row)));
}

function cellsOf(context: QueryContext, row: Row, { columns }: SourceContract): SourceCell[] {
  const shown = (text: string | null) => (text === null ? null : shownOf(context, text));
  const others = JSON.parse(textOf(row['其他列']) ?? '{}') as Record<string, string>;
  return sheetColumnsOf(row.layout ?? null).map(({ name, header, unit }, index) => {
    const column = columns.find((each) => each.name === name);
    const under = headerOf({ name, header, unit });
    if (column)
      return {
        name,
        header: under,
        value: column.isPrivate && context.reveals !== true ? null : shown(textOf(row[column.header])),
        isPrivate: column.isPrivate,
      };
    // What no contract asks for may hold anything, and a header that is there twice is told apart by its position.
    const value = textOf(others[header] ?? others[`${header}（第 ${index + 1} 列）`]);
    return { name: null, header: under, value: shown(value && maskPersonal(value)), isPrivate: false };
  });
}

/** The columns of a sheet, as sources.files keeps them. */
export const sheetColumnsOf = (layout: Row[string]): SheetColumn[] =>
  JSON.parse(textOf(layout) ?? '[]') as SheetColumn[];

/** A header as it is shown: with the unit that its numbers are in. */
export const headerOf = ({ header, unit }: SheetColumn): string =>
  unit === null || header.includes(unit) ? header : `${header}（${unit}）`;

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
