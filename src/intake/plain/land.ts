import { rm } from 'node:fs/promises';
import { QueryError, type Build } from '#warehouse';
import type { GridRow, PlainText } from '../grid.ts';
import type { Layout } from '../layout.ts';
import type { Origin } from '../row-sink.ts';
import type { rowSorter } from '../sort-rows.ts';
import { copyBody } from './body.ts';
import { lineJudge } from './judge.ts';
import { countQuery, landQuery, readQuery } from './queries.ts';
import { rulesOf } from './rules.ts';

/** Rows that were landed in the table of their source. */
export interface LandedPlain {
  rows: number;
  /** Of each unknown column whether they hold anything there. */
  holdsAny: boolean[];
  /** The other rows below the header, in order: blank ones, totals and notes. */
  aside: GridRow[];
}

/** A text with its header, and where a file may lie while it is landed. */
interface Plain {
  text: PlainText;
  origin: Origin;
  layout: Layout;
  headerRow: number;
  sort: ReturnType<typeof rowSorter>;
  isCutAtCommas: boolean;
  scratch: string;
}

/**
 * Lands what stands below the header of a text by DuckDB's own reader, where that comes to the same as the careful way:
 * each row has the cells of the header and nothing is to be said of it. null: nothing was done.
 */
export async function landPlain(
  build: Build,
  { text, origin, layout, headerRow, sort, isCutAtCommas, scratch }: Plain
): Promise<LandedPlain | null> {
  const { delimiter } = text;
  const rules = rulesOf(layout, delimiter, isCutAtCommas);
  if (rules === null) return null;
  const name = `sources.${layout.contract.name}`;
  try {
    const judge = lineJudge(layout, { delimiter, sort, isCutAtCommas });
    const body = await copyBody({ blocks: text.blocks(), headerRow, to: scratch }, rules, judge);
    if (body === null || body.rows === 0) return null;
    if (!(await isRead(build.run(name, readQuery(scratch, { delimiter, layout, headerRow }))))) return null;
    const [found] = await build.read<{ lines: number; rows: number; bytes: number; holds: boolean[] }>(
      name,
      countQuery(layout)
    );
    // Readers of text have lost lines before: what is not all there is read the careful way.
    if (found?.lines !== body.lines || found.rows !== body.rows || found.bytes !== body.bytes) return null;
    await build.run(name, landQuery(origin, layout));
    return { rows: body.rows, aside: body.aside, holdsAny: found.holds };
  } finally {
    await rm(scratch, { force: true });
    await build.run(name, 'drop table if exists temp.plain');
  }
}

/** Whether DuckDB read a text. What fails for another reason than the text, fails. */
async function isRead(reading: Promise<unknown>): Promise<boolean> {
  try {
    await reading;
    return true;
  } catch (error) {
    if (error instanceof QueryError && error.message.includes(': Invalid Input Error: CSV Error ')) return false;
    throw error;
  }
}
