import type { Effect } from '#spec';
import type { Appender, Build } from '#warehouse';
import type { Contract } from './contracts.ts';
import { longestCell, type GridRow, type CellIssue } from './grid.ts';
import type { Layout } from './layout.ts';
import { moment } from './moments.ts';

/** Which sheet of which file rows come from. */
export interface Origin {
  file: string;
  sheet: string;
  order: number;
}

/** Takes the rows of one sheet into the tables of `sources`. Nothing is there before `close`. */
export interface RowSink {
  land(row: GridRow): void;
  setAside(what: 'total' | 'note' | 'rejected', row: GridRow): void;
  /** Keeps where a row without anything stands: rows on end as one range. */
  blank(row: number): void;
  defect(
    issue: Omit<CellIssue, 'effect' | 'cell'>,
    where: { effect: Effect; row: number | null; column: string | null }
  ): void;
  /** Tells of unknown columns, in their order, that they hold something in rows that came another way. */
  use(holdsAny: readonly boolean[]): void;
  /** The unknown columns that hold anything, or have a header. */
  unknownColumns(): string[];
  close(): void;
}

export async function openRowSink(
  build: Build,
  { file, sheet, order }: Origin,
  { contract, slots, unknown, days }: Layout
): Promise<RowSink> {
  const [table, aside, blanks, defects] = (await Promise.all(
    [contract.name, 'set_aside', 'blank_rows', 'defects'].map(
      (name) => build.append('sources', name) as Promise<Appender>
    )
  )) as [Appender, Appender, Appender, Appender];
  const keys = unknown.map(({ header }) => JSON.stringify(header));
  const isUsed = unknown.map(({ isNamed }) => isNamed);

  let run: { first: number; last: number } | null = null;
  const endRun = () => {
    if (run) blanks.row([contract.name, file, sheet, run.first, run.last]);
    run = null;
  };

  const others = (cells: readonly string[]): string | null => {
    let json = '';
    for (const [i, { at }] of unknown.entries()) {
      const cell = cells[at] ?? '';
      if (cell === '') continue;
      isUsed[i] = true;
      json += `${json === '' ? '{' : ','}${keys[i]}:${JSON.stringify(cell)}`;
    }
    return json === '' ? null : `${json}}`;
  };

  const dayOf = new Map(days.map(({ at, day }) => [at, day]));
  return {
    land({ row, cells }) {
      const values = slots.flatMap(({ at, unit }) => {
        const value = (dayOf.has(at) ? moment(cells[dayOf.get(at)!], cells[at]) : cells[at]) || null;
        return unit === null ? value : [value, unit];
      });
      table.row([...values, others(cells), file, sheet, row, order]);
    },
    setAside(what, { row, cells }) {
      aside.row([
        contract.name,
        file,
        sheet,
        row,
        what,
        JSON.stringify(cells.map((cell) => cell.slice(0, longestCell))),
      ]);
    },
    blank(row) {
      if (run?.last === row - 1) return void (run.last = row);
      endRun();
      run = { first: row, last: row };
    },
    defect({ check, value, problem, fix }, { effect, row, column }) {
      defects.row([check, contract.name, file, sheet, row, column, value, problem, fix, effect]);
    },
    use(holdsAny) {
      for (const [i, holds] of holdsAny.entries()) isUsed[i] ||= holds;
    },
    unknownColumns: () => unknown.flatMap(({ header }, i) => (isUsed[i] ? [header] : [])),
    close() {
      endRun();
      for (const appender of [table, aside, blanks, defects]) appender.close();
    },
  };
}

/** Gives the rows that a sheet has landed the units of a layout. */
export async function setUnit(build: Build, { file, sheet }: Origin, { contract, slots }: Layout): Promise<void> {
  const units = slots.flatMap(({ header, unit }) => (unit === null ? [] : [`"${header}_单位" = '${unit}'`]));
  await build.run(
    `sources.${contract.name}`,
    `update sources."${contract.name}" set ${units.join(', ')} where source_file = $file and source_sheet = $sheet`,
    { file, sheet }
  );
}

/** Takes back what a sheet has landed. */
export async function deleteSheet(build: Build, { file, sheet }: Origin, contract: Contract): Promise<void> {
  for (const table of [contract.name, 'set_aside', 'blank_rows', 'defects']) {
    await build.run(
      `sources.${table}`,
      `delete from sources."${table}" where source_file = $file and source_sheet = $sheet`,
      { file, sheet }
    );
  }
}
