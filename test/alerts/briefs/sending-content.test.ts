import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAlertsContent } from '#alerts';
import { readKnownScopes } from '#server/open-accounts.ts';
import { namesForAlerts } from '#server/alerts-content.ts';
import { content } from '#environment/content.ts';
import { faultsOfSending } from '#tasks/sending-content.ts';

const heads: Record<string, string> = {
  channels: 'name,kind,host,port,security,certificate,ca,net,from,folder,scope,note',
  recipients: 'account,channel,address,duties,note',
  schedules: 'name,account,channel,page,every,format,send_empty,note',
  duties: 'duty,title,note',
  workdays: 'day,kind,note',
};
const pages = {
  dashboards: new Map([
    ['overview', ['overdue']],
    ['quota', ['by-city']],
  ]),
  briefs: new Map([['月报', ['一、总体情况']]]),
};

/** What the check of content says of tables of data/alerts, each given by its rows. */
async function faultsIn(rows: Readonly<Record<string, readonly string[]>>): Promise<string[]> {
  const tables = mkdtempSync(join(tmpdir(), 'alerts-sending-'));
  for (const [name, head] of Object.entries(heads))
    writeFileSync(join(tables, `${name}.csv`), `${[head, ...(rows[name] ?? [])].join('\n')}\n`);
  const told = await readAlertsContent(
    { conditions: 'pipelines/alerts', tables },
    await namesForAlerts(tables, 'data/access')
  );
  const { subscriptions } = told;
  const faults = await faultsOfSending(tables, { subscriptions, pages, scopes: await readKnownScopes(content) });
  const own = told.faults.filter(({ file }) => file.startsWith('data/alerts/') && !/duties/.test(file));
  return [...own, ...faults].map(({ file, line, message }) => `${file}:${line ?? '-'} ${message}`);
}

const sound = {
  channels: [
    '处室邮件,smtp,mail.gxt.example,,,,,,bj@gxt.example,,,',
    '济南群,wecom,qyapi.weixin.qq.com,,,,,,,,city=济南市,',
    '留底,folder,,,,,,,,kept,全省,',
  ],
  recipients: ['wang,处室邮件,wang@jn.example,,', 'wang,济南群,,,', 'wang,留底,,,'],
  schedules: [
    '周报,wang,处室邮件,/brief?batch=2025&section=一、总体情况&panel=quota/by-city,每周一 09:00,pdf,,',
    '名额,wang,济南群,/quota?city=济南市&compare=city:all,每个工作日 09:00,link,否,',
    '总览,wang,留底,/,每月1日 09:00,pdf,是,',
  ],
};

test('sound tables of an office have no fault', async () => {
  expect(await faultsIn(sound)).toEqual([]);
});

test.each([
  ['a channel', 'channels', '旧邮件,smtp,,,,,,,a@b.example,,,', 'channels.csv:5 host 写的是“”'],
  ['its scope', 'channels', '青岛群,wecom,a.example,,,,,,,,city=青岛,', 'channels.csv:5 scope 写的是“city=青岛”'],
  ['the name of its scope', 'channels', '群,wecom,a.example,,,,,,,,市=青岛市,', '没有维度“市”'],
  ['a scope without a value', 'channels', '群,wecom,a.example,,,,,,,,city=,', 'city 后面没有值'],
  ['a group without one', 'channels', '群,wecom,a.example,,,,,,,,,', 'channels.csv:5 群 是群机器人，要写 scope'],
  ['mail to nobody', 'recipients', 'li,处室邮件,,,', 'recipients.csv:5 处室邮件 是邮件，address 要写'],
  ['an address of a robot', 'recipients', 'li,济南群,li@b.example,,', 'recipients.csv:5 济南群 不是邮件'],
  [
    'a page',
    'schedules',
    '甲,wang,留底,/qouta,每天 09:00,link,,',
    'schedules.csv:5 page 没有页面“qouta”，最接近的是 quota',
  ],
  ['a report', 'schedules', '甲,wang,留底,/brief?name=周报,每天 09:00,link,,', 'page 没有简报“周报”'],
  ['a section', 'schedules', '甲,wang,留底,/brief?section=十,每天 09:00,link,,', 'page 没有 section“十”'],
  ['a panel', 'schedules', '甲,wang,留底,/brief?panel=quota/by-citi,每天 09:00,link,,', 'quota/by-city'],
  [
    'a filter',
    'schedules',
    '甲,wang,留底,/quota?citi=济南市,每天 09:00,link,,',
    'page 没有筛选“citi”，最接近的是 city',
  ],
  ['a compare of a report', 'schedules', '甲,wang,留底,/brief?compare=city:all,每天 09:00,link,,', '没有筛选“compare”'],
  [
    'who is told by nobody',
    'schedules',
    '甲,li,留底,/quota,每天 09:00,link,,',
    'recipients.csv 里没有 li 经 留底 的一行',
  ],
  ['a file of a robot', 'schedules', '甲,wang,济南群,/quota,每天 09:00,pdf,,', '济南群 不带附件'],
  ['a day', 'workdays', '2026-02-30,休,', 'workdays.csv:2 day 要写成'],
  ['a kind of day', 'workdays', '2026-10-01,假,', 'workdays.csv:2 kind 只写 休 或 班'],
])('%s that does not hold is told with its file and line, before anything is due', async (_what, table, row, said) => {
  const rows = { ...sound, [table]: [...((sound as Record<string, string[]>)[table] ?? []), row] };
  const faults = await faultsIn(rows);
  expect(faults.join('\n')).toContain(said);
  expect(faults).toHaveLength(1);
});

test('a column that is not there, or that nobody reads, is told', async () => {
  const before = heads.schedules!;
  heads.schedules = before.replace('send_empty', 'sendempty');
  try {
    expect((await faultsIn({})).join('\n')).toMatch(/schedules\.csv:1 缺列 send_empty[\s\S]*没有列“sendempty”/);
  } finally {
    heads.schedules = before;
  }
});
