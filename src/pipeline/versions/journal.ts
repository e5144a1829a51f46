import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Receipt } from '#spec';
import { openStore, type Store } from '#store';
import { needOwn } from './followed.ts';
import { hashOf, listReceipts, lyingOf, receiptFile, zonedTime } from '#warehouse';

/** A line of the journal of publishing. */
export interface Publication {
  /**
   * `entered`: it was published without a line, by a program that was killed then or knew of no journal, and entered
   * later. `restored`: an older version was published again. `pruned`: its tables were taken away, its receipt stays.
   * `redacted`: persons were taken out of it; the hashes are those of its files since.
   */
  event: 'published' | 'entered' | 'restored' | 'pruned' | 'redacted';
  version: string;
  number: string;
  /** The SHA-256 of `<version>.json`. */
  receipt: string;
  /** The SHA-256 of `<version>.duckdb`, as its receipt says it. */
  data: string;
  digest: string;
  rebuildOf: string | null;
  /** The account of the machine that the program ran under; null where it has no name. */
  account: string | null;
}

export const journal = 'journal';

/** The file that keeps the record of a warehouse, beside its versions. */
export const recordFile = (warehouse: string): string => join(warehouse, 'record.sqlite');

/** Opens the record, does the work and closes it. A record that cannot be read is an Error that says what to do. */
export async function withRecord<T>(warehouse: string, work: (store: Store) => Promise<T>): Promise<T> {
  needOwn(warehouse);
  const path = recordFile(warehouse);
  let store: Store;
  try {
    store = openStore(path);
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`记录 ${path} 打不开（${message}）。请从备份恢复它，再重新运行。`, { cause: error });
  }
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

/** Writes down that a version was published; by whom, where it was not whoever loaded it. */
export async function recordPublication(
  store: Store,
  warehouse: string,
  receipt: Receipt,
  event: Publication['event'],
  by: string | null = event === 'restored' ? null : (receipt.by?.name ?? null)
): Promise<void> {
  const { version, number, digest, rebuildOf } = receipt;
  const data = lyingOf(receipt).sha256;
  const line: Publication = {
    event,
    version,
    number,
    receipt: hashOf(await readFile(receiptFile(warehouse, version))),
    data,
    digest,
    rebuildOf,
    account: accountOf(),
  };
  append(store, by, line);
}

/** Writes down that the tables of a version are about to be taken away. */
export function recordPruned(store: Store, { version }: Pick<Receipt, 'version'>, by: string | null = null): void {
  const before = publicationsIn(store).findLast((line) => line.version === version);
  if (before && before.event !== 'pruned') append(store, by, { ...before, event: 'pruned', account: accountOf() });
}

/** Writes down what the files of a version are since persons were taken out of it. Twice the same is written once. */
export async function recordRedacted(
  store: Store,
  warehouse: string,
  receipt: Receipt,
  { by, hasTables }: { by: string | null; hasTables: boolean }
): Promise<void> {
  const before = publicationsIn(store).findLast((line) => line.version === receipt.version);
  const hash = hashOf(await readFile(receiptFile(warehouse, receipt.version)));
  const data = lyingOf(receipt).sha256;
  if (before === undefined || (before.receipt === hash && (!hasTables || before.data === data))) return;
  // Of a version whose tables are not there any more, that they went is still the last word.
  append(store, by, {
    ...before,
    event: hasTables ? 'redacted' : before.event,
    receipt: hash,
    data,
    account: accountOf(),
  });
}

const append = (store: Store, by: string | null, line: Publication) =>
  store.append({ stream: journal, at: zonedTime(new Date()), by, body: JSON.stringify(line) });

/** Enters what was published and has no line, the oldest first, and answers which versions these are. */
export const recordMissing = (warehouse: string): Promise<string[]> =>
  withRecord(warehouse, async (store) => {
    const missing = await unrecorded(store, warehouse);
    for (const receipt of missing) await recordPublication(store, warehouse, receipt, 'entered');
    return missing.map(({ version }) => version);
  });

/** The receipts of published versions that the journal does not know, the oldest first. */
export async function unrecorded(store: Store, warehouse: string): Promise<Receipt[]> {
  return listReceipts(warehouse, new Set(publicationsIn(store).map(({ version }) => version)));
}

export const publicationsIn = (store: Store): Publication[] =>
  store.entries(journal).map(({ body }) => JSON.parse(body) as Publication);

function accountOf(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}
