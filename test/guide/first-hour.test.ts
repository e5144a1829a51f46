import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../programs/chromium.ts';
import { openOffice, type Office } from './office.ts';

// The first hour of an office: somebody with an administrator's first password and nothing else, then the division.

let browser: Browser;
let office: Office;
beforeAll(async () => {
  [browser, office] = await Promise.all([launchChromium(), openOffice(null, ['administrator'])]);
});
afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

const file = 'data/sample/2025年度/项目基本信息表_济南市_第1次报送_示例数据.csv';
const path = (page: Page) => page.url().slice(office.address.length);
const step = (page: Page) => page.locator('li[aria-current="step"]').innerText();

test('each step leads to the next, by what was done and by no tick, until the first file is loaded', async () => {
  const root = await office.enter(browser, 'administrator');
  await root.goto(`${office.address}/`);
  expect(path(root)).toBe('/accounts');
  await root.locator('main a[href="/begin"]').click();
  await root.waitForURL(/\/begin$/);
  expect(await step(root)).toContain('导入全省的人');
  // Left for another page, and found again from its foot.
  await root.goto(`${office.address}/record`);
  await root.locator('footer a[href="/begin"]').click();
  await root.waitForURL(/\/begin$/);
  await root.locator('li[aria-current="step"] a', { hasText: '到账号管理' }).click();
  await root.waitForURL(/\/accounts$/);
  const form = root.locator('form[action="/api/accounts"]');
  await form.locator('select[name="role"]').selectOption('division');
  await form.locator('[name="account"]').fill('chushi');
  await form.locator('[name="title"]').fill('示例人员');
  await Promise.all([root.waitForEvent('load'), form.locator('button').last().click()]);
  const password = /[a-z2-9]{5}(?:-[a-z2-9]{5}){3}/.exec(await root.locator('body').innerText())?.[0] ?? '';
  office.know('chushi', password);
  await root.goto(`${office.address}/begin`);
  expect(await step(root)).toContain('现行的通知');

  const division = await office.enter(browser, 'chushi');
  const empty = await division.goto(`${office.address}/quota`);
  expect([empty?.status(), await division.locator('h1').innerText()]).toEqual([503, '还没有导入数据']);
  await division.locator('main a[href="/begin"]').click();
  await division.waitForURL(/\/begin$/);
  const files = division.locator('li', { hasText: '第一批表' });
  expect(await files.innerText()).toContain('还没有导入过');
  await files.locator('a[href="/data/upload"]').click();
  await division.locator('input[type="file"]').setInputFiles(file);
  await division.getByRole('button', { name: '上传并预览' }).click();
  await division.getByRole('button', { name: '导入', exact: true }).click({ timeout: 120_000 });
  await division.getByText('已发布版本').first().waitFor({ timeout: 180_000 });
  await division.goto(`${office.address}/begin`);
  expect(await division.locator('li', { hasText: '第一批表' }).innerText()).toMatch(/已经导入 1 个文件|示例数据/);
  // The invented notice that comes with the program is not taken for a real one.
  expect(await step(division)).toContain('是随程序带来的示例');
});
