import { mkdtemp, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accessFile } from '#access';
import { alertsFile, openAlerts } from '#alerts';
import { backUp, listBackups, recordFile } from '#pipeline';
import { openStore } from '#store';
import { dueNow, type Period } from '../../src/erasure/index.ts';
import { openAccess } from '../../src/access/store/open.ts';
import { first, publishVersion, warehouseFolder } from '../published.ts';

const period = (kind: Period['kind'], days: Period['days'], more: Partial<Period> = {}): Period => ({
  kind,
  title: kind,
  days,
  since: null,
  basis: '示例',
  note: '',
  where: 'here',
  ...more,
});

const day = 86_400_000;
const now = new Date('2027-07-01T00:00:00Z');

async function kept() {
  const { folder } = await warehouseFolder();
  await publishVersion(folder, first);
  const alerts = openAlerts(alertsFile(folder));
  const put = alerts.database.prepare(
    `insert into outbox (number, id, message_id, recipient, channel, items, due, made_at, status, ended_at) values (?, ?, ?, '某', '信', '[]', '', '', ?, ?)`
  );
  put.run(1, 'a', 'a', 'sent', '2026-06-01T09:00:00');
  put.run(2, 'b', 'b', 'sent', '2027-06-20T09:00:00');
  put.run(3, 'c', 'c', 'waiting', null);
  alerts.database.exec("insert into attempts (outbox, attempt, at) values (1, 1, '2026-06-01T09:00:00')");
  alerts.close();
  const access = openAccess(accessFile(folder));
  access.database.exec(`insert into attempts (kind, key, at) values ('a', 'b', 0), ('a', 'b', ${now.getTime() - day})`);
  access.close();
  const backups = await mkdtemp(join(tmpdir(), 'backups-'));
  await backUp(folder, backups);
  return { folder, backups };
}

test('the day that persons are kept from is said by its title, as people read it', async () => {
  const { folder } = await warehouseFolder();
  await publishVersion(folder, first, [
    `update catalog.columns set title = '验收日期' where mart = 'projects' and name = 'concluded_on'`,
  ]);
  for (const since of ['验收日期', 'concluded_on']) {
    const periods = [period('personal', 30, { since })];
    const asked = { warehouse: folder, backups: null, periods, by: '示例管理员', basis: null, isMeant: false, now };
    const [{ stays } = { stays: [] }] = await dueNow(asked);
    expect(stays).toEqual([expect.stringMatching(/^\d+ 个项目还没有验收日期，期限没有开始/)]);
  }
});

const countOf = (path: string, table: string) => {
  const database = new DatabaseSync(path);
  try {
    return Number(database.prepare(`select count(*) as n from ${table}`).get()?.n);
  } finally {
    database.close();
  }
};

test('what is over its period goes, what waits and what nobody has said of stays, and the record says so', async () => {
  const { folder, backups } = await kept();
  const periods = [
    period('outbox', 90),
    period('sessions', 90),
    period('backups', 90),
    period('uploads', null),
    period('tables', 30),
    period('record', 'always', { where: 'always' }),
    period('packages', null, { where: 'elsewhere' }),
    period('personal', 30, { since: 'no_such_day' }),
  ];
  const asked = { warehouse: folder, backups, periods, by: '示例管理员', basis: null, now };
  const tried = await dueNow({ ...asked, isMeant: false });
  expect(tried.map(({ kind, count }) => [kind, count])).toEqual([
    ['outbox', 1],
    ['sessions', 1],
    ['backups', 0],
    ['uploads', null],
    ['tables', 0],
    ['record', null],
    ['packages', null],
    ['personal', null],
  ]);
  const of = (kind: string) => tried.find((each) => each.kind === kind)!.stays.join();
  expect(of('personal')).toMatch('没有日期“no_such_day”');
  expect(of('uploads')).toMatch('未定');
  expect(of('tables')).toMatch('是当前的');
  expect(of('backups')).toMatch('最近一份');
  expect(countOf(alertsFile(folder), 'outbox')).toBe(3);

  await dueNow({ ...asked, isMeant: true });
  expect([countOf(alertsFile(folder), 'outbox'), countOf(alertsFile(folder), 'attempts')]).toEqual([2, 0]);
  expect(countOf(accessFile(folder), 'attempts')).toBe(1);
  expect(await listBackups(backups)).toHaveLength(1);
  const store = openStore(recordFile(folder), { readOnly: true });
  const [{ by, body } = { by: '', body: '{}' }] = store.entries('erasures');
  store.close();
  expect([by, JSON.parse(body)]).toEqual(['示例管理员', { event: 'expired', outbox: 1, sessions: 1 }]);
});

test('a backup that is over its period goes whole, the newest stays', async () => {
  const { folder, backups } = await kept();
  const [name = ''] = await listBackups(backups);
  const older = join(backups, 'backup-20250101T000000');
  await rename(join(backups, name), older);
  const list = JSON.parse(await readFile(join(older, 'backup.json'), 'utf8')) as object;
  await writeFile(join(older, 'backup.json'), JSON.stringify({ ...list, madeAt: '2025-01-01T00:00:00+08:00' }));
  await backUp(folder, backups);
  const asked = {
    warehouse: folder,
    backups,
    periods: [period('backups', 90)],
    by: '示例管理员',
    basis: null,
    isMeant: true,
  };
  expect(await dueNow(asked)).toMatchObject([{ count: 1 }]);
  expect((await readdir(backups)).length).toBe(1);
});
