import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, BrowserContext } from 'playwright-core';
import { runAccountCommand } from '#tasks/accounts.ts';
import { ownCertificate } from '../accounts/certificate.ts';
import { noAccount } from '../accounts/command.ts';
import { copySample } from '../copy-sample.ts';
import { launchChromium } from '../programs/chromium.ts';
import { serveWarehouse, type Served } from './server.ts';
import { deadOnPaper } from './paper.ts';
import { deadLinksOf, expectToStand } from './stands.ts';

// Every page that each kind of reader finds in the menu, as that reader.

const phrase = '泰山脚下第七块石头写着梅';
const readers = [
  { name: 'root', role: 'administrator', scope: null, width: 390, colorScheme: 'light' },
  { name: 'chief', role: 'division', scope: null, width: 390, colorScheme: 'dark' },
  { name: 'jinan', role: 'city', scope: 'city=济南市', width: 390, colorScheme: 'light' },
  { name: 'lixia', role: 'county', scope: 'city=济南市；county=历下区', width: 1440, colorScheme: 'dark' },
  { name: 'judge', role: 'reviewer', scope: null, width: 1440, colorScheme: 'light' },
  { name: 'wall', role: 'screen', scope: null, width: 390, colorScheme: 'light' },
] as const;

let root: string;
let browser: Browser;
let served: Served;
const passwords = new Map<string, string>();

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'readers-'));
  const warehouse = join(root, 'warehouse');
  await copySample(warehouse);
  for (const { name, role, scope } of readers) {
    const told = await runAccountCommand('add', {
      ...noAccount,
      warehouse,
      name,
      role,
      scope,
      title: '示例',
      office: '',
    });
    passwords.set(name, /[a-z2-9]{5}(?:-[a-z2-9]{5}){3}/.exec(JSON.stringify(told))?.[0] ?? '');
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

/** Signs in for the first time, and takes a password of their own. */
async function comeIn(context: BrowserContext, name: string): Promise<void> {
  const page = await context.newPage();
  const password = passwords.get(name) ?? '';
  await page.goto(`${served.address}/sign-in`);
  const enter = page.locator('form[action="/api/session"]');
  await enter.locator('[name=name]').fill(name);
  await enter.locator('[name=password]').fill(password);
  await enter.locator('button').click();
  const change = page.locator('form[action="/api/account/password"]');
  await change.locator('[name=password]').fill(password);
  for (const field of ['next', 'again']) await change.locator(`[name=${field}]`).fill(`${phrase}${name}`);
  await change.locator('button').click();
  await page.waitForURL(/done=password/);
  await page.close();
}

test.each(readers)(
  '$role: each page of the menu stands, prints and leads on, $width px, $colorScheme',
  async (reader) => {
    const { name, width, colorScheme } = reader;
    const context = await browser.newContext({
      ignoreHTTPSErrors: true,
      viewport: { width, height: 900 },
      colorScheme,
    });
    await comeIn(context, name);
    const page = await context.newPage();
    await page.goto(`${served.address}/account`);
    const menu = await page.$$eval('header nav a, footer a, header .guide', (all) =>
      all.map((link) => link.getAttribute('href')!)
    );
    const paths = [...new Set(['/account', ...menu])].filter((path) => !path.startsWith('/packages'));
    const followed = new Set<string>();
    const once = (path: string) => !followed.has(path) && followed.add(path) !== undefined;
    const dead: string[] = [];
    for (const path of paths) {
      const response = await page.goto(served.address + path, { waitUntil: 'networkidle' });
      // Who tends accounts shows a second factor before anything else.
      expect([path, response?.status()]).toEqual([path, 200]);
      await expectToStand(page, `${name} ${path}`);
      expect(await deadOnPaper(page), `${name} ${path}`).toEqual([]);
      // Who may take no file is told so where it lies.
      const met = (await deadLinksOf(page, once)).filter((link) => name !== 'wall' || !link.includes('/api/'));
      dead.push(...met.map((link) => `${path} → ${link}`));
    }
    expect(dead).toEqual([]);
    expect(paths.length).toBeGreaterThan(name === 'root' || name === 'wall' ? 2 : 12);
    await context.close();
  }
);
