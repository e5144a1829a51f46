import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { backUp, bringBack, damageOf, filesOf, readRedactions, verifyRecord } from '#pipeline';
import { erase, resume, Unfinished, unfinishedIn } from '#erasure';
import { digestOfFile, faultOf, readReceipt, warehouseFile } from '#warehouse';
import { start } from '../command.ts';
import { isFull, sized } from '../tier.ts';
import { findTexts } from './find-texts.ts';
import { gone, office } from './office.ts';

vi.setConfig({ testTimeout: 120_000 });

const numbers = [
  '139 7770 1234',
  '13977701234',
  '053186660123',
  'ting.quan@example.com',
  '问过柳听泉',
  '柳听泉说',
  '请柳听泉',
];

test.runIf(isFull)(
  'killed at any moment, every version is the old one or the new, and the next run ends it',
  async () => {
    const { warehouse, versions } = await office();
    const backups = await mkdtemp(join(tmpdir(), 'backups-'));
    await backUp(warehouse, backups);
    const tables = await Promise.all(versions.map((version) => digestOfFile(warehouseFile(warehouse, version))));
    const whose = join(await mkdtemp(join(tmpdir(), 'whose-')), 'persons.txt');
    await writeFile(whose, gone.join('\n'));
    let ended = false;
    for (let turn = 0; turn < sized(1, 14) && !ended; turn++) {
      const verb =
        (await unfinishedIn(warehouse)) === null ? ['erase', '--persons', whose, '--backups', backups] : ['resume'];
      const said = ['--warehouse', warehouse, '--apply', '--by', '示例管理员', '--basis', '本人要求（示例）'];
      const { child, says, ended: closed } = start('retention', ...verb, ...said);
      await says(/原件|版本|备份|已清除/).catch(() => undefined);
      await wait(30 * turn);
      child.kill('SIGKILL');
      ended = (await closed).code === 0;
      for (const [at, version] of versions.entries()) {
        expect(await faultOf(warehouse, version)).toBeNull();
        const found = await digestOfFile(warehouseFile(warehouse, version));
        expect([...found.keys()]).toEqual([...tables[at]!.keys()]);
        for (const why of await damageOf(warehouse, filesOf(await readReceipt(warehouse, version))))
          expect(why).toMatch('清除个人信息没有做完');
      }
    }
    if (!ended) expect(await resume({ warehouse })).toMatchObject({ isDone: true, texts: 4 });
    expect(await findTexts(warehouse, numbers)).toEqual([]);
    expect(await findTexts(backups, numbers)).toEqual([]);
    expect((await verifyRecord(warehouse)).faults).toEqual([]);
    const [record, ...more] = await readRedactions(warehouse);
    expect([Object.keys(record!.files).length, more]).toEqual([5, []]);
    const back = join(await mkdtemp(join(tmpdir(), 'back-')), 'warehouse');
    expect(await bringBack(backups, back)).toMatchObject({ reasons: [], faults: [] });
  },
  300_000
);

test('what was begun and not ended stands in the way, is told, and is ended from what it wrote down', async () => {
  const { warehouse } = await office();
  const asked = { warehouse, backups: null, sought: { texts: gone }, isMeant: true, by: '示例管理员', basis: '示例' };
  // Whoever is killed after everything was done but the last step leaves what is to go, and what became of what.
  const broken = erase({ ...asked, onProgress: (step) => step === '版本' && stop() });
  await expect(broken).rejects.toThrow('here');
  expect(await unfinishedIn(warehouse)).toMatchObject({ by: '示例管理员' });
  expect(JSON.parse(await readFile(join(warehouse, '.erasing'), 'utf8'))).toMatchObject({ basis: '示例' });
  await expect(erase(asked)).rejects.toThrow(Unfinished);
  const done = await resume({ warehouse });
  expect(Object.keys(done!.places[0]!.files)).toHaveLength(5);
  expect(await findTexts(warehouse, numbers)).toEqual([]);
  expect(await unfinishedIn(warehouse)).toBeNull();
  expect((await verifyRecord(warehouse)).faults).toEqual([]);
});

function stop(): never {
  throw new Error('here');
}
