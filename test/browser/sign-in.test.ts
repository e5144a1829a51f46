import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { runAccountCommand } from '#tasks/accounts.ts';
import { codeOf, stepAt } from '../../src/access/totp.ts';
import { ownCertificate } from '../accounts/certificate.ts';
import { noAccount } from '../accounts/command.ts';
import { launchChromium } from '../programs/chromium.ts';
import { first, publishVersion, warehouseFolder } from '../published.ts';
import { barriersIn } from './axe.ts';
import { serveWarehouse, type Served } from './server.ts';

const phrase = '泰山脚下第七块石头写着梅';
let warehouse: string;
let dispose: () => Promise<void>;
let browser: Browser;
let served: Served;
let page: Page;
const given: Record<string, string> = {};

const run = async (verb: string, options: Partial<typeof noAccount>) => {
  const told = await runAccountCommand(verb, { ...noAccount, warehouse, ...options });
  return typeof told === 'string' ? told : told.lines.join('\n');
};
const passwordIn = (text: string) => /[a-z2-9]{5}(?:-[a-z2-9]{5}){3}/.exec(text)?.[0] ?? '';

beforeAll(async () => {
  ({ folder: warehouse, dispose } = await warehouseFolder());
  await publishVersion(warehouse, first);
  for (const [name, role, scope] of [
    ['root', 'administrator', null],
    ['jinan', 'city', 'city=济南市'],
  ] as const)
    given[name] = passwordIn(await run('add', { name, role, scope, title: '王某', office: '某局' }));
  const { cert, key } = ownCertificate();
  const [tlsCert, tlsKey] = [join(warehouse, 'cert.pem'), join(warehouse, 'key.pem')];
  writeFileSync(tlsCert, cert);
  writeFileSync(tlsKey, key);
  [browser, served] = await Promise.all([
    launchChromium(),
    serveWarehouse(warehouse, ['--sign-in', '--tls-cert', tlsCert, '--tls-key', tlsKey]),
  ]);
  page = await open(false);
});
afterAll(async () => {
  await browser?.close();
  await served?.stop();
  await dispose();
});

async function open(javaScriptEnabled: boolean): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ javaScriptEnabled, ignoreHTTPSErrors: true });
  return context.newPage();
}
const path = () => page.url().slice(served.address.length);
const text = (of = page) => of.locator('main').innerText();
const told = () => page.locator('p.told').allInnerTexts();
async function fill(form: string, fields: Record<string, string>, of = page): Promise<void> {
  const found = of.locator(`form[action="${form}"]`);
  for (const [name, value] of Object.entries(fields)) await found.locator(`[name="${name}"]`).fill(value);
  const click = found.locator('button').click();
  // Without a program each form is answered by another page.
  await (of === page ? Promise.all([of.waitForEvent('load'), click]) : click);
}
const enter = (name: string, password: string, of = page) => fill('/api/session', { name, password }, of);

test('whoever opens a page is led to sign in, without a program, and is told nothing of what is there', async () => {
  await page.goto(`${served.address}/quota?batch=2025`);
  expect(path()).toBe('/sign-in?back=%2Fquota%3Fbatch%3D2025');
  expect(await page.locator('header nav a').count()).toBe(0);
  await enter('jinan', 'a guess');
  expect(await told()).toEqual(['账号或密码不对。']);
});

test('the first password is changed before anything else, and then the page of their role opens', async () => {
  await enter('jinan', given.jinan ?? '');
  expect(path()).toBe('/account');
  expect((await told())[0]).toContain('别人给的');
  await page.goto(`${served.address}/quota`);
  expect(path()).toBe('/account');
  await fill('/api/account/password', { password: given.jinan ?? '', next: phrase, again: `${phrase}x` });
  expect((await told())[0]).toContain('不一样');
  await fill('/api/account/password', { password: given.jinan ?? '', next: phrase, again: phrase });
  expect((await told())[0]).toContain('密码已换');
  await page.goto(`${served.address}/projects`);
  expect([path(), await page.locator('header').innerText()]).toEqual(['/projects', expect.stringContaining('王某')]);
  // A city's menu leads to itself.
  const own = page.locator('header nav a', { hasText: '本市' });
  expect(await own.getAttribute('href')).toBe(`/cities/${encodeURIComponent('济南市')}`);
  await page.goto(`${served.address}/accounts`);
  expect(await text()).toContain('没有这项权限');
  await page.locator('header button').click();
  expect([path(), await told()]).toEqual(['/sign-in?left=true', ['已退出。']]);
});

test('who tends accounts sets up a second factor by its picture, and adds an account', async () => {
  await enter('root', given.root ?? '');
  await fill('/api/account/password', { password: given.root ?? '', next: phrase, again: phrase });
  expect((await told()).at(-1)).toContain('再设动态口令');
  await page.goto(`${served.address}/accounts`);
  expect(path()).toBe('/account');
  await page.locator('form[action="/api/account/factor/begin"] button').click();
  expect(await page.locator('#factor img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(
    20
  );
  const secret = (await page.locator('#factor code').innerText()).replace(/\s/g, '');
  await fill('/api/account/factor/confirm', { code: codeOf(secret, stepAt(Date.now())), password: phrase });
  expect((await told())[0]).toContain('动态口令已启用');
  await page.goto(`${served.address}/`);
  expect(path()).toBe('/accounts');
  await page.locator('form[action="/api/accounts"] select[name="role"]').selectOption('city');
  await fill('/api/accounts', { account: 'zibo', title: '李某', office: '', scope_city: '淄博市' });
  expect(passwordIn(await page.locator('body').innerText())).toHaveLength(23);
  await page.locator('a').click();
  expect(await text()).toContain('zibo');
});

test('a page with its program is led to sign in as soon as the session has ended', async () => {
  const other = await open(true);
  await other.goto(`${served.address}/sign-in`);
  expect(await barriersIn(other)).toEqual([]);
  await enter('jinan', phrase, other);
  await other.waitForURL(`${served.address}/`);
  await other.goto(`${served.address}/account`);
  expect(await barriersIn(other)).toEqual([]);
  expect(await run('sessions', { name: 'jinan', isMeant: true })).toContain('退出 1 处');
  await other.locator('nav a[href^="/projects"]').click();
  await other.waitForURL(/\/sign-in/);
  expect(other.url()).toBe(`${served.address}/sign-in?back=%2Fprojects`);
});
