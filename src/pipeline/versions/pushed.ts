import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '#warehouse';

/** A store that a warehouse was pushed to, as it was when it was pushed to last. */
export interface PushedTo {
  at: string;
  /** How far in the record. */
  position: number;
  /** The erasures after which whatever it held before was taken away. */
  swept: string[];
  /** Of the readers who were heard of in the last week, how many have all that was pushed, and how many not yet. */
  readers: { level: number; behind: number };
}

/** By the names of the stores. */
export type PushedStores = Readonly<Record<string, PushedTo>>;

const pushedFile = (warehouse: string): string => join(warehouse, '.pushed');

/** To which stores a warehouse was pushed from here. */
export async function readPushed(warehouse: string): Promise<PushedStores> {
  const text = await readFile(pushedFile(warehouse), 'utf8').catch(() => null);
  return text === null ? {} : (JSON.parse(text) as PushedStores);
}

export async function notePushed(warehouse: string, store: string, pushed: PushedTo): Promise<void> {
  const all = await readPushed(warehouse);
  await writeWhole(pushedFile(warehouse), `${JSON.stringify({ ...all, [store]: pushed }, null, 1)}\n`);
}
