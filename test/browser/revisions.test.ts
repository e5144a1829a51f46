import { spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import decode from 'qr/decode.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withRecord } from '#pipeline';
import { addKey, makeKey } from '#seals';
import { filesOf } from '../changes/province.ts';
import { newWarehouse } from '../changes/versions.ts';
import { launchChromium } from '../programs/chromium.ts';
import { province } from '../revisions/province.ts';
import { serveWarehouse, type Served } from './server.ts';

let browser: Browser;
let served: Served;
let place: Awaited<ReturnType<typeof newWarehouse>>;

beforeAll(async () => {
  place = await newWarehouse();
  await place.load(filesOf(province()), { by: '张三', asOf: '2026-05-31' });
  const now = '2026-06-01T09:00:00+08:00';
  const key = await makeKey(`${place.warehouse}-keys`, { warehouse: place.warehouse, now });
  await withRecord(place.warehouse, async (store) => addKey(store, key, { at: now, by: '甲' }));
  [browser, served] = await Promise.all([
    launchChromium(),
    serveWarehouse(place.warehouse, ['--seal-office', '示例处室']),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await served?.stop();
});

/** Submits a form, and waits for the page that it leads to. */
async function submit(page: Page, form: string, fields: Readonly<Record<string, string>>): Promise<void> {
  const at = page.locator(form).first();
  for (const [name, value] of Object.entries(fields)) {
    const field = at.locator(`[name="${name}"]`);
    if ((await field.evaluate((each) => each.tagName)) === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
  }
  await Promise.all([page.waitForLoadState(), at.locator('button').click()]);
}

/** What another library than the one that drew it reads on what the page shows. */
async function readBack(shown: Locator): Promise<string> {
  const png = (await shown.screenshot()).toString('base64');
  const empty = await browser.newPage();
  const picture = await empty.evaluate(async (base64) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const { width, height, data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    return { width, height, data: [...data] };
  }, png);
  await empty.close();
  return decode({ ...picture, data: Uint8Array.from(picture.data) });
}

test('why a number is not what the paper of May says is three clicks away; the notice is drafted, reviewed, issued, printed and verified without this program', async () => {
  const page = await (
    await browser.newContext({ javaScriptEnabled: false, acceptDownloads: true, deviceScaleFactor: 3 })
  ).newPage();
  const open = (path: string) => page.goto(served.address + path);
  await page.goto(served.start);
  const query = '/api/query?metrics=accepted,acceptance_rate&by=city';
  await open(`/papers?${new URLSearchParams({ path: query })}`);
  await submit(page, 'form[action="/api/papers"]', { title: '五月材料', recipient: '省领导', by: '甲' });
  const code = page.url().split('/').at(-1)!;
  expect(await page.locator('main').textContent()).toContain('66.7%');

  const june = province();
  june.acceptances[3]![3] = '通过';
  const version = await place.load(filesOf(june), { by: '李四', asOf: '2026-05-31' });
  const current = async () =>
    ((await (await fetch(`${served.address}/api/health`)).json()) as { version: string }).version;
  await expect.poll(current, { timeout: 20_000 }).toBe(version);

  const banner = page.locator('.banner', { hasText: '已印发的' });
  await open('/');
  expect(await banner.innerText()).toMatch(/1 份材料里有 \d+ 个数与现在的数据不符。/);
  await open('/papers');
  await page.getByRole('link', { name: '五月材料' }).click();
  await page.locator('tr', { hasText: '济南市 · 验收通过率' }).getByRole('link').click();
  const group = page.locator('#number details').first();
  if ((await group.count()) > 0 && !(await group.evaluate((each) => (each as HTMLDetailsElement).open)))
    await group.locator('summary').click();
  const why = await page.locator('#number').innerText();
  for (const word of ['验收通过率', '33.33', 'SL2025-3701-0004', '不通过', '第 5 行']) expect(why).toContain(word);

  await open(`/papers/${code}`);
  await page.getByRole('link', { name: '写数据变动说明' }).click();
  await submit(page, 'form[action="/api/revisions"]', { by: '甲' });
  const id = page.url().split('/').at(-1)!;
  expect(await page.locator('main').innerText()).toContain('没有编号，没有签章');
  expect(await page.locator('.qr').count()).toBe(0);
  await submit(page, `form[action="/api/revisions/${id}/cause"]`, {
    kind: 'correction',
    reason: '验收组书面更正',
    document: '示例函〔2026〕7号',
    by: '甲',
  });
  await submit(page, `form[action="/api/revisions/${id}/words"]`, { effect: '不影响', sentTo: '省领导', by: '甲' });
  await submit(page, '#review', { by: '乙' });
  await submit(page, '#issue', { by: '丙' });
  const issued = await page.locator('main').innerText();
  for (const word of ['数据变动说明〔20', '1号', '66.7%', '100.0%', '示例函〔2026〕7号', '乙（自报姓名）'])
    expect(issued).toContain(word);

  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.qr').isVisible()).toBe(true);
  expect(await page.locator('main form:visible, main a[download]:visible').count()).toBe(0);
  await page.emulateMedia({ media: null });

  await open('/');
  expect(await banner.innerText()).toContain('都已有说明');
  await open(`/revisions/${id}`);
  const folder = await mkdtemp(join(tmpdir(), 'nothing-but-'));
  const save = async (path: string, name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator(`a[href="${path}"]`).first().click(),
    ]);
    await download.saveAs(join(folder, name));
  };
  const sealed = (await page.locator('a[href$="/seal.json"]').getAttribute('href'))!;
  await save(sealed, 'notice.seal.json');
  await open(`/papers/${sealed.split('/')[3]}`);
  const { qrText } = (await (await fetch(`${served.address}/api/papers/${sealed.split('/')[3]}`)).json()) as {
    qrText: string;
  };
  expect(await readBack(page.locator('.qr').first())).toBe(qrText);
  await save('/api/keys.json', 'keys.json');
  await copyFile('src/seals/offline/verify-seal.mjs', join(folder, 'verify-seal.mjs'));
  const run = () =>
    spawnSync(process.execPath, ['verify-seal.mjs', 'notice.seal.json', '--keys', 'keys.json'], {
      cwd: folder,
      encoding: 'utf8',
    });
  const told = run();
  expect(told.status, told.stdout + told.stderr).toBe(0);
  for (const word of ['真：', '五月材料', '100.0%', code]) expect(told.stdout).toContain(word);
  const { keys } = JSON.parse(await readFile(join(folder, 'keys.json'), 'utf8')) as { keys: unknown[] };
  expect(keys).toHaveLength(1);
});
