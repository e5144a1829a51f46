import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { load, rebuild } from '#pipeline';
import { ownContent } from '../pipeline/own-content.ts';
import { folderOf } from '../pipeline/content.ts';
import { launchChromium } from '../programs/chromium.ts';
import { serveWarehouse, type Served } from './server.ts';
import { isFull } from '../tier.ts';

const head =
  '项目编号,批次,项目名称,揭榜任务,统一社会信用代码,申报单位,单位类型,企业性质,推荐市,建设性质,响应内容起始日期,实施期止,项目总投资(万元)\n';
const row = (end: string, id = 'P1') =>
  `${id},2025,${id}改造,1,91370100MA3C00000${id.slice(1)},${id}公司,制造业企业,民营,济南市,在建,2025-03-01,${end},1000\n`;
const events = '项目编号,环节,时间\nP1,提交,2025-04-01 09:00:00\nP2,提交,2025-04-01 09:00:00\n';
const address = '/findings/period_past_end/P1/2025';

let root: string;
let warehouse: string;
let browser: Browser;
let served: Served;
let context: BrowserContext;
let page: Page;

const loadWith = async (end: string, other = '2026-09-30') => {
  const folder = await folderOf({
    '项目基本信息表.csv': head + row(end) + row(other, 'P2'),
    '流程记录.csv': events,
  });
  const { status, reasons } = await load({ folder, warehouse, asOf: '2026-06-30', program: 'test', ...ownContent });
  expect([status, reasons]).toEqual(['published', []]);
};

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'decisions-browser-'));
  warehouse = join(root, 'warehouse');
  await loadWith('2026-06-30');
  [browser, served] = await Promise.all([launchChromium(), serveWarehouse(warehouse)]);
  // Everything here is done without a program in the page.
  context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
});
afterAll(async () => {
  await browser?.close();
  await served?.stop();
  await rm(root, { recursive: true, force: true });
});

const go = (path: string) => page.goto(served.address + path);
const text = () => page.locator('main').innerText();

test('before the printed address was opened, the page says what to do, and nothing is lost by trying', async () => {
  await go(address);
  expect(await text()).toContain('用启动时打印的那个地址');
  expect(await page.locator('form[action^="/api/decisions"]').count()).toBe(0);
});

test('a finding is decided on its own page, without a program, and stands on the sheet and in the list', async () => {
  await page.goto(served.start);
  await go(address);
  expect(await text()).toMatch(/申报时点 2025-04-24 不通过/);
  await page.getByLabel('不适用').check();
  await page.getByLabel('依据').first().fill('经第 3 次处务会研究');
  await page.getByLabel('文号').first().fill('鲁工信〔2026〕1 号');
  await page.getByLabel('核定人').first().fill('王五');
  await page.getByRole('button', { name: '核定', exact: true }).click();
  expect(new URL(page.url()).pathname).toBe(address);
  expect(await text()).toMatch(/已记下。/);
  expect(await text()).toMatch(/核定 不适用.*经第 3 次处务会研究 · 鲁工信〔2026〕1 号 · 王五（未核实）/s);
  await go('/projects/P1/audit');
  expect(await text()).toMatch(/不通过.*核定 不适用.*王五（未核实）/s);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.decided').first().isVisible()).toBe(true);
  await page.emulateMedia({ media: 'screen' });
  await go('/findings?rule=period_past_end');
  expect(await text()).not.toContain('P1');
  await go('/findings?rule=period_past_end&decision=decided');
  expect(await text()).toMatch(/P1.*核定 不适用/s);
});

test('what is missing is said, and what was written is still there', async () => {
  await go('/findings/period_past_end/P2/2025');
  await page.getByLabel('通过', { exact: true }).check();
  await page.getByLabel('依据').first().fill('依据写了，人没有写');
  await page.getByLabel('核定人').first().fill(' ');
  await page.getByRole('button', { name: '核定', exact: true }).click();
  expect(await text()).toContain('没有记下：请写明核定人。');
  expect(await page.getByLabel('依据').first().inputValue()).toBe('依据写了，人没有写');
});

test.runIf(isFull)('it survives a load and a rebuild, and opens again by itself when its value changes', async () => {
  await loadWith('2026-06-30', '2026-10-31');
  const rebuilt = await rebuild({ warehouse, program: 'test', version: null, ...ownContent });
  expect(rebuilt?.outcome.status).toBe('published');
  await expect.poll(async () => (await go(address), text()), { timeout: 15_000 }).toMatch(/核定 不适用/);
  expect(await text()).not.toContain('核定以后判定依据变了');
  await loadWith('2026-05-31', '2026-10-31');
  await expect
    .poll(async () => (await go(address), text()), { timeout: 15_000 })
    .toMatch(/重开.*核定以后判定依据变了：\S*实施期止 2026-06-30 → 2026-05-31/s);
  await go('/compliance');
  expect(await text()).toMatch(/重开\s*1/);
});

test.runIf(isFull)('many are decided on a filtered list, after a look at which', async () => {
  await go('/findings?rule=period_past_end');
  await page.getByRole('link', { name: /^批量核定这 2 条$/ }).click();
  expect(await text()).toMatch(/名单：2 条/);
  await page.getByLabel('通过', { exact: true }).check();
  await page.getByLabel('依据').first().fill('统一延期');
  await page.getByLabel('核定人').first().fill('赵六');
  await page.getByRole('button', { name: '核定这 2 条' }).click();
  expect(await text()).toMatch(/已记下。/);
  await go('/findings?rule=period_past_end&decision=decided');
  expect(await text()).toMatch(/P1.*统一延期.*P2.*统一延期/s);
});

test('a decision is taken back on its page', async () => {
  await go(address);
  await page.getByText('撤回这次核定').click();
  await page.getByLabel('为什么撤回').fill('写错了批次');
  await page.getByLabel('核定人').last().fill('赵六');
  await page.getByRole('button', { name: '撤回', exact: true }).click();
  expect(await text()).toMatch(/已撤回/);
  expect(await text()).toMatch(/写错了批次/);
});
