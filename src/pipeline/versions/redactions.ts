import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '#warehouse';

/** That persons were taken out of a warehouse: who did it, why, and what became of what; nothing of the persons. */
export interface RedactionRecord {
  id: string;
  /** With its zone. */
  at: string;
  by: string;
  basis: string;
  /** How many texts went: names, numbers, addresses. */
  texts: number;
  /** Originals by their hash: what lies in their place since; null where it went whole, taken apart by nobody. */
  files: Record<string, { now: string | null; why?: string }>;
  /** Versions: how many cells say something else since. */
  versions: Record<string, number>;
  /** What else was rewritten: records of uploads, stores, how many places each. */
  rest: Record<string, number>;
  /** What holds some still, and why it stays. */
  stays: string[];
}

const pattern = /^redacted-.+\.json$/;

export const redactionFile = (warehouse: string, id: string): string => join(warehouse, `redacted-${id}.json`);

/** All of them, the oldest first. One that cannot be read is an Error: nobody knows then what was changed. */
export async function readRedactions(warehouse: string): Promise<RedactionRecord[]> {
  const names = (await readdir(warehouse).catch(() => [])).filter((name) => pattern.test(name)).sort();
  return Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(warehouse, name), 'utf8')) as RedactionRecord)
  );
}

export const writeRedaction = (warehouse: string, record: RedactionRecord): Promise<void> =>
  writeWhole(redactionFile(warehouse, record.id), `${JSON.stringify(record, null, 1)}\n`);

/** What lies in the place of an original, by its hash as it was handed in. */
export type Replaced = ReadonlyMap<string, { now: string | null; at: string; by: string }>;

export async function replacedIn(warehouse: string): Promise<Replaced> {
  const records = await readRedactions(warehouse);
  return new Map(
    records.flatMap(({ files, at, by }) =>
      Object.entries(files).map(([sha256, { now }]) => [sha256, { now, at, by }] as const)
    )
  );
}
