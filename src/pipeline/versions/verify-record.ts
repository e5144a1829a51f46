import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { decisionStream, openStore } from '#store';
import { hashFile, hashOf, listReceipts, receiptFile, warehouseFile } from '#warehouse';
import { publicationsIn, recordFile, unrecorded } from './journal.ts';

export interface VerifiedRecord {
  /** How many lines there are, and how many of them are decisions. */
  lines: number;
  decisions: number;
  /** The hash of the last line, to be noted down elsewhere: it stands for all of them. */
  head: string | null;
  /** What is not as it was written, each with where. */
  faults: string[];
}

/**
 * Holds the record of a warehouse against itself, against the heads that receipts say and those that were `noted` down
 * elsewhere, and what it says of versions against their files. Only reads.
 */
export async function verifyRecord(warehouse: string, noted: readonly string[] = []): Promise<VerifiedRecord> {
  const path = recordFile(warehouse);
  if (!existsSync(path)) {
    const versions = await listReceipts(warehouse);
    return {
      lines: 0,
      decisions: 0,
      head: null,
      faults: [
        ...versions.map(({ version }) => `版本 ${version} 没有登记：没有 ${path}`),
        ...noted.map((hash) => `抄下的最后一条 ${hash.slice(0, 12)} 不在：没有 ${path}`),
      ],
    };
  }
  const store = openStore(path, { readOnly: true });
  try {
    const broken = store.broken();
    const unknown = await unrecorded(store, warehouse);
    const decided = new Set(store.entries(decisionStream).map(({ hash }) => hash));
    const receipts = await listReceipts(warehouse);
    const cut = receipts.filter(({ decisions }) => typeof decisions === 'string' && !decided.has(decisions));
    const lines = new Set(store.entries().map(({ hash }) => hash));
    const ends = [
      ...receipts.flatMap(({ version, record }) => (record ? [[`版本 ${version} 的回执`, record] as const] : [])),
      ...noted.map((hash) => ['抄下的', hash] as const),
    ].filter(([, hash]) => !lines.has(hash));
    const last = new Map(publicationsIn(store).map((line) => [line.version, line]));
    const files = await Promise.all(
      Array.from(last.values(), async ({ event, version, receipt, data }) => [
        ...(await faultIn(receiptFile(warehouse, version), async (file) => hashOf(await readFile(file)), receipt)),
        ...(data === '' || event === 'pruned' ? [] : await faultIn(warehouseFile(warehouse, version), hashFile, data)),
      ])
    );
    return {
      lines: lines.size,
      decisions: decided.size,
      head: store.head(),
      faults: [
        ...(broken === null ? [] : [`第 ${broken.position} 条：${broken.problem}`]),
        ...ends.map(([where, hash]) => `${where}上写着的最后一条 ${hash.slice(0, 12)}，记录里没有：后面被截去了`),
        ...cut.map(
          ({ version, decisions }) => `版本 ${version} 发布时已有核定 ${decisions?.slice(0, 12)}，记录里没有这一条了`
        ),
        ...unknown.map(({ version }) => `版本 ${version} 已发布而没有登记：下次导入会补记`),
        ...files.flat(),
      ],
    };
  } finally {
    store.close();
  }
}

async function faultIn(path: string, hash: (path: string) => Promise<string>, expected: string): Promise<string[]> {
  const found = await hash(path).catch(() => null);
  if (found === expected) return [];
  return [found === null ? `${path} 不在了` : `${path} 与登记时不同：登记的是 ${expected}，现在是 ${found}`];
}
