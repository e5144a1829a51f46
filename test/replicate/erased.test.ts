import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { damageOf, filesOf, redactionFile, readRedactions, verifyRecord } from '#pipeline';
import { erase } from '#erasure';
import { pull, push } from '#replicate';
import { erasingFile, faultOf, followWarehouse, hashFile, lyingOf, readReceipt, warehouseFile } from '#warehouse';
import { folderStore } from '../../src/replicate/folder-store.ts';
import { reportPushed } from '#tasks/push.ts';
import { findTexts } from '../erasure/find-texts.ts';
import { gone, office, spelled } from '../erasure/office.ts';

vi.setConfig({ testTimeout: 120_000 });

const said = { by: '示例管理员', basis: '本人要求（示例）' };
const isNoFirm = (found: string) => !found.endsWith(': 柳听泉');

test('who was taken out of a warehouse goes out of the store that it was pushed to, and of every copy', async () => {
  const { warehouse, versions } = await office();
  const root = await mkdtemp(join(tmpdir(), 'erased-'));
  const [stored, copy] = [join(root, 'store'), join(root, 'copy')];
  const store = folderStore(stored);
  const follow = () => pull({ store, warehouse: copy });
  const pushAll = () => push({ warehouse, store });
  await writeFile(erasingFile(warehouse), '{}');
  expect((await pushAll()).reason).toContain('retention -- resume');
  await rm(erasingFile(warehouse));
  await pushAll();
  await follow();
  for (const place of [stored, copy])
    expect((await findTexts(place, spelled)).filter(isNoFirm).length).toBeGreaterThan(5);
  const served = await followWarehouse(copy, { poll: 50 });
  const old = await Promise.all(versions.map((version) => readReceipt(warehouse, version)));

  const erased = await erase({ warehouse, backups: null, sought: { texts: gone }, isMeant: true, ...said });
  expect(erased.outOfReach.join()).toContain(`存储 ${stored}`);
  const first = await pushAll();
  expect(first).toMatchObject({ reason: null, isMoved: true, readers: { level: 0, behind: 1 } });
  expect(first.swept!.count).toBeGreaterThan(5);
  expect(reportPushed({ ...first, pruned: null }).join('\n')).toContain('1 台还没有跟上');
  expect((await findTexts(stored, spelled)).filter(isNoFirm)).toEqual([]);
  const objects = await readdir(join(stored, 'objects'));
  for (const { sha256 } of old) expect(objects).not.toContain(sha256);

  expect(await follow()).toMatchObject({ version: versions[1] });
  expect((await findTexts(copy, spelled)).filter(isNoFirm)).toEqual([]);
  for (const version of versions) {
    const receipt = await readReceipt(copy, version);
    expect(await faultOf(copy, version)).toBeNull();
    expect(await hashFile(warehouseFile(copy, version))).toBe(lyingOf(receipt).sha256);
    expect(await damageOf(copy, filesOf(receipt))).toEqual([]);
  }
  expect((await verifyRecord(copy)).faults).toEqual([]);
  expect(await readRedactions(copy)).toEqual(await readRedactions(warehouse));
  await served.refresh();
  const lease = await served.lease();
  expect(JSON.stringify(await (await lease.read('notes', 'select note from marts.projects')).rows())).not.toMatch(
    '139'
  );
  lease.release();
  expect(served.faults()).toEqual([]);
  served.close();
  expect(await pushAll()).toMatchObject({ swept: null, isMoved: false, readers: { level: 1, behind: 0 } });

  // Killed between a receipt and its tables, which may be as large as those before: the next look ends it.
  await rm(redactionFile(copy, erased.id));
  await writeFile(erasingFile(copy), '{}');
  const path = warehouseFile(copy, versions[0]);
  await copyFile(path, join(root, 'other'));
  const bytes = await readFile(path);
  bytes[bytes.length >> 1]! ^= 1;
  await writeFile(path, bytes);
  await follow();
  expect((await readFile(path)).equals(await readFile(join(root, 'other')))).toBe(true);
  expect((await readdir(copy)).filter((name) => name.startsWith('.erasing') || name.startsWith('.pull'))).toEqual([]);
});
