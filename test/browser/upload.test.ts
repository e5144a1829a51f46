import { isUtf8 } from 'node:buffer';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openXlsx, replaceCells, saveXlsx } from 'hucre';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, BrowserContext, ConsoleMessage, Page } from 'playwright-core';
import { application, applications } from '../api/uploading.ts';
import { launchChromium } from '../programs/chromium.ts';
import { isFull } from '../tier.ts';
import { looks } from './looks.ts';
import { serveWarehouse, type Served } from './server.ts';

let root: string;
let browser: Browser;
let served: Served;
let context: BrowserContext;
let page: Page;
/** The receipt of the defective file. */
let receiptPath: string;
const trouble: string[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'upload-browser-'));
  [browser, served] = await Promise.all([launchChromium(), serveWarehouse(join(root, 'warehouse'))]);
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
  await page.goto(served.start);
  page.on('pageerror', (error) => trouble.push(`${page.url()}: ${error.message}`));
  page.on(
    'console',
    (message) =>
      message.type() === 'error' &&
      !/503/.test(message.text()) &&
      !isGone(message) &&
      trouble.push(`${page.url()}: ${message.text()}`)
  );
  page.on(
    'request',
    (request) =>
      !request.url().startsWith(served.address) &&
      !/^(data|blob):/.test(request.url()) &&
      trouble.push(`asks ${request.url()}`)
  );
});
afterAll(async () => {
  await browser?.close();
  await served?.stop();
  await rm(root, { recursive: true, force: true });
});

/** A page may still ask for its upload while it is called off. */
const isGone = (message: ConsoleMessage): boolean =>
  message.text().includes('404') && /\/api\/(uploads|jobs)\//.test(message.location().url);

const first = '项目基本信息表_济南市.csv';
const defective = applications(
  application('P1'),
  application('P2', { money: '约300' }),
  application('P3', { city: '岛青市' })
)
  .replace(',项目总投资(万元)', ',项目总投资(万元),备注')
  .replaceAll(/,(100|约300)\r\n/g, ',$1,无\r\n');
const corrected = applications(
  application('P1'),
  application('P2', { money: '300' }),
  application('P3', { city: '青岛市' })
);

const file = (name: string, text: string | Buffer) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const open = (path: string) => page.goto(served.address + path, { waitUntil: 'networkidle' });
const main = () => page.locator('main').innerText();

test('a defective file: seen in the page before anything is sent, previewed, tried, loaded, told in a receipt', async () => {
  let sent = 0;
  page.on('request', (request) => (sent += request.method() === 'POST' ? 1 : 0));
  await open('/data/upload');
  await page.locator('input[name="by"]').fill('王示例');
  await page.locator('input[type="file"]').setInputFiles([file(first, defective)]);
  const card = page.locator('form li').first();
  await expect.poll(() => card.innerText()).toContain('项目基本信息表');
  await expect.poll(() => card.innerText()).toMatch(/UTF-8 · 3 行/);
  expect(await card.innerText()).toMatch(/表头在第 1 行/);
  expect(await card.locator('.unknown').innerText()).toContain('备注');
  expect(sent).toBe(0);

  await page.getByRole('button', { name: '上传并预览' }).click();
  await page.waitForURL(/\?id=/);
  await expect.poll(main, { timeout: 60_000 }).toContain('发现的问题');
  const preview = await main();
  for (const seen of ['王示例', '新文件', '约300', '岛青市', '备注']) expect(preview, seen).toContain(seen);
  const saved = page.waitForEvent('download');
  await page.getByRole('link', { name: `下载标注件 ${first}` }).click();
  expect((await saved).suggestedFilename()).toBe(first.replace('.csv', '-标注.xlsx'));

  if (isFull) {
    await page.getByRole('button', { name: '试导入', exact: true }).click();
    await expect.poll(main, { timeout: 60_000 }).toContain('试导入结果');
    const trial = await main();
    expect(trial).toContain('新出现的项目');
    expect(trial).toContain('P2项目');
  }
  expect((await (await fetch(`${served.address}/api/health`)).json()).error.code).toBe('no_data');

  await page.getByRole('button', { name: '导入', exact: true }).click();
  await page.getByRole('link', { name: /看回执/ }).click({ timeout: 60_000 });
  await page.waitForURL(/\/data\/receipts\//);
  const receipt = await main();
  for (const seen of [
    '王示例',
    '自报，未经身份验证',
    `${new Date().getFullYear()}-0001`,
    '网页上传',
    '岛青市',
    '约300',
    '下载标注件',
    '没有可以比较的上一版本',
  ])
    expect(receipt, seen).toContain(seen);
  expect(receipt).toMatch(/[0-9a-f]{64}/);
  receiptPath = new URL(page.url()).pathname;
});

test('two files of one name are both kept', async () => {
  await open('/data/upload');
  const input = page.locator('input[type="file"]');
  const name = '项目基本信息表.csv';
  const cards = page.locator('form > ul > li');
  await input.setInputFiles([file(name, applications(application('A1')))]);
  await expect.poll(() => cards.count()).toBe(1);
  await input.setInputFiles([file(name, applications(application('B1', { city: '青岛市' }), application('B2')))]);
  await expect.poll(() => cards.count()).toBe(2);
  expect(await cards.allInnerTexts()).toEqual([
    expect.stringContaining(name),
    expect.stringMatching(/项目基本信息表（第2份）\.csv[\s\S]*与前面选的 项目基本信息表\.csv 同名/),
  ]);
  expect(await main()).toContain('选了 2 个文件');
});

test.runIf(isFull)(
  'a folder is taken with all that is in it, each named by its folder, and what stays out is told',
  async () => {
    const folder = join(root, '各市');
    const name = '项目基本信息表.csv';
    const of = (city: string, ...ids: string[]) => applications(...ids.map((id) => application(id, { city })));
    for (const city of ['济南', '青岛']) await mkdir(join(folder, city), { recursive: true });
    await writeFile(join(folder, '济南', name), of('济南市', 'C1'));
    await writeFile(join(folder, '青岛', name), of('青岛市', 'D1', 'D2'));
    await writeFile(join(folder, '青岛', '~$项目基本信息表.xlsx'), 'x');
    await open('/data/upload');
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: '选择文件夹' }).click(),
    ]);
    await chooser.setFiles(folder);
    const cards = page.locator('form > ul > li');
    await expect.poll(() => cards.count()).toBe(2);
    const named = (await cards.allInnerTexts()).map((each) => each.split('\n')[0]?.trim());
    expect(named.sort()).toEqual([`各市/济南/${name}`, `各市/青岛/${name}`]);
    expect(await page.locator('.left').innerText()).toMatch(/~\$项目基本信息表\.xlsx[\s\S]*临时文件/);
    await page.getByRole('button', { name: '上传并预览' }).click();
    await page.waitForURL(/\?id=/);
    await expect.poll(main, { timeout: 60_000 }).toContain('导入前请看');
    expect(await main()).toMatch(/各市\/济南\/项目基本信息表\.csv[\s\S]*去 0 行，留 0 行，来 1 行/);
    await page.getByRole('button', { name: '取消这次上传' }).click();
  }
);

test.runIf(isFull)(
  'the form of another city under a name that is there is asked about before it replaces anything',
  async () => {
    await open('/data/upload');
    const yantai = ['E1', 'E2'].map((id) => application(id, { city: '烟台市' }));
    await page.locator('input[type="file"]').setInputFiles([file(first, applications(...yantai))]);
    await page.getByRole('button', { name: '上传并预览' }).click();
    await page.waitForURL(/\?id=/);
    await expect.poll(main, { timeout: 60_000 }).toContain('两份说的不是同样的项目');
    const load = page.getByRole('button', { name: '导入', exact: true });
    await expect.poll(() => load.isDisabled()).toBe(true);
    for (const [width, scheme] of [
      [1440, 'light'],
      [390, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/asked-${width}.png`, fullPage: true });
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: null });
    await page.getByRole('button', { name: '不是，作为另一份' }).click();
    await expect.poll(main, { timeout: 60_000 }).toContain('已选：作为另一份');
    await expect.poll(() => load.isDisabled()).toBe(false);
    await page.getByRole('button', { name: '取消这次上传' }).click();
  }
);

test.runIf(isFull)(
  'its marked copy, corrected in the workbook itself, takes its place and cures it, and the receipt says so',
  async () => {
    await open(receiptPath);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.hashes li', { hasText: first }).getByRole('link').click(),
    ]);
    expect(download.suggestedFilename()).toBe('项目基本信息表_济南市-标注.xlsx');
    const book = await openXlsx(await readFile(await download.path()));
    const table = book.sheets.find(({ rows }) => rows.some((row) => row.includes('P2') && row.includes('约300')))!;
    expect(table.cells?.get('2,9')?.comment?.text).toContain('约300');
    expect(replaceCells(table, '约300', '300')).toBe(1);
    expect(replaceCells(table, '岛青市', '青岛市')).toBe(1);

    await open('/data/upload');
    await page.locator('input[type="file"]').setInputFiles([
      {
        name: download.suggestedFilename(),
        mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        buffer: Buffer.from(await saveXlsx(book)),
      },
    ]);
    await page.getByRole('button', { name: '上传并预览' }).click();
    await page.waitForURL(/\?id=/);
    await expect.poll(main, { timeout: 60_000 }).toContain(`替换现有的 ${first}`);
    await page.getByRole('button', { name: '导入', exact: true }).click();
    await page.getByRole('link', { name: /看回执/ }).click({ timeout: 60_000 });
    await page.waitForURL(/\/data\/receipts\//);
    expect(Number(await page.locator('#compared .good b').innerText())).toBeGreaterThanOrEqual(2);
    const rows = await page.locator('#compared details tbody tr').allInnerTexts();
    for (const cured of ['岛青市', '约300'])
      expect(rows.filter((row) => row.includes(cured)).map((row) => row.split('\t')[0]?.trim())).toEqual(['已改好']);
    const { rows: projects } = (await (
      await fetch(`${served.address}/api/query?metrics=total_investment&by=project_id`)
    ).json()) as { rows: { project_id: string; total_investment: number }[] };
    expect(projects.filter(({ project_id }) => project_id === 'P2')).toEqual([
      { project_id: 'P2', total_investment: 3_000_000 },
    ]);
  }
);

test('GB18030 and a table that is none are told apart before anything is sent; what is dropped is read as what is chosen', async () => {
  await open('/data/upload');
  const names = await readdir('data/sample', { recursive: true });
  const encoded = await Promise.all(
    names
      .filter((name) => name.endsWith('.csv'))
      .map(async (name) => [name.split('/').at(-1) as string, await readFile(join('data/sample', name))] as const)
  );
  const [name, bytes] = encoded.find(([, each]) => !isUtf8(each))!;
  await page
    .locator('input[type="file"]')
    .setInputFiles([file(name, bytes), file('别的.csv', '甲,乙\n1,2\n'), file('照片.png', 'x')]);
  const card = (text: string) => page.locator('form li', { hasText: text });
  await expect.poll(() => card(name).innerText()).toMatch(/GB18030 · \d+ 行/);
  await expect.poll(() => card('别的.csv').innerText()).toContain('认不出');
  expect(await card('照片.png').innerText()).toContain('不能读');
  await card('照片.png').getByRole('button').click();
  expect(await page.locator('form > ul > li').count()).toBe(2);

  const dropped = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], '项目基本信息表_拖放.csv'));
    return data;
  }, corrected);
  await page.locator('.zone').dispatchEvent('drop', { dataTransfer: dropped });
  await expect.poll(() => card('拖放').innerText()).toContain('认出是');
});

test('the field is reached and used by keyboard, and an upload can be called off', async () => {
  await open('/data/upload');
  await page.locator('input[name="by"]').focus();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe('file');
  await page
    .locator('input[type="file"]')
    .setInputFiles([file('项目基本信息表_青岛市.csv', applications(application('Q1', { city: '青岛市' })))]);
  await page.getByRole('button', { name: '上传并预览' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\?id=/);
  await page.getByRole('button', { name: '取消这次上传' }).click();
  await page.waitForURL((url) => url.search === '');
  expect(await (await fetch(`${served.address}/api/uploads`)).json()).toEqual([]);
});

test.runIf(isFull)('a load that is called off changes nothing and can be asked for again', async () => {
  const before = (await (await fetch(`${served.address}/api/health`)).json()).version;
  await open('/data/upload');
  await page
    .locator('input[type="file"]')
    .setInputFiles([
      file(
        '项目基本信息表_烟台市.csv',
        applications(...Array.from({ length: 3000 }, (_, at) => application(`Y${at}`, { city: '烟台市' })))
      ),
    ]);
  await page.getByRole('button', { name: '上传并预览' }).click();
  await page.waitForURL(/\?id=/);
  await expect.poll(main, { timeout: 60_000 }).toContain('发现的问题');
  await page.getByRole('button', { name: '导入', exact: true }).click();
  await page.getByRole('progressbar').waitFor();
  await page.getByRole('button', { name: '取消', exact: true }).click();
  await expect.poll(main).toContain('已取消，什么也没有改动');
  expect((await (await fetch(`${served.address}/api/health`)).json()).version).toBe(before);
  await page.getByRole('button', { name: '导入', exact: true }).click();
  await page.getByRole('link', { name: /看回执/ }).waitFor({ timeout: 60_000 });
});

test.runIf(isFull)('without a program a plain form uploads, tries and loads', async () => {
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const still = await plain.newPage();
  await still.goto(served.start);
  await still.goto(`${served.address}/data/upload`);
  expect(await still.locator('main').innerText()).toContain('没有启用脚本');
  await still
    .locator('input[type="file"]')
    .setInputFiles([file('项目基本信息表_潍坊市.csv', applications(application('W1', { city: '潍坊市' })))]);
  await still.getByRole('button', { name: '上传并预览' }).click();
  await still.waitForURL(/\?id=/);
  const says = async (words: string) =>
    expect
      .poll(
        async () => {
          await still.reload();
          return still.locator('main').innerText();
        },
        { timeout: 60_000, interval: 500 }
      )
      .toContain(words);
  await says('来 1 行');
  if (isFull) {
    await still.getByRole('button', { name: '导入', exact: true }).click();
    await says('已发布版本');
  }
  await plain.close();
});

test.each(isFull ? looks : looks.slice(-1))(
  'the pages stand, $width px, $colorScheme',
  async ({ width, colorScheme }) => {
    const { rows } = (await (await fetch(`${served.address}/api/loads`)).json()) as { rows: { version: string }[] };
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const page = await context.newPage();
    for (const path of [
      '/data/upload',
      '/data',
      ...rows.slice(0, 2).map(({ version }) => `/data/receipts/${version}`),
    ]) {
      await page.goto(served.address + path, { waitUntil: 'networkidle' });
      expect(await page.locator('h1').count(), path).toBe(1);
      expect(
        await page.evaluate(() => document.scrollingElement!.scrollWidth - innerWidth),
        `${path} overflows by`
      ).toBeLessThanOrEqual(0);
    }
    await context.close();
  }
);

test('nothing went wrong in any page, and nobody else was asked', () => expect(trouble).toEqual([]));
