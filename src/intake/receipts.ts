import type { Effect } from '#spec';
import type { Build } from '#warehouse';
import type { LandedSheet } from './land-sheet.ts';
import type { Origin } from './row-sink.ts';
import type { Unreadable } from './unreadable.ts';
import type { HashedFile } from './walk.ts';

/** What became of one sheet of one file. */
export interface LandedFile extends Origin {
  sha256: string;
  bytes: number;
  encoding: string | null;
  /** null where no contract was recognised. */
  source: string | null;
  /** null where it was refused. */
  sheetRead: LandedSheet | null;
}

/** Writes sources.files. */
export async function writeFiles(build: Build, files: readonly LandedFile[]): Promise<void> {
  const appender = await build.append('sources', 'files');
  for (const { file, sheet, order, sha256, bytes, encoding, source, sheetRead } of files) {
    const origin = [file, sheet, order, sha256, bytes, encoding, source] as const;
    if (!sheetRead) {
      appender.row([...origin, null, '[]', 'refused', 0, 0, 0, 0, '[]']);
      continue;
    }
    const { layout, headerRow, unknownColumns, read, totals, blank, rejected } = sheetRead;
    const columns = layout.columns.map(({ header, meaning }) => {
      const slot = layout.slots.find(({ name }) => name === meaning?.name);
      return { name: slot?.name ?? null, header, unit: slot?.unit ?? null };
    });
    appender.row([
      ...origin,
      headerRow,
      JSON.stringify(unknownColumns),
      'read',
      read,
      totals,
      blank,
      rejected,
      JSON.stringify(columns),
    ]);
  }
  appender.close();
}

/** Writes sources.owned: of each file that an account handed in, whose rows it may hold, a row a value. */
export async function writeOwners(build: Build, files: readonly HashedFile[]): Promise<void> {
  const appender = await build.append('sources', 'owned');
  for (const { path, owner } of files) {
    if (owner === undefined) continue;
    appender.row([path, owner.account, null, null]);
    for (const [dimension, values] of Object.entries(owner.scope))
      for (const value of values) appender.row([path, owner.account, dimension, value]);
  }
  appender.close();
}

/** Writes to sources.defects why a file or sheet is refused. */
export const writeRefusal = (build: Build, origin: Origin, source: string | null, error: Unreadable): Promise<void> =>
  writeDefect(build, origin, source, error, 'file');

/** Writes to sources.defects what a sheet is that is left alone. */
export const writeMark = (build: Build, origin: Origin, error: Unreadable): Promise<void> =>
  writeDefect(build, origin, null, error, 'mark');

async function writeDefect(
  build: Build,
  { file, sheet }: Origin,
  source: string | null,
  error: Unreadable,
  effect: Effect
): Promise<void> {
  const appender = await build.append('sources', 'defects');
  appender.row([
    error.check,
    source,
    file,
    sheet,
    error.row,
    error.column,
    error.value,
    error.problem,
    error.fix,
    effect,
  ]);
  appender.close();
}
