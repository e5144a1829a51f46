import { warehouseFormat } from '#spec';
import { digestOfFile, readCurrent, readLastReceipt, readReceipt, warehouseFile, type Digest } from '#warehouse';
import { load } from './load.ts';
import { differences, readBuildInputs } from './versions/manifest.ts';
import type { LoadOptions, Outcome } from './versions/options.ts';
import { filesOf, readManifest } from './versions/stored-files.ts';

export interface Rebuilt {
  /** The version whose files were built again. */
  of: string;
  outcome: Outcome;
  /** Mart by mart whether it came out the same; null where the old version cannot be opened any more. */
  marts: { name: string; isSame: boolean; rows: { before: number | null; after: number | null } }[] | null;
  /** What changed since: files of the program and its content, packages; null where the version left no manifest. */
  changed: string[] | null;
}

type RebuildOptions = Omit<LoadOptions, 'folder' | 'set' | 'asOf' | 'origin' | 'validate' | 'isAnew'>;

/**
 * Builds a version again from the kept files and its record alone, by the program and content of today, as a fresh
 * version that names its origin, and compares every mart with the old one. Where content and program are the same the
 * numbers must be, else nothing is published; an older version is only compared, so that nobody's numbers go back. null
 * where there is no record of a version.
 */
export async function rebuild({
  version,
  ...options
}: RebuildOptions & { version: string | null }): Promise<Rebuilt | null> {
  const { warehouse } = options;
  const receipt = version === null ? await readLastReceipt(warehouse) : await readReceipt(warehouse, version);
  if (receipt === null) return null;
  const seen = await readCurrent(warehouse);
  const isOld = seen !== null && seen.version > receipt.version;
  const before = await digestOfFile(warehouseFile(warehouse, receipt.version)).catch(() => null);
  const manifest = await readManifest(warehouse, receipt);
  let marts: Rebuilt['marts'] = null;
  const outcome = await load({
    ...options,
    asOf: null,
    isAnew: true,
    dryRun: isOld || options.dryRun === true,
    origin: { rebuildOf: receipt.version },
    set: async (current) => ({
      files: filesOf(receipt),
      asOf: receipt.givenAsOf,
      day: receipt.asOf,
      reasons: current?.version === seen?.version ? [] : [`版本 ${current?.version} 刚刚发布了，请重新运行。`],
    }),
    validate: async ({ digest }, fingerprint) => {
      marts = before && compare(before, digest);
      const different = marts?.filter(({ isSame }) => !isSame) ?? [];
      if (different.length === 0 || fingerprint !== receipt.fingerprint) return [];
      return [
        `同样的文件、口径和程序，重建的结果却与版本 ${receipt.version} 不一致：${different.map(({ name }) => name).join('、')}。这是程序的错误，请联系维护人员。`,
      ];
    },
  });
  const changed = manifest === null ? null : differences(manifest, (await readBuildInputs(options)).manifest);
  return { of: receipt.version, outcome, marts, changed };
}

/**
 * Builds the current version again where it is of an older format, which this program does not read. null where there
 * is nothing to do: it reads the version, a newer program made it, or another process has just done it.
 */
export async function renew(options: RebuildOptions): Promise<Rebuilt | null> {
  const needsIt = async () => {
    const { format } = (await readLastReceipt(options.warehouse)) ?? { format: warehouseFormat };
    return format < warehouseFormat;
  };
  if (!(await needsIt())) return null;
  options.onProgress?.({ step: '另建', detail: '当前版本由旧程序建立，用保存的原件另建' });
  const rebuilt = await rebuild({ ...options, version: null, waits: true });
  return (await needsIt()) ? rebuilt : rebuilt?.outcome.status === 'published' ? rebuilt : null;
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
