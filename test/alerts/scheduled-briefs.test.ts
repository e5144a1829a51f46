import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { alertsFile, civilOf, openAlerts, plainCalendar, type AlertsStore } from '#alerts';
import { readSchedules, takeSchedules } from '#alerts/briefs';
import { readOwnAlerts } from '#server/alerts-content.ts';
import { followSending } from '#server/follow-sending.ts';
import { addWith, openTested, phrase, type TestedDesk } from '../accounts/desk.ts';
import { copySample } from '../copy-sample.ts';
import { textOfPdf } from '../programs/poppler.ts';
import { startMail } from './channels/mail-server.ts';
import { writeSecret } from './channels/trying.ts';
import { othersThan } from './others.ts';

/*
 * A page on a schedule, all the way: it is due, the sender asks for it, a process of its own makes it as its receiver,
 * prints it, and it arrives at a mail server with the PDF.
 */

let folder: string;
let desk: TestedDesk;
let store: AlertsStore;
let mail: Awaited<ReturnType<typeof startMail>>;
let stop = async () => {};
let letters: (Email & { files: Buffer[] })[];
let rows: Record<string, unknown>[];
const log: string[] = [];

const schedules = [
  ['周报', 'jinan', '/brief?batch=2025&panel=quota/by-city&panel=quota/nothing-of-the-kind', 'pdf', ''],
  ['全省', 'chu', '/quota?batch=2025', 'pdf', ''],
  ['链接', 'jinan', '/quota', 'link', ''],
  ['没有内容', 'jinan', '/funding?batch=2026-2', 'link', ''],
  ['没有也发', 'jinan', '/funding?batch=2026-2', 'link', '是'],
  ['坏的', 'jinan', '/repeats-of-nobody', 'pdf', ''],
  ['没人', 'gone', '/quota', 'pdf', ''],
].map(([name, account, page, format, empty]) => `${name},${account},内网邮件,${page},每天 09:00,${format},${empty},`);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'scheduled-'));
  const warehouse = join(folder, 'warehouse');
  await copySample(warehouse);
  mail = await startMail();
  const tables = join(folder, 'tables');
  mkdirSync(tables);
  mkdirSync(`${warehouse}-secrets`, { mode: 0o700 });
  writeSecret(`${warehouse}-secrets`, '内网邮件', {});
  const write = (name: string, lines: readonly string[]) => writeFileSync(join(tables, name), `${lines.join('\n')}\n`);
  write('channels.csv', [
    'name,kind,host,port,security,certificate,ca,net,from,folder,scope,note',
    `内网邮件,smtp,127.0.0.1,${mail.port},明文,,,,bj@example.gov.cn,,,`,
  ]);
  write('schedules.csv', ['name,account,channel,page,every,format,send_empty,note', ...schedules]);
  desk = await openTested();
  const given = { title: '', office: '', password: phrase, mustChange: false };
  await addWith(desk, { ...given, account: 'jinan', role: 'city', scope: { city: ['济南市'] } });
  await addWith(desk, { ...given, account: 'chu', role: 'division', scope: {} });
  const subscriptions = ['jinan', 'chu', 'gone'].map((account) => ({
    account,
    channel: '内网邮件',
    address: `${account}@example.gov.cn`,
    duties: [],
    line: 2,
  }));
  const own = await readOwnAlerts();
  const content = { ...own, subscriptions, channels: [{ name: '内网邮件', scope: null, isGroup: false }] };
  store = openAlerts(alertsFile(warehouse));
  // It has been served for two days: what was due since is due.
  const { schedules: read, faults } = await readSchedules(tables, { channels: ['内网邮件'] });
  expect(faults).toEqual([]);
  expect(takeSchedules(store, read, civilOf(Date.now() - 2 * 86_400_000), plainCalendar)).toBe(0);
  stop = await followSending({
    warehouse,
    tables,
    content: () => Promise.resolve(content),
    desk,
    origin: 'https://baijing.example',
    log: (line) => log.push(line),
    every: 200,
  });
  const asked = () => store.database.prepare('select * from outbox order by number').all();
  const isOver = (row: Record<string, unknown>) =>
    !['waiting', 'sending'].includes(String(row.status)) || Number(row.attempts) > 0;
  await vi.waitFor(() => expect([asked().length, asked().every(isOver)]).toEqual([schedules.length, true]), {
    timeout: 220_000,
    interval: 300,
  });
  rows = asked();
  letters = await Promise.all(
    mail.mails.map(async ({ raw }) => {
      const read_ = await PostalMime.parse(raw);
      return { ...read_, files: read_.attachments.map(({ content }) => Buffer.from(content as ArrayBuffer)) };
    })
  );
}, 240_000);
afterAll(async () => {
  await stop();
  store.close();
  desk.close();
  await mail[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const statusOf = (name: string) =>
  rows.find(({ items }) => (JSON.parse(String(items)) as { alert: string }[])[0]?.alert === `brief/${name}`);
const letterOf = (name: string) => letters.find(({ subject }) => subject === `百景简报：${name}`);

test('it arrives with the page as a PDF, as its receiver sees it, and names nobody of another city', async () => {
  const letter = letterOf('周报')!;
  expect(letter.to?.map(({ address }) => address)).toEqual(['jinan@example.gov.cn']);
  expect(letter.attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
    ['周报.pdf', 'application/pdf'],
  ]);
  const { text, joined } = textOfPdf(letter.files[0]!);
  expect(joined).toContain('济南市');
  expect(joined).toContain('示例数据');
  expect(text.length).toBeGreaterThan(500);
  const said = `${letter.text ?? ''}\n${text}\n${joined}`;
  const others = await othersThan('济南市', inject('sampleWarehouse'));
  expect(others.filter((each) => said.includes(each))).toEqual([]);
  // The same page of who sees the province names them: there is something to be found.
  const whole = textOfPdf(letterOf('全省')!.files[0]!).joined;
  expect(others.filter((each) => whole.includes(each)).length).toBeGreaterThan(10);
});

test('a part that could not be made is said in the letter, and the rest is there', () => {
  const { text = '' } = letterOf('周报')!;
  expect(text).toMatch(/没有做成：quota\/nothing-of-the-kind（.+）/);
  expect(text).toContain('各市占用名额与推荐名额：1 行');
  expect(text).toContain('范围：济南市');
});

test('as a link it comes without a file, and leads to the page', () => {
  const { attachments, text = '' } = letterOf('链接')!;
  expect(attachments).toEqual([]);
  expect(text).toContain('https://baijing.example/quota');
});

test('where there is nothing to say nothing is sent, unless that was asked for', () => {
  expect(letterOf('没有内容')).toBeUndefined();
  expect(statusOf('没有内容')).toMatchObject({ status: 'dropped', why: '没有内容，按设置不发' });
  expect(letterOf('没有也发')?.text).toContain('这一期没有内容。');
});

test('who has no account any more gets nothing; what cannot be made is not lost, and shown', () => {
  expect(statusOf('没人')).toMatchObject({ status: 'dropped', why: 'no such account' });
  expect(letters.some(({ to }) => to?.some(({ address }) => address?.startsWith('gone')))).toBe(false);
  const lost = statusOf('坏的')!;
  expect(lost.status).toBe('waiting');
  expect(Number(lost.attempts)).toBeGreaterThan(0);
  expect(log.join('\n')).toContain('没有页面 /repeats-of-nobody');
});
