import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../programs/chromium.ts';
import { sharedServer } from '../shared-server.ts';
import { sized, some } from '../tier.ts';

let browser: Browser;
let served: Awaited<ReturnType<typeof sharedServer>>;
beforeAll(async () => {
  [browser, served] = await Promise.all([launchChromium(), sharedServer(inject('sampleDoor'))]);
});
afterAll(async () => {
  await browser?.close();
});

const ask = async <T>(path: string) => (await (await fetch(served.address + encodeURI(path))).json()) as T;
const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

/** Of the projects of whom most is found, that whose sheet says most. */
async function longest(): Promise<string> {
  const { rows } = await ask<{ rows: { projectId: string | null }[] }>(
    '/api/findings?verdict=review&verdict=fail&batch=2025&limit=500'
  );
  const found = Map.groupBy(rows, ({ projectId }) => projectId);
  found.delete(null);
  const most = [...found].toSorted(([, a], [, b]) => b.length - a.length).slice(0, sized(4, 60));
  const sheets = await Promise.all(
    most.map(async ([id]) => ({ id: id!, length: JSON.stringify(await ask(`/api/projects/${id}/audit`)).length }))
  );
  return sheets.toSorted((a, b) => b.length - a.length)[0]!.id;
}

test('the fullest audit sheet prints on two pages of A4 at most, the clauses and the sources on it, without JavaScript', async () => {
  const id = await longest();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${served.address}/projects/${id}/audit`, { waitUntil: 'networkidle' });
  const text = await page.locator('main').innerText();
  expect(text).toContain(id);
  expect(text).toContain('2026-06-30');
  expect(text).toMatch(/“线上填报时间截止期为4月24日17:00/);
  expect(text).toMatch(/\[1\] .+ · 第 \d+ 行/);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.toString('latin1')).toMatch(/\/MediaBox\s*\[\s*0 0 59[45][.\d]* 84[12]/);
  expect(pagesOf(pdf)).toBeGreaterThan(0);
  expect(pagesOf(pdf)).toBeLessThanOrEqual(2);
  await context.close();
}, 60_000);

test('paper is white and says of what day and version it is, whatever colours were chosen', async () => {
  const context = await browser.newContext({ colorScheme: 'dark' });
  await context.addCookies([{ name: 'theme', value: 'dark', url: served.address }]);
  const page = await context.newPage();
  await page.goto(`${served.address}/quota`, { waitUntil: 'networkidle' });
  const look = () =>
    page.evaluate(() => [
      getComputedStyle(document.body).color,
      getComputedStyle(document.documentElement).getPropertyValue('--foot'),
    ]);
  expect(await look()).toEqual(['rgb(230, 235, 242)', '']);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const [ink, foot] = await look();
  expect(ink).toBe('rgb(26, 36, 51)');
  expect(foot).toMatch(/^"示例数据 · 名额使用 · 数据截至 2026-06-30 · 数据版本 \d{8}T/);
  await context.close();
}, 60_000);

test('a clause leads to its findings and on to the project, and filters hold on the way', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${served.address}/compliance?batch=2025`, { waitUntil: 'networkidle' });
  const article = page.locator('article', { hasText: '三（一）' }).first();
  await article.locator('.counts .fail a').first().click();
  expect(new URL(page.url()).pathname).toBe('/findings');
  expect(new URL(page.url()).searchParams.getAll('batch')).toEqual(['2025']);
  await page.locator('.subject a').first().click();
  expect(new URL(page.url()).pathname).toMatch(/^\/projects\//);
  await page.locator('a.sheet[href*="/audit"]').click();
  expect(new URL(page.url()).pathname).toMatch(/\/audit$/);
  await context.close();
}, 60_000);

test('the ledger is searched without JavaScript, and its numbers lead to their projects', async () => {
  const { rows } = await ask<{ rows: { organisation: string; own_projects: string[] }[] }>(
    '/api/organisations?limit=50'
  );
  const { organisation, own_projects } = rows.find((row) => row.own_projects.length > 0)!;
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${served.address}/ledger?batch=all`, { waitUntil: 'networkidle' });
  await page.locator('input[name="search"]').fill(organisation);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.searchParams.get('search') === organisation);
  expect(await page.locator('main').innerText()).toContain(own_projects[0]);
  await page.getByRole('link', { name: own_projects[0]! }).first().click();
  expect(new URL(page.url()).pathname).toBe(`/projects/${own_projects[0]}`);
  await context.close();
}, 60_000);

test('a cap lists as many supported projects as it counts, also over the batches of a year', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${served.address}/ledger?batch=all`, { waitUntil: 'networkidle' });
  const counted = await page.$$eval('.caps article', (all) =>
    all.map((one) => ({
      says: Number(one.querySelector('p')?.textContent?.match(/\d+/)?.[0]),
      heads: Number(one.querySelector('h4 small')?.textContent?.match(/\d+/)?.[0]),
      lists: one.querySelector('ul')?.querySelectorAll('li a').length,
    }))
  );
  expect(counted.some(({ says }) => says > 0)).toBe(true);
  for (const { says, heads, lists } of counted) expect([heads, lists]).toEqual([says, says]);
  await context.close();
}, 60_000);

const pages = [
  '/compliance?batch=2025',
  '/ledger',
  '/findings?batch=all',
  '/?batch=all',
  '/directions?batch=2025',
  '/projects?city=青岛市',
];
test.each(some(pages, 2))(
  'what stands on %s as a count is what it leads to',
  async (path) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(served.address + encodeURI(path), { waitUntil: 'networkidle' });
    const links = await page
      .locator('a.proof')
      .evaluateAll((all) =>
        all.map((link) => ({ href: link.getAttribute('href') ?? '', text: link.textContent ?? '' }))
      );
    const counts = links.filter(({ text }) => /^(超|剩)?\s*-?[\d,]+( 个| 条)?$/.test(text));
    expect(counts.length).toBeGreaterThan(0);
    const every = Math.ceil(counts.length / sized(12, 60));
    for (const { href, text } of counts.filter((_, at) => at % every === 0)) {
      const answer = await fetch(`${served.address}/api${href}&limit=0`);
      const { value, recomputed, metric } = (await answer.json()) as {
        value: number;
        recomputed: { agrees: boolean };
        metric: { unit: string };
      };
      if (metric.unit === '元') continue;
      const shown = Number(text.replaceAll(/[^\d-]/g, '')) * (text.startsWith('超') ? -1 : 1);
      expect([href, value, recomputed.agrees]).toEqual([href, shown, true]);
    }
    await context.close();
  },
  120_000
);

test('a mark of a chart that is walked to, or chosen, shows its numbers, which lead to their rows', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${served.address}/quota?batch=2025`, { waitUntil: 'networkidle' });
  await page.locator('#by-city .chart').focus();
  await page.waitForSelector('#by-city .chart .live svg');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const readout = page.locator('#by-city p[role="group"]');
  expect(await readout.innerText()).toMatch(/^青岛市/);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.searchParams.get('city') === '青岛市');
  expect(await readout.innerText()).toMatch(/^青岛市/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/explain' && url.searchParams.get('city') === '青岛市');
  expect(await page.locator('.verdict').innerText()).toBe('一致');
  await context.close();
}, 60_000);
