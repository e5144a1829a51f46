import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import {
  filesOf,
  itemsOfManifest,
  readManifest,
  readRedactions,
  recordFile,
  recordMissing,
  redactionFile,
  replacedIn,
  storedPathOf,
} from '#pipeline';
import type { Receipt } from '#spec';
import { openStore, type Entry } from '#store';
import {
  erasingFile,
  faultOf,
  hashFile,
  hashOf,
  listReceipts,
  lyingOf,
  namedVersions,
  readPointer,
  receiptFile,
  warehouseFile,
} from '#warehouse';
import type { Edition, Item } from './edition.ts';

/** What is to lie in a store: a file of the warehouse, or a text. */
export type Body = (Item & { path: string }) | (Item & { text: string });

/** So many lines of the record lie in one piece: a piece that is full never changes again. */
const linesInPiece = 1000;

/** All that there is to push, as it is while no load comes between; or why there is nothing. */
export async function gather(warehouse: string, accounts: () => string | null) {
  if (existsSync(erasingFile(warehouse)))
    return '清除个人信息没有做完，不往外发：请先运行 npm run retention -- resume，做完它。';
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
  const files: Edition['files'] = [];
  const replaced = await replacedIn(warehouse);
  for (const name of await filesNamed(warehouse, whole)) {
    const path = storedPathOf(warehouse, name);
    const found = await stat(path).catch(() => null);
    if (found === null) continue;
    // What was handed in again after it was taken apart lies there whole.
    const now = replaced.get(name)?.now ?? null;
    const item = { sha256: now !== null && (await hashFile(path)) === now ? now : name, bytes: found.size };
    files.push(item.sha256 === name ? item : { ...item, as: name });
    bodies.push({ ...item, path });
  }
  for (const receipt of whole) {
    const { sha256, bytes } = lyingOf(receipt);
    bodies.push({ sha256, bytes, path: warehouseFile(warehouse, receipt.version) });
  }
  const redactions = [];
  for (const { id } of await readRedactions(warehouse))
    redactions.push({ id, ...asText(await readFile(redactionFile(warehouse, id), 'utf8')) });
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
    versions: whole.map((each) => {
      const { sha256, bytes } = lyingOf(each);
      return { version: each.version, format: each.format, sha256, bytes };
    }),
    receipts: await Promise.all(
      receipts.map(async (each) => ({
        version: each.version,
        ...asText(await readFile(receiptFile(warehouse, each.version), 'utf8')),
      }))
    ),
    files,
    ...(redactions.length > 0 && { redactions }),
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
