import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { everything } from '#spec';
import { alertsFile, openAlerts, plainCalendar, readCondition, type AlertsContent } from '#alerts';
import { readChannelsTold } from '#server/alerts-content.ts';
import { followSending } from '#server/follow-sending.ts';
import { testChannel } from '#tasks/test-channel.ts';
import { addWith, openTested, phrase } from '../../accounts/desk.ts';

const heads = {
  channels: 'name,kind,host,port,security,certificate,ca,net,from,folder,scope,note',
  schedules: 'name,account,channel,page,every,format,send_empty,note',
};

/** The content of an office that keeps what it tells in a folder. */
function contentWith(channels: string, schedules = ''): string {
  const tables = mkdtempSync(join(tmpdir(), 'alerts-tables-'));
  writeFileSync(join(tables, 'channels.csv'), `${heads.channels}\n${channels}`);
  writeFileSync(join(tables, 'schedules.csv'), `${heads.schedules}\n${schedules}`);
  return tables;
}

const condition = readCondition('over', '-- title: 超名额\n-- to: division\nselect 1 as key', ['division']);
const content: AlertsContent = {
  conditions: new Map([[condition.name, condition]]),
  titles: new Map(),
  subscriptions: [{ account: 'chu', channel: '留底', address: null, duties: [], line: 2 }],
  channels: [{ name: '留底', scope: everything, isGroup: true }],
  calendar: plainCalendar,
  years: [],
  faults: [],
};

test('what waits is made as its recipient, written by the process that sends, and marked', async () => {
  const desk = await openTested();
  const given = { title: '', office: '', password: phrase, mustChange: false, scope: {} };
  await addWith(desk, { ...given, account: 'chu', role: 'division' });
  const folder = mkdtempSync(join(tmpdir(), 'alerts-state-'));
  const store = openAlerts(alertsFile(folder));
  const put = store.database.prepare(
    "insert into outbox (id, message_id, recipient, channel, items, due, made_at) values (?, ?, ?, '留底', ?, '2026-03-02', '2026-03-02')"
  );
  const items = JSON.stringify([{ alert: 'over', what: 'baseline', count: 3 }]);
  for (const [at, recipient] of ['chu', 'nobody'].entries())
    put.run(`ob-${at}`, `<ob-${at}@baijing.invalid>`, recipient, items);
  const log: string[] = [];
  const stop = await followSending({
    warehouse: folder,
    tables: contentWith('留底,folder,,,,,,,,kept,全省,\n'),
    content: () => Promise.resolve(content),
    desk,
    origin: 'https://baijing.example',
    log: (message) => log.push(message),
  });
  const rows = () => store.database.prepare('select status, why from outbox order by number').all();
  await expect.poll(() => rows().every(({ status }) => status !== 'waiting'), { timeout: 60_000 }).toBe(true);
  await stop();
  expect(rows().map(({ status }) => status)).toEqual(['sent', 'dropped']);
  const kept = join(`${folder}-messages`, 'kept');
  expect(readdirSync(kept)).toEqual(['ob-0.txt']);
  const text = readFileSync(join(kept, 'ob-0.txt'), 'utf8');
  expect(text).toContain('您的范围里已有 3 条');
  expect(text).toContain('https://baijing.example/alerts');
  expect(log).toEqual([]);
  store.close();
  desk.close();
});

test('without a channel nothing is sent and nothing is opened', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'alerts-none-'));
  const desk = await openTested();
  const stop = await followSending({
    warehouse: folder,
    tables: contentWith(''),
    content: () => Promise.resolve(content),
    desk,
    origin: null,
    log: () => {},
  });
  await stop();
  expect(readdirSync(folder)).toEqual([]);
  desk.close();
});

test('a channel is tried by its name, and says what it lacks', async () => {
  const warehouse = join(mkdtempSync(join(tmpdir(), 'alerts-tried-')), 'warehouse');
  const tables = contentWith('留底,folder,,,,,,,,kept,,\n旧群,wecom,127.0.0.1,,明文,不校验,,,,,,\n');
  const tried = (name: string) => testChannel({ name, tables, warehouse });
  expect(await tried('留底')).toEqual({ isSent: true, lines: ['留底（文件夹）：对方收下了'] });
  const { isSent, lines } = await tried('旧群');
  expect([isSent, lines.slice(1)]).toEqual([false, ['注意：明文，没有加密。', '注意：不校验证书，对方是谁没有核对。']]);
  expect(lines[0]).toContain('没有写 address');
  const toOther = await testChannel({ name: '留底', tables, warehouse, to: 'wang@example.gov.cn' });
  expect(toOther).toEqual({ isSent: false, lines: ['留底 是文件夹，--to 只给邮件用。'] });
  expect(await readChannelsTold(tables)).toEqual([
    { name: '留底', kind: 'folder', host: null, note: null },
    { name: '旧群', kind: 'wecom', host: '127.0.0.1', note: '明文，没有加密；不校验证书，对方是谁没有核对' },
  ]);
  expect(await tried('新群')).toEqual({ isSent: false, lines: ['没有通道 新群，有：留底、旧群'] });
});
