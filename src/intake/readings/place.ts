import { join } from 'node:path';
import { hashOf } from '#warehouse';
import type { Contract } from '../contracts.ts';
import { textExtensions } from '../text/extensions.ts';
import type { HashedFile } from '../walk.ts';

/** Raised with the form that readings are kept in. */
const form = 1;

/**
 * Tells what reads now from whatever would read otherwise: the program with its packages, this Node with the tables of
 * characters that it was built with, and all that the contracts say, the headers of forms among it.
 */
export const readerOf = (program: string, contracts: readonly Contract[]): string =>
  hashOf(JSON.stringify([form, program, process.versions, contracts.map(({ names: _, ...source }) => source)]));

/** What one reader made lies together, below the folder of readings. */
export const shelfOf = (reader: string): string => reader.slice(0, 32);

/**
 * Where the reading of a file is kept. Its name is part of it with all its folders: they tell what kind of table it is
 * and in which unit, and stand in every row.
 */
export const placeOf = (folder: string, reader: string, { path, sha256 }: HashedFile): string =>
  join(folder, shelfOf(reader), `${sha256}-${hashOf(path).slice(0, 32)}`);

/** The original that a kept reading is of, by its name; null where nothing is. */
export const originalOf = (name: string): string | null => /^([0-9a-f]{64})-[0-9a-f]{32}$/.exec(name)?.[1] ?? null;

/** How many bytes of text are read in the time that it takes to read a file of so many bytes. */
export const weightOf = ({ extension }: HashedFile, bytes: number): number =>
  textExtensions.has(extension) ? bytes : perWorkbook + packed * bytes;

/** A workbook is a zip, and a process is started for it. */
const perWorkbook = 2 << 20;
const packed = 8;

/** Whether it pays to keep what is read of a file: a small text is read as soon as its reading would be found. */
export const isWorthKeeping = (
  { kind, extension }: HashedFile,
  { bytes, smallest }: { bytes: number; smallest: number }
): boolean => kind === 'file' && (bytes >= smallest || !textExtensions.has(extension));
