import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawn, filesOf } from '../changes/province.ts';
import { newWarehouse } from '../changes/versions.ts';
import { openEntering, sound, token, type Door } from '../entering/door.ts';
import { builtPages } from '../matrix/pages.ts';
import { launchChromium } from '../programs/chromium.ts';
import { barriersIn } from './axe.ts';

let browser: Browser;
let door: Door;
let address: string;
beforeAll(async () => {
  const place = await newWarehouse();
  await place.load(filesOf(drawn(7)));
  door = await openEntering(place.warehouse, { worker: sound, pages: await builtPages() });
  address = await door.app.listen({ port: 0, host: '127.0.0.1' });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await door?.close();
});

async function open(path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(`${address}/start/${token}`);
  await page.goto(`${address}${path}`);
  return page;
}

const cell = (page: Page, label: string) => page.getByLabel(label, { exact: true });

const addressOf = (table: string) => `/entering/table?table=${encodeURIComponent(table)}`;

/** What a spreadsheet hands over when somebody pastes it at a cell. */
const paste = (page: Page, label: string, text: string) =>
  page.getByLabel(label, { exact: true }).evaluate((cell, copied) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', copied);
    cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: '核对并预览' }).click();
  await page.getByLabel(/^依据/).fill('厅会议研究确定（示例）');
  await page.getByLabel(/^文号/).fill('示例〔2026〕1号');
  await page.getByLabel('填写人').fill('张三');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('并登记在案').waitFor();
}

const notice = 'reference/notices/2026-示例';

test.each<[string, (page: Page) => Promise<unknown>, [from: string, to: string]]>([
  [`${notice}/limits`, (page) => paste(page, '2 不超过', '3\r\n2\r\n'), ['服务商,2,', '服务商,3,']],
  [`${notice}/thresholds`, (page) => cell(page, '3 不低于').fill(''), ['name_contained,6,', 'name_contained,,']],
  [
    `${notice}/subsidy_rules`,
    (page) => cell(page, '2 预算（元）').fill('150000000'),
    ['2000000,,', '2000000,150000000,'],
  ],
  ['reference/batches', (page) => cell(page, '5 填报截止').fill('2026-04-16'), ['2026-04-15 18:00:00', '2026-04-16']],
  [
    'reference/local_deadlines',
    (page) => addRow(page, '批次', '2025\t济南市\t\t2025-04-20\t"济工信〔2025〕1号，\r\n附件"\r\n'),
    ['document\n', 'document\n2025,济南市,,2025-04-20,"济工信〔2025〕1号，\n附件"\n'],
  ],
  ['alerts/workdays', (page) => cell(page, '2 说明').fill('元旦，一天'), ['休,元旦\n', '休,元旦，一天\n']],
  [`${notice}/directions`, (page) => cell(page, '2 承接').fill('工业赋能'), ['技术赋能,,,', '技术赋能,,工业赋能,']],
  [
    `${notice}/tasks`,
    (page) => cell(page, '2 承接').fill('人工智能'),
    ['人工智能赋能,技术赋能,,,', '人工智能赋能,技术赋能,,人工智能,'],
  ],
  [
    'reference/task_mappings',
    (page) => addRow(page, '批次', '2024-1\t数字化改造\t\t\t函〔2026〕3号'),
    ['basis\n', 'basis\n2024-1,数字化改造,,,函〔2026〕3号\n'],
  ],
  [`${notice}/carry_overs`, (page) => cell(page, '删去这一行 2').click(), ['2024-1,三（五）\n', '']],
  ['access/roles', (page) => cell(page, '7 权限').fill('sums、files'), ['只读大屏,sums', '只读大屏,sums、files']],
])('%s is filled in as in a spreadsheet, and is the file that is written by hand', async (table, fill, [from, to]) => {
  const path = join(door.data, `${table}.csv`);
  const before = await readFile(path, 'utf8');
  const page = await open(addressOf(table));
  await page.locator('h1').click();
  await page.locator('.wide').waitFor();
  expect(await barriersIn(page)).toEqual([]);
  await fill(page);
  await save(page);
  expect(before).toContain(from);
  expect(await readFile(path, 'utf8')).toBe(before.replace(from, to));
  await page.context().close();
});

async function addRow(page: Page, first: string, text: string): Promise<void> {
  await page.getByRole('button', { name: '加一行' }).click();
  await paste(page, `新增 ${first}`, text);
}

test('without a program the text of the table is enough, and who wrote meanwhile is shown beside', async () => {
  const table = `${notice}/limits`;
  const path = join(door.data, `${table}.csv`);
  const page = await open(addressOf(table), { javaScriptEnabled: false });
  const field = page.locator('textarea[name=text]');
  await field.fill((await field.inputValue()).replace('集团\t6', '集团\t7'));
  await page.getByRole('button', { name: '核对并预览' }).click();
  for (let at = 0; at < 20 && (await page.getByLabel(/^依据/).count()) === 0; at++) await page.reload();
  const theirs = (await readFile(path, 'utf8')).replace('服务商,3,', '服务商,4,');
  await writeFile(path, theirs);
  await page.getByLabel(/^依据/).fill('甲');
  await page.getByLabel(/^文号/).fill('乙');
  await page.getByLabel('填写人').fill('丙');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('什么也没有保存').waitFor();
  expect(await readFile(path, 'utf8')).toBe(theirs);
  await page.getByRole('button', { name: '在现在的文件上再预览' }).click();
  for (let at = 0; at < 20 && (await page.getByLabel(/^依据/).count()) === 0; at++) await page.reload();
  await page.getByLabel(/^依据/).fill('甲');
  await page.getByLabel(/^文号/).fill('乙');
  await page.getByLabel('填写人').fill('丙');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('并登记在案').waitFor();
  expect(await readFile(path, 'utf8')).toBe(theirs.replace('集团,6', '集团,7'));
});

test('quotas go where files wait to be loaded', async () => {
  const page = await open(addressOf('sources/quotas'));
  await page.locator('h1').click();
  await page.locator('.wide').waitFor();
  await addRow(page, '批次', '2026-1\t济南市\t12');
  await page.getByRole('button', { name: '核对并预览' }).click();
  await page.getByLabel(/^依据/).fill('甲');
  await page.getByLabel(/^文号/).fill('乙');
  await page.getByLabel('填写人').fill('丙');
  await page.getByRole('button', { name: '保存' }).click();
  await page.waitForURL(/\/data\/upload\?id=/);
});
