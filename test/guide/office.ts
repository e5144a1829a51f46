import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { runAccountCommand } from '#tasks/accounts.ts';
import { codeOf, stepAt } from '../../src/access/totp.ts';
import { ownCertificate } from '../accounts/certificate.ts';
import { noAccount } from '../accounts/command.ts';
import { serveWarehouse } from '../browser/server.ts';

const phrase = '泰山脚下第七块石头写着梅';

/** Whose rows an account of the tests sees. */
const scopes: Readonly<Record<string, string>> = { city: 'city=济南市', county: 'city=济南市；county=历下区' };

export interface Office {
  address: string;
  /** A page of whoever has a role, signed in for the first time as people do; '' has not signed in. */
  enter(browser: Browser, role: string): Promise<Page>;
  /** That an account was made in a browser, and with which first password. */
  know(account: string, password: string): void;
  stop(): Promise<void>;
}

/** An office over a copy of a warehouse, or over nothing, served over TLS, with one account of each role. */
export async function openOffice(sample: string | null, roles: readonly string[]): Promise<Office> {
  const folder = mkdtempSync(join(tmpdir(), 'guide-office-'));
  const warehouse = join(folder, 'warehouse');
  if (sample === null) mkdirSync(warehouse);
  else cpSync(sample, warehouse, { recursive: true });
  const given = new Map<string, string>();
  for (const role of roles) {
    const more = { name: role, role, scope: scopes[role] ?? null, title: '示例人员', office: '示例单位' };
    const told = await runAccountCommand('add', { ...noAccount, warehouse, ...more });
    const said = typeof told === 'string' ? told : told.lines.join('\n');
    given.set(role, /[a-z2-9]{5}(?:-[a-z2-9]{5}){3}/.exec(said)?.[0] ?? '');
  }
  const { cert, key } = ownCertificate();
  const [tlsCert, tlsKey] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  writeFileSync(tlsCert, cert);
  writeFileSync(tlsKey, key);
  const served = await serveWarehouse(warehouse, ['--sign-in', '--tls-cert', tlsCert, '--tls-key', tlsKey]);
  return {
    address: served.address,
    async enter(browser, role) {
      const context: BrowserContext = await browser.newContext({
        viewport: { width: 1040, height: 660 },
        colorScheme: 'light',
        locale: 'zh-CN',
        ignoreHTTPSErrors: true,
      });
      const page = await context.newPage();
      const password = given.get(role);
      if (password === undefined) return page;
      const send = async (action: string, fields: Record<string, string>) => {
        const form = page.locator(`form[action="${action}"]`);
        for (const [name, value] of Object.entries(fields)) await form.locator(`[name="${name}"]`).fill(value);
        await Promise.all([page.waitForEvent('load'), form.locator('button').click()]);
      };
      await page.goto(`${served.address}/sign-in`);
      await send('/api/session', { name: role, password });
      await send('/api/account/password', { password, next: phrase, again: phrase });
      const begin = page.locator('form[action="/api/account/factor/begin"] button');
      // Who tends accounts must have a second factor before anything else opens.
      await page.goto(`${served.address}/guide`);
      await page.goto(`${served.address}/begin`);
      if (new URL(page.url()).pathname !== '/account') return page;
      await Promise.all([page.waitForEvent('load'), begin.click()]);
      const secret = (await page.locator('#factor code').innerText()).replace(/\s/g, '');
      await send('/api/account/factor/confirm', { code: codeOf(secret, stepAt(Date.now())), password: phrase });
      return page;
    },
    know: (account, password) => void given.set(account, password),
    async stop() {
      await served.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
