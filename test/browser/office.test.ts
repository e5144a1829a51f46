import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { load } from '#pipeline';
import { runAccountCommand } from '#tasks/accounts.ts';
import { codeOf, stepAt } from '../../src/access/totp.ts';
import { program } from '#environment/content.ts';
import { ownCertificate } from '../accounts/certificate.ts';
import { noAccount } from '../accounts/command.ts';
import { folderOf } from '../pipeline/content.ts';
import { ownContent } from '../pipeline/own-content.ts';
import { launchChromium } from '../programs/chromium.ts';
import { serveWarehouse, type Served } from './server.ts';

// A day in an office, from the first sign-in to the record, in a real browser.

const phrase = '泰山脚下第七块石头写着梅';
const head =
  '项目编号,批次,项目名称,揭榜任务,统一社会信用代码,申报单位,单位类型,企业性质,推荐市,建设性质,响应内容起始日期,实施期止,项目总投资(万元),联系人,联系电话\n';
const row = (id: string, city: string, end = '2026-03-31') =>
  `${id},2025,${id}改造,1,91370100MA3C00000${id.slice(1)},${id}公司,制造业企业,民营,${city},在建,2025-03-01,${end},1000,李示例,13800005678\n`;
const finding = '/findings/period_past_end/P1/2025';
const handedIn = '项目基本信息表_济南市新增.csv';

let root: string;
let warehouse: string;
let browser: Browser;
let served: Served;
const passwords: Record<string, string> = {};

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'office-browser-'));
  warehouse = join(root, 'warehouse');
  const folder = await folderOf({
    '项目基本信息表.csv': head + row('P1', '济南市', '2026-06-30') + row('P2', '青岛市'),
    '流程记录.csv': '项目编号,环节,时间\nP1,提交,2025-04-01 09:00:00\nP2,提交,2025-04-01 09:00:00\n',
  });
  const loaded = await load({ folder, warehouse, asOf: '2026-06-30', program: await program(), ...ownContent });
  expect([loaded.status, loaded.reasons]).toEqual(['published', []]);
  for (const [name, role, scope] of [
    ['root', 'administrator', null],
    ['jinan', 'city', 'city=济南市'],
    ['chief', 'division', null],
  ] as const) {
    const told = await runAccountCommand('add', {
      ...noAccount,
      warehouse,
      name,
      role,
      scope,
      title: name,
      office: '',
    });
    [passwords[name] = ''] = /[a-z2-9]{5}(?:-[a-z2-9]{5}){3}/.exec(JSON.stringify(told)) ?? [];
  }
  const { cert, key } = ownCertificate();
  const [tlsCert, tlsKey] = [join(root, 'cert.pem'), join(root, 'key.pem')];
  await Promise.all([writeFile(tlsCert, cert), writeFile(tlsKey, key)]);
  [browser, served] = await Promise.all([
    launchChromium(),
    serveWarehouse(warehouse, ['--sign-in', '--tls-cert', tlsCert, '--tls-key', tlsKey]),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await served?.stop();
  await rm(root, { recursive: true, force: true });
});

const text = (page: Page) => page.locator('main').innerText();
const go = (page: Page, path: string) => page.goto(served.address + path, { waitUntil: 'networkidle' });
async function fill(page: Page, form: string, fields: Record<string, string>): Promise<void> {
  const found = page.locator(`form[action="${form}"]`);
  for (const [name, value] of Object.entries(fields)) await found.locator(`[name="${name}"]`).fill(value);
  await found.locator('button').click();
}

/** A browser of somebody who signs in for the first time, and takes a password of their own. */
async function come(name: string): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await go(page, '/sign-in');
  await fill(page, '/api/session', { name, password: passwords[name] ?? '' });
  await page.waitForURL(/\/account/);
  const next = `${phrase}${name}`;
  await fill(page, '/api/account/password', { password: passwords[name] ?? '', next, again: next });
  await page.waitForURL(/done=password/);
  return page;
}

async function handIn(page: Page, rows: string): Promise<void> {
  await go(page, '/data/upload');
  await page
    .locator('input[type="file"]')
    .setInputFiles([{ name: handedIn, mimeType: 'text/csv', buffer: Buffer.from(head + rows) }]);
  await page.getByRole('button', { name: '上传并预览' }).click();
  await page.waitForURL(/\?id=/);
}

/** What the clerk and the officer did stands on the page of the record. */
async function bothStand(page: Page): Promise<void> {
  const lineOf = (...words: string[]) =>
    words.reduce((found, word) => found.filter({ hasText: word }), page.locator('tbody tr')).innerText();
  expect(await lineOf('jinan', '导入', '收 1 行')).toContain('退回 0 行');
  expect(await lineOf('chief', '核定', '不适用')).toContain('批次或年度 2025');
  expect(await lineOf('chief', '显示个人信息')).toContain('1 个项目');
}

test('a clerk is refused a foreign row, cures it and loads; an officer decides and finds both on record, as the administrator does', async () => {
  const clerk = await come('jinan');
  await handIn(clerk, row('P3', '济南市') + row('P9', '青岛市'));
  await clerk.getByRole('button', { name: '试导入', exact: true }).click({ timeout: 60_000 });
  await expect.poll(() => text(clerk), { timeout: 120_000 }).toContain('试导入结果');
  const refused = clerk.locator('tr', { hasText: '您的账号只能交济南市的' });
  expect(await refused.innerText()).toMatch(/3[\s\S]*青岛市[\s\S]*这一行是青岛市的/);
  await clerk.getByRole('button', { name: '取消这次上传' }).click();

  await handIn(clerk, row('P3', '济南市'));
  await clerk.getByRole('button', { name: '导入', exact: true }).click({ timeout: 60_000 });
  await clerk.getByRole('link', { name: /看回执/ }).click({ timeout: 120_000 });
  await clerk.waitForURL(/\/data\/receipts\//);
  expect(await text(clerk)).not.toContain('只能交济南市的');
  await go(clerk, '/projects?batch=');
  const listed = await text(clerk);
  expect([listed.includes('P3'), listed.includes('P1'), /P2|P9/.test(listed)]).toEqual([true, true, false]);

  const officer = await come('chief');
  await go(officer, finding);
  await officer.getByLabel('不适用').check();
  await officer.getByLabel('依据').first().fill('经第 3 次处务会研究');
  await officer.getByRole('button', { name: '核定', exact: true }).click();
  await expect.poll(() => text(officer), { timeout: 20_000 }).toContain('已记下。');
  await go(officer, '/projects/P3');
  expect(await text(officer)).not.toContain('13800005678');
  await officer.getByRole('button', { name: '显示联系方式' }).click();
  await expect.poll(() => text(officer), { timeout: 20_000 }).toMatch(/李示例[\s\S]*13800005678[\s\S]*已记入操作记录/);
  await officer.getByRole('link', { name: '操作记录' }).first().click();
  await officer.waitForURL(/\/record/);
  await bothStand(officer);

  const administrator = await come('root');
  await administrator.locator('form[action="/api/account/factor/begin"] button').click();
  const secret = (await administrator.locator('#factor code').innerText()).replace(/\s/g, '');
  await fill(administrator, '/api/account/factor/confirm', {
    code: codeOf(secret, stepAt(Date.now())),
    password: `${phrase}root`,
  });
  await administrator.waitForURL(/done=factor/);
  await go(administrator, '/record');
  await bothStand(administrator);
  const record = await text(administrator);
  for (const secretOfRows of ['P1', 'P3', '13800005678', '李示例']) expect(record).not.toContain(secretOfRows);

  await go(administrator, '/versions');
  const versions = await text(administrator);
  expect(versions).toMatch(/共 2 个[\s\S]*当前[\s\S]*重新发布/);
  expect(versions).not.toMatch(/P\d|项目基本信息表|公司/);
  await administrator.locator('summary', { hasText: '重新发布' }).first().click();
  await administrator.getByRole('button', { name: '确定，发布这一版' }).click();
  await administrator.waitForURL(/done=published/);
  await go(clerk, '/projects?batch=');
  await expect.poll(async () => (await text(clerk)).includes('P3')).toBe(false);
  await go(administrator, '/record?event=restored');
  expect(await administrator.locator('tbody tr').count()).toBe(1);
});
