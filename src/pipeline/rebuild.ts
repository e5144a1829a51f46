import {
  digestOfFile,
  openFile,
  readCurrent,
  readLastReceipt,
  readReceipt,
  warehouseFile,
  type Digest,
} from '#warehouse';
import type { Receipt } from '#spec';
import { load } from './load.ts';
import type { LoadOptions, Outcome } from './versions/options.ts';
import { filesOf } from './versions/stored-files.ts';

export interface Rebuilt {
  /** The version whose files were built again. */
  of: string;
  outcome: Outcome;
  /** Mart by mart whether it came out the same; null where the old version cannot be opened any more. */
  marts: { name: string; isSame: boolean; rows: { before: number | null; after: number | null } }[] | null;
}

/**
 * Builds a version again from the kept files and its record alone, as a fresh version, and compares every mart with the
 * old one. Where content and program are the same the numbers must be, else nothing is published; an older version is
 * only compared, so that nobody's numbers go back. null where there is no record of a version.
 */
export async function rebuild({
  version,
  ...options
}: Omit<LoadOptions, 'folder' | 'set' | 'asOf'> & { version: string | null }): Promise<Rebuilt | null> {
  const { warehouse } = options;
  const receipt = version === null ? await readLastReceipt(warehouse) : await readReceipt(warehouse, version);
  if (receipt === null) return null;
  const current = await readCurrent(warehouse);
  const isOld = current !== null && current.version > receipt.version;
  const before = await digestOfFile(warehouseFile(warehouse, receipt.version)).catch(() => null);
  let marts: Rebuilt['marts'] = null;
  const outcome = await load({
    ...options,
    asOf: null,
    isAnew: true,
    dryRun: isOld || options.dryRun === true,
    origin: { by: null, upload: null, rebuildOf: receipt.version },
    set: async () => ({ files: filesOf(receipt), asOf: await asOfGiven(warehouse, receipt) }),
    judge: async ({ digest }, fingerprint) => {
      marts = before && compare(before, digest);
      const different = marts?.filter(({ isSame }) => !isSame) ?? [];
      if (different.length === 0 || fingerprint !== receipt.fingerprint) return [];
      return [
        `同样的文件、口径和程序，重建的结果却与版本 ${receipt.version} 不一致：${different.map(({ name }) => name).join('、')}。这是程序的错误，请联系维护人员。`,
      ];
    },
  });
  return { of: receipt.version, outcome, marts };
}

function compare(before: Digest, after: Digest): NonNullable<Rebuilt['marts']> {
  const names = [...new Set([...before.keys(), ...after.keys()])].filter((name) => name.startsWith('marts.')).sort();
  const rowsOf = (digest: string | undefined) => (digest === undefined ? null : Number(digest.split(' ')[0]));
  return names.map((name) => ({
    name,
    isSame: before.get(name) === after.get(name),
    rows: { before: rowsOf(before.get(name)), after: rowsOf(after.get(name)) },
  }));
}

/** The as-of day that was given with a version. Records from before it was written down leave it to the version itself. */
export async function asOfGiven(warehouse: string, { version, givenAsOf }: Receipt): Promise<string | null> {
  if (givenAsOf !== undefined) return givenAsOf;
  const file = await openFile(warehouseFile(warehouse, version), version);
  try {
    const [load] = await (await file.read('loads.load', 'select as_of from loads.load')).rows();
    return typeof load?.as_of === 'string' ? load.as_of : null;
  } finally {
    file.close();
  }
}
