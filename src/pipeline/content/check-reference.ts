import type { Fault } from '#spec/content';
import type { Build } from '#warehouse';
import { createRaw } from '../stages/reference.ts';
import { blankMistyped, fillColumns, wrongCells, type Known } from './cells.ts';
import type { Found } from './make.ts';
import {
  landReadable,
  quotationsOf,
  rawTables,
  unstated,
  wrongClauses,
  wrongQuotations,
  type ReferenceTable,
} from './reference.ts';
import type { ModelText } from './texts.ts';

type Named = Omit<Known, 'tables'> & {
  models: readonly ModelText[];
  /** The numbers are supposed, to see what they would change: no clause has to state them. */
  isTrial?: boolean;
};

/** Lands data/reference as far as it can be read, and tells what it may not say, or says otherwise than a notice. */
export async function checkReference(
  build: Build,
  folder: string,
  { models, broken, faults, ...named }: Named & Pick<Found, 'broken' | 'faults'>
): Promise<readonly ReferenceTable[]> {
  await createRaw(build);
  const tables = await landReadable(build, folder, { models, broken, faults });
  faults.push(
    ...(await wrongTypes(build, tables, models)),
    ...(await wrongWords(folder, tables, { models, ...named }))
  );
  return tables;
}

/** Tells columns that nobody reads, or that are not there, and cells of another type, of tables that are landed. */
export async function wrongTypes(
  build: Build,
  tables: readonly ReferenceTable[],
  models: readonly ModelText[]
): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const [table, model] of readingOf(models, tables))
    faults.push(...(await fillColumns(build, table, model)), ...(await blankMistyped(build, table, model)));
  return faults;
}

/** Tells cells that name what is not there, and clauses, quotations and values that the text of a notice has not. */
export async function wrongWords(
  folder: string,
  tables: readonly ReferenceTable[],
  { models, isTrial = false, ...named }: Named
): Promise<Fault[]> {
  const known = { tables, ...named };
  const misquoted = await wrongClauses(folder, tables);
  const quotations = quotationsOf(tables, misquoted);
  return [
    ...readingOf(models, tables).flatMap(([table, model]) => wrongCells(table, model, known)),
    ...misquoted,
    ...wrongQuotations(tables, quotations),
    ...(isTrial ? [] : unstated(tables, models, quotations)),
  ];
}

const readingOf = (models: readonly ModelText[], tables: readonly ReferenceTable[]) =>
  models.flatMap((model) =>
    rawTables(model.text).flatMap((name) =>
      tables.filter((table) => table.name === name).map((table) => [table, model] as const)
    )
  );
