import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { filesOf, fileStoreOf, itemsOfManifest, readManifest, recordFile, recordMissing } from '#pipeline';
import type { Receipt } from '#spec';
import { openStore, type Entry } from '#store';
import { faultOf, hashOf, listReceipts, namedVersions, readPointer, receiptFile, warehouseFile } from '#warehouse';
import type { Edition, Item } from './edition.ts';

/** What is to lie in a store: a file of the warehouse, or a text. */
export type Body = (Item & { path: string }) | (Item & { text: string });

/** So many lines of the record lie in one piece: a piece that is full never changes again. */
const linesInPiece = 1000;

/** All that there is to push, as it is while no load comes between; or why there is nothing. */
export async function gather(warehouse: string, accounts: () => string | null) {
  await recordMissing(warehouse);
  const { version, newest, fault } = await readPointer(warehouse);
  if (fault !== null) return '还没有发布过版本，没有可发的。';
  const wrong = await faultOf(warehouse, version);
  if (wrong !== null) return `当前版本 ${version} ${wrong}，不往外发。请从备份恢复，或重新导入。`;
  const named = await namedVersions(warehouse);
  const receipts = await listReceipts(warehouse);
  const whole: Receipt[] = [];
  for (const receipt of receipts.toReversed())
    if (named.includes(receipt.version) && (await faultOf(warehouse, receipt.version)) === null) whole.push(receipt);
  const bodies: Body[] = [];
  const asText = (text: string): Item => {
    const item = { sha256: hashOf(text), bytes: Buffer.byteLength(text) };
    bodies.push({ ...item, text });
    return item;
  };
  const files: Item[] = [];
  for (const sha256 of await filesNamed(warehouse, whole)) {
    const path = join(fileStoreOf(warehouse), sha256);
    const found = await stat(path).catch(() => null);
    if (found === null) continue;
    files.push({ sha256, bytes: found.size });
    bodies.push({ sha256, bytes: found.size, path });
  }
  for (const { version: each, sha256, bytes } of whole)
    bodies.push({ sha256, bytes, path: warehouseFile(warehouse, each) });
  const lines = linesOf(warehouse);
  const last = lines.at(-1);
  if (last === undefined) return '操作记录里什么也没有，不往外发。';
  const record = [];
  for (let from = 0; from < lines.length; from += linesInPiece) {
    const some = lines.slice(from, from + linesInPiece);
    record.push({
      ...asText(some.map((line) => JSON.stringify(line)).join('\n')),
      from: some[0]!.position,
      to: some.at(-1)!.position,
    });
  }
  const said = accounts();
  const edition: Edition = {
    format: 1,
    position: last.position,
    head: last.hash,
    version,
    newest,
    versions: whole.map((each) => ({
      version: each.version,
      format: each.format,
      sha256: each.sha256,
      bytes: each.bytes,
    })),
    receipts: await Promise.all(
      receipts.map(async (each) => ({
        version: each.version,
        ...asText(await readFile(receiptFile(warehouse, each.version), 'utf8')),
      }))
    ),
    files,
    record,
    accounts: said === null ? null : asText(said),
  };
  return { edition, bodies, lines };
}

/** What versions are made of: what was handed in, and what they were judged by. */
async function filesNamed(warehouse: string, receipts: readonly Receipt[]): Promise<Set<string>> {
  const named = new Set<string>();
  for (const receipt of receipts) {
    for (const { sha256 } of filesOf(receipt)) named.add(sha256);
    const manifest = await readManifest(warehouse, receipt);
    if (manifest === null) continue;
    named.add(receipt.digest);
    for (const value of itemsOfManifest(manifest).values()) if (/^[0-9a-f]{64}$/.test(value)) named.add(value);
  }
  return named;
}

function linesOf(warehouse: string): Entry[] {
  const record = openStore(recordFile(warehouse), { readOnly: true });
  try {
    return record.entries();
  } finally {
    record.close();
  }
}
