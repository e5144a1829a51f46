import { brotliCompressSync, constants } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { findingPath, type Finding, type Matters, type NamedDashboard } from '#spec';
import { isDrawn } from '#lib/charts/index.ts';
import { launchChromium } from '../programs/chromium.ts';
import { isFull, some } from '../tier.ts';
import { everyPage } from './every-page.ts';
import { looks } from './looks.ts';
import { deadOnPaper } from './paper.ts';
import { expectToFit, expectToStand } from './stands.ts';
import { sharedServer } from '../shared-server.ts';

let browser: Browser;
let served: Awaited<ReturnType<typeof sharedServer>>;
let dashboards: (Pick<NamedDashboard, 'name' | 'panels' | 'within'> & { path: string })[];
let project: string;
let every: string[];

beforeAll(async () => {
  [browser, served] = await Promise.all([launchChromium(), sharedServer(inject('sampleDoor'))]);
  const list = await ask<NamedDashboard[]>('/api/dashboards');
  dashboards = list.map((each) => ({ ...each, path: each.name === 'overview' ? '/' : `/${each.name}` }));
  const { version } = await ask<{ version: string }>('/api/health');
  const { files } = await ask<{ files: { sha256: string }[] }>(`/api/loads/${version}`);
  const { rows } = await ask<{ rows: Finding[] }>('/api/findings?verdict=fail');
  const finding = rows.find(({ subjectKind }) => subjectKind === 'project')!;
  project = `/projects/${finding.subjectId}`;
  every = everyPage({
    dashboards: dashboards.map(({ path }) => path),
    project: finding.subjectId,
    version,
    hash: files[0]!.sha256,
    finding: findingPath(finding),
  });
});

afterAll(async () => {
  await browser?.close();
});

/** A batch that everything has happened to: under it each dashboard has charts. */
const toTheEnd = 'batch=2025';

const ask = async <T>(path: string) => (await (await fetch(served.address + path)).json()) as T;

/** Opens a page, calls with it, and returns what went wrong in it: messages, failed requests, requests to strangers. */
async function visit(
  options: BrowserContextOptions,
  use: (page: Page, open: (path: string) => Promise<void>) => Promise<void>
): Promise<string[]> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') trouble.push(`${page.url()}: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(served.address) && !url.startsWith('data:')) trouble.push(`asks ${url}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) trouble.push(`${response.url()}: ${response.status()}`);
  });
  await use(page, async (path) => void (await page.goto(served.address + path, { waitUntil: 'networkidle' })));
  await context.close();
  return trouble;
}

describe('every page', () => {
  // Two side by side: half of the time goes by in waiting until a page asks for nothing more.
  it.concurrent.each(isFull ? looks : looks.slice(-1))(
    'stands without trouble, overflow and barriers, $width px, $colorScheme',
    async ({ width, colorScheme }) => {
      const trouble = await visit({ viewport: { width, height: 900 }, colorScheme }, async (page, open) => {
        // What is too wide is so on a phone: in npm test a desk sees the dashboards, where they come alive.
        for (const path of some(every, 3)) {
          await open(path);
          await expectToStand(page, path);
        }
      });
      expect(trouble).toEqual([]);
    }
  );

  it('has on paper nothing that is only pressed, and no label of it', async () => {
    const trouble = await visit({ viewport: { width: 794, height: 1123 } }, async (page, open) => {
      const told = every.filter((path) => /^\/data\/(receipts\/[^/]+|upload)$|^\/(versions|record)$/.test(path));
      expect(told).toHaveLength(4);
      for (const path of isFull ? every : told) {
        await open(path);
        expect(await deadOnPaper(page), path).toEqual([]);
      }
    });
    expect(trouble).toEqual([]);
  });

  it('is readable without JavaScript, says 示例数据, and says what it was loaded from', async () => {
    const { version } = (await (await fetch(`${served.address}/api/health`)).json()) as { version: string };
    const trouble = await visit({ javaScriptEnabled: false }, async (page, open) => {
      for (const path of some(every, 3)) {
        await open(path);
        const text = await page.locator('body').innerText();
        expect(text, path).toContain('示例数据');
        expect(text, path).toContain(version);
      }
    });
    expect(trouble).toEqual([]);
  });
});

/** Some pages are lists of what is to be done: nothing of them is drawn. */
const draws = ({ panels }: Pick<NamedDashboard, 'panels'>): boolean =>
  Object.values(panels).some(({ chart }) => isDrawn(chart));

describe('a dashboard', () => {
  it('is drawn of its first answer alone: 44 KB as it is sent, with its styles, no script asked for, each row once', async () => {
    for (const { name, path, panels } of dashboards) {
      for (const query of isFull ? ['', `?${toTheEnd}`] : [`?${toTheEnd}`]) {
        const address = `${path}${query}`;
        // Packing takes as long as a connection is kept: each page has one of its own.
        const headers = { accept: 'text/html', connection: 'close' };
        const response = await fetch(served.address + address, { headers });
        const html = await response.text();
        // As the server packs.
        const packed = brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
        expect(packed.length, `${address}: bytes`).toBeLessThanOrEqual(44 * 1024);
        expect(response.headers.get('link') ?? '', address).not.toContain('preload');
        expect(html.match(/<link (?![^>]*disabled)[^>]*rel="(?:stylesheet|modulepreload)"/g), address).toBeNull();
        // What only a program would answer does not stand there before it.
        expect(html.replaceAll(/<form[\s\S]*?<\/form>/g, ''), address).not.toContain('<button');
        // What is to be drawn is, or says that there is nothing to draw.
        const figures = html.split(/(?=<figure )/).slice(1);
        const bare = Object.entries(panels).filter(([key, { chart }]) => {
          const figure = figures.find((each) => each.startsWith(`<figure id="${key}"`)) ?? '';
          return isDrawn(chart) && !figure.includes('<svg aria-hidden="true"') && !figure.includes('<p class="empty');
        });
        expect(bare.map(([key]) => `${address}#${key}`)).toEqual([]);
        // Of its numbers and rows the page's script is told nothing.
        const scripts = Array.from(html.matchAll(/<script[\s\S]*?<\/script>/g), ([script]) => script).join('');
        expect(scripts, address).toContain('panels');
        expect(scripts.match(/SL2\d{3}-\d{4}|[C<](?:figure|svg)/g), `${address}: ${name}`).toBeNull();
        if (query && draws({ panels }))
          expect(html.match(/<svg aria-hidden="true"/g)?.length ?? 0, `${address}: charts`).toBeGreaterThan(0);
      }
    }
  });

  it.runIf(isFull)('brings its pictures with the numbers of a filter', async () => {
    for (const { path } of dashboards.filter(draws)) {
      const filter = `city=${encodeURIComponent('济南市')}&${toTheEnd}`;
      const told = await (await fetch(`${served.address}${path === '/' ? '' : path}/__data.json?${filter}`)).text();
      expect(told.match(/svg aria-hidden/g)?.length ?? 0, path).toBeGreaterThan(0);
    }
  });

  it('comes alive where a reader points, and asks for nothing before', async () => {
    const trouble = await visit({ viewport: { width: 1440, height: 900 } }, async (page, open) => {
      for (const { path } of some(dashboards.filter(draws), 4)) {
        await open(`${path}?${toTheEnd}`);
        const asked: string[] = [];
        page.on('request', (request) => asked.push(new URL(request.url()).pathname));
        expect(await page.locator('.chart .live svg').count(), path).toBe(0);
        const charts = page.locator('.chart');
        const count = await charts.count();
        expect(count, path).toBeGreaterThan(0);
        for (let at = 0; at < count; at++) {
          const { width } = (await charts.nth(at).boundingBox())!;
          await charts.nth(at).hover();
          const live = charts.nth(at).locator('.live svg');
          await live.waitFor({ timeout: 20_000 });
          expect(Math.abs((await live.boundingBox())!.width - width), path).toBeLessThan(1);
        }
        // Each once; what a page that is scrolled moves under the pointer comes alive too.
        const answers = asked.filter((each) => each.startsWith('/api/'));
        expect(answers.length, path).toBeGreaterThanOrEqual(count);
        expect(answers, path).toEqual([...new Set(answers)]);
        await expectToFit(page, path);
      }
    });
    expect(trouble).toEqual([]);
  });

  it('is drawn where it is clicked to as where it is opened', async () => {
    const figure = (page: Page) =>
      page
        .locator('.panels dl .large')
        .first()
        .evaluate((large) => getComputedStyle(large).fontSize);
    await visit({ viewport: { width: 1280, height: 720 } }, async (page, open) => {
      await open('/');
      const opened = await figure(page);
      await open('/guide');
      await page.mouse.move(300, 300);
      await page.locator('html[data-alive]').waitFor({ state: 'attached' });
      await page.evaluate(() => Object.assign(window, { stays: true }));
      await page.locator('header a[href="/"]').first().click();
      await page.locator('.panels').waitFor();
      expect(await figure(page)).toBe(opened);
      expect(await page.evaluate(() => 'stays' in window)).toBe(true);
    });
  });

  it('comes alive under a reader who reached its chart while it was waking', async () => {
    await visit({ viewport: { width: 1440, height: 900 } }, async (page, open) => {
      await open(`/directions?${toTheEnd}`);
      const figure = page.locator('figure', { has: page.locator('.chart') }).first();
      let answer = (): void => undefined;
      const reached = new Promise<void>((resolve) => (answer = resolve));
      await page.route('**/api/dashboards/**', async (route) => {
        await reached;
        await route.continue();
      });
      await Promise.all([page.waitForRequest('**/api/dashboards/**'), figure.locator('h2').hover()]);
      await figure.locator('.chart').hover();
      answer();
      await figure.locator('.live svg').waitFor({ timeout: 20_000 });
    });
  });

  it.runIf(isFull)('keeps what a reader chose in a table when a filter changes it', async () => {
    const trouble = await visit({ viewport: { width: 1440, height: 900 } }, async (page, open) => {
      await open('/quota?batch=all');
      const cut = await page.$$eval('figure > .box', (all) =>
        all.filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.ariaLabel)
      );
      expect(cut, 'tables cut though a page has room').toEqual([]);
      const panel = page.locator('#cities');
      const first = panel.locator('tbody tr').first();
      const before = await first.innerText();
      await panel.locator('thead').hover();
      await panel.locator('thead button').nth(1).click({ clickCount: 2 });
      expect(await panel.locator('th').nth(1).getAttribute('aria-sort')).toBe('ascending');
      const sorted = await first.innerText();
      expect(sorted).not.toBe(before);
      await panel.getByText('数据表与口径').click();
      await page.locator('form summary').first().click();
      const current = page.locator('input[name=batch]').nth(1);
      await current.hover();
      await current.check();
      await page.waitForURL((url) => url.searchParams.get('batch') !== 'all');
      await panel.locator('th[aria-sort=ascending]').waitFor();
      expect(await panel.locator('details').first().getAttribute('open')).not.toBeNull();
    });
    expect(trouble).toEqual([]);
  });
});

describe('a comparison', () => {
  it.runIf(isFull)('is chosen beside the filters and stands in the address, with and without JavaScript', async () => {
    for (const javaScriptEnabled of some([true, false], 1)) {
      const trouble = await visit({ javaScriptEnabled }, async (page, open) => {
        await open(`/quota?${toTheEnd}`);
        await page.locator('select[name=compare]').selectOption('batch:2024-1');
        if (!javaScriptEnabled) await page.getByRole('button', { name: '应用筛选' }).click();
        await page.waitForURL((url) => url.searchParams.get('compare') === 'batch:2024-1');
        await page.locator('#by-city h3', { hasText: '对比：2024-1' }).waitFor();
        expect(await page.locator('#by-city svg').count()).toBeGreaterThan(3);
        expect(await page.locator('#headline').innerText()).toMatch(/2024-1 \d+ 个（[+\-−]/);
        const csv = await page.locator('#by-city .files a', { hasText: /^CSV$/ }).getAttribute('href');
        expect(new URLSearchParams(csv!.split('?')[1]).get('compare')).toBe('batch:2024-1');
        await page.locator('.chips a', { hasText: '对比' }).click();
        await page.waitForURL((url) => !url.searchParams.has('compare'));
      });
      expect(trouble).toEqual([]);
    }
  });
});

describe('a mark', () => {
  it('narrows the page without JavaScript too', async () => {
    const trouble = await visit(
      { javaScriptEnabled: false, viewport: { width: 1440, height: 900 } },
      async (page, open) => {
        await open(`/directions?${toTheEnd}`);
        await page.locator('figure .wide svg a path').first().click();
        await page.waitForURL((url) => url.searchParams.has('direction'));
        expect(new URL(page.url()).searchParams.get('batch')).toBe('2025');
      }
    );
    expect(trouble).toEqual([]);
  });
});

describe('filters', () => {
  it('live in the URL, hold across pages, and are obeyed by every figure', async () => {
    const trouble = await visit({}, async (page, open) => {
      await open('/quota?city=济南市&batch=2025');
      const answer = (await (
        await fetch(
          `${served.address}/api/query?metrics=quota,quota_used&city=${encodeURIComponent('济南市')}&batch=2025`
        )
      ).json()) as { rows: [{ quota: number; quota_used: number }] };
      const text = await page.locator('main').innerText();
      expect(text).toContain(`${answer.rows[0].quota_used}`);
      // What is set beside the others stays as it is, and says so; of all else the filter leaves one city.
      const { panels } = dashboards.find(({ name }) => name === 'quota')!;
      for (const [key, { note = '' }] of Object.entries(panels)) {
        const shown = await page.locator(`#${key}`).textContent();
        expect([key, shown?.includes('菏泽市')]).toEqual([key, /不随[^。]*推荐市/.test(note)]);
      }
      for (const { path, within } of some(dashboards, 5)) {
        // What stands under another is a tab of its page.
        const ways = ['主导航', '这一组页面'].map((name) => page.getByRole('navigation', { name }));
        const to = (pathname: string) => page.locator(`a[href="${pathname}"], a[href^="${pathname}?"]`);
        for (const [at, pathname] of (within === undefined ? [path] : [`/${within}`, path]).entries()) {
          await ways[at]!.locator(to(pathname)).click();
          await page.waitForURL((url) => url.pathname === pathname);
        }
        expect(new URL(page.url()).searchParams.getAll('city'), path).toEqual(['济南市']);
        expect(new URL(page.url()).searchParams.getAll('batch'), path).toEqual(['2025']);
      }
    });
    expect(trouble).toEqual([]);
  });

  it.runIf(isFull)(
    'begin with the current batch, which is said, can be left, and stands in what is asked and not in the address',
    async () => {
      const trouble = await visit({}, async (page, open) => {
        const listed = (await (await fetch(`${served.address}/api/filters`)).json()) as {
          name: string;
          current?: string;
        }[];
        const current = listed.find(({ name }) => name === 'batch')!.current!;
        const narrowed = ['/', '/quota', '/directions', '/funding', '/projects'];
        for (const path of some([...narrowed, '/findings', '/repeats', '/ledger', '/compliance'], 3)) {
          await open(path);
          const chip = page.locator('.chips li', { hasText: '当前批次' });
          expect([path, (await chip.innerText()).replaceAll(/\s+/g, ' ')]).toEqual([
            path,
            expect.stringContaining(`批次 ${current}（当前批次）`),
          ]);
          const addresses = await page.$$eval('main a[href^="/api/"], main a[href^="/explain"]', (all) =>
            all.map((link) => link.getAttribute('href')!)
          );
          // What a ledger counts, the record, and a project's own numbers know no filter.
          // What is set beside the others is of each.
          const own = addresses.filter(
            (href) =>
              !/of=(organisations|groups|province_support)|project_id=|decisions|panel=quota%2Fmultiples/.test(href)
          );
          expect(
            own.filter((href) => !href.includes(`batch=${current}`)),
            path
          ).toEqual([]);
          const ways = await page.$$eval('nav a', (all) => all.map((link) => link.getAttribute('href')!));
          expect(
            ways.filter((href) => href.includes('batch=')),
            path
          ).toEqual([]);
        }
        await open('/quota');
        await page.locator('form summary').first().click();
        await page.locator('input[name=batch][value=all]').check();
        await page.waitForURL((url) => url.searchParams.get('batch') === 'all');
        await page.waitForFunction(() => document.querySelectorAll('#by-batch tbody tr').length > 1);
        // What was cleared stays so, also for whoever is given the address.
        await page.reload({ waitUntil: 'networkidle' });
        expect(await page.locator('.chips').innerText()).toContain('全部');
        expect(await page.locator('#by-batch a[href*=".csv"]').first().getAttribute('href')).not.toMatch(/[?&]batch=/);
        await page.locator('form summary').first().click();
        await page.locator(`input[name=batch][value="${current}"]`).check();
        await page.waitForURL((url) => !url.searchParams.has('batch'));
      });
      expect(trouble).toEqual([]);
    }
  );

  it.runIf(isFull)('are set by keyboard alone', async () => {
    await visit({}, async (page, open) => {
      await open('/directions');
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('正文');
      await page.keyboard.press('Enter');
      await page.locator('form summary, form button').first().focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
      await page
        .waitForURL((url) => url.searchParams.has('batch'), { timeout: 10_000 })
        .catch(async () => {
          await page.keyboard.press('Enter');
          await page.waitForURL((url) => url.searchParams.has('batch'));
        });
      expect(new URL(page.url()).searchParams.get('batch')).toBeTruthy();
    });
  });

  it('of nonsense are refused in words, with what is allowed', async () => {
    for (const path of ['/quota?city=火星市', '/projects?stage=%00', '/projects/没有这个项目', '/nowhere', '/%ff']) {
      const response = await fetch(served.address + path);
      expect([400, 404], path).toContain(response.status);
      expect(await response.text(), path).not.toMatch(/\bat .*\.ts:|node_modules|select /);
    }
  });
});

describe('a number', () => {
  it.runIf(isFull)('leads to the rows it is made of and to their cells, with and without JavaScript', async () => {
    for (const javaScriptEnabled of some([false, true], 1)) {
      const trouble = await visit({ javaScriptEnabled }, async (page, open) => {
        await open('/funding?batch=2024-1');
        const number = page
          .locator('#headline a.proof')
          .filter({ hasText: '亿' })
          .or(page.locator('#headline a.proof'))
          .first();
        const text = await number.innerText();
        await number.click();
        await page.waitForURL((url) => url.pathname === '/explain');
        expect(new URL(page.url()).searchParams.get('batch')).toBe('2024-1');
        expect(await page.locator('main').innerText()).toContain(text);
        expect(await page.locator('.verdict').innerText()).toBe('一致');
        await page.locator('main section details > summary').nth(1).click();
        expect(await page.locator('main section details[open] dd').first().isVisible()).toBe(true);
        expect(await page.locator('main').textContent()).toMatch(/SHA-256 [0-9a-f]{64}/);
        await page.locator('a', { hasText: '逐行查看全部' }).first().click();
        await page.waitForURL((url) => url.searchParams.has('part'));
        expect(await page.locator('.verdict').innerText()).toBe('一致');
      });
      expect(trouble).toEqual([]);
    }
  });

  it.runIf(isFull)(
    'is one stop of the keyboard with all others of its table; the arrow keys go on from there',
    async () => {
      const trouble = await visit({}, async (page, open) => {
        await open('/quota?batch=2025');
        const links = page.locator('#cities > .box a.proof');
        expect(await links.count()).toBeGreaterThan(16 * 5);
        await links.first().focus();
        await page.waitForFunction(
          () => document.querySelectorAll('#cities > .box a.proof[tabindex="0"]').length === 1
        );
        await page.keyboard.press('ArrowRight');
        await page.keyboard.press('ArrowDown');
        const focused = await page.evaluate(() => (document.activeElement as HTMLAnchorElement).href);
        expect(Object.fromEntries(new URL(focused).searchParams)).toEqual({
          metric: 'quota_used',
          city: '青岛市',
          batch: '2025',
          version: expect.stringMatching(/^\d{8}T\d{6}-/),
        });
        expect(await page.locator('#cities > .box a.proof[tabindex="0"]').count()).toBe(1);
        await page.keyboard.press('Enter');
        await page.waitForURL((url) => url.pathname === '/explain' && url.searchParams.get('city') === '青岛市');
      });
      expect(trouble).toEqual([]);
    }
  );
});

describe('repeats', () => {
  it.runIf(isFull)(
    'stand side by side with the differing words marked, reached from the finding, with and without JavaScript',
    async () => {
      for (const javaScriptEnabled of some([false, true], 1)) {
        const trouble = await visit({ javaScriptEnabled }, async (page, open) => {
          await open('/findings?rule=repeat_support&batch=2025');
          await page.locator('a[href*="project=SL2025-3714-0004"]').click();
          await page.waitForURL((url) => url.pathname === '/repeats');
          expect(await page.locator('article').count()).toBe(1);
          expect(await page.locator('article mark').allInnerTexts()).toEqual(expect.arrayContaining(['平台', '工具']));
          expect(await page.locator('article').innerText()).toContain('2021 年省级资金');
          await page.locator('article thead a').last().click();
          await page.waitForURL((url) => url.pathname.startsWith('/data/receipts/'));
          expect(await page.locator('main').innerText()).toContain('面向纺织服装行业的质量追溯工具项目（示例）');
          await open('/repeats?batch=all');
          expect(await page.locator('article').count()).toBe(6);
          await page.locator('.ways a', { hasText: '变更前后的单位' }).click();
          await page.waitForURL((url) => url.searchParams.get('relation') === 'successor');
          await page.waitForFunction(() => document.querySelectorAll('article').length === 1);
          expect(await page.locator('article thead').innerText()).toContain('SL2025-3701-0040');
        });
        expect(trouble).toEqual([]);
      }
    }
  );
});

describe('projects', () => {
  it('say of each what is yet to be done, by whom and until when, and lead to the list', async () => {
    const { rows } = await ask<Matters>('/api/matters?state=逾期');
    const { project_id: id, what, acting, due_said: due } = rows[0]!;
    const trouble = await visit({ javaScriptEnabled: false }, async (page, open) => {
      await open(`/projects/${id}`);
      const told = await page.locator('#matters').innerText();
      for (const each of [what, acting, String(due), '逾期']) expect(told).toContain(each);
      await page.locator('#matters a').first().click();
      await page.waitForURL((url) => url.pathname === '/pipeline/matters');
      expect(await page.locator('main').innerText()).toContain(id);
      expect(await page.locator('main li .who').count()).toBe(rows.filter((row) => row.project_id === id).length);
    });
    expect(trouble).toEqual([]);
  });

  it.runIf(isFull)('are found, sorted, and followed to their source cells', async () => {
    const trouble = await visit({}, async (page, open) => {
      await open('/projects?batch=all');
      await page.locator('input[type="search"], input[name="search"]').first().fill('供应链');
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.searchParams.get('search') === '供应链');
      const names = await page.locator('main table tbody tr').allInnerTexts();
      expect(names.length).toBeGreaterThan(0);
      await open(project);
      const text = await page.locator('main').innerText();
      expect(text).toMatch(/条款 [二三]（[一二三四五]）/);
      expect(text).toContain('示例数据.');
      expect(text).not.toContain('000-');
    });
    expect(trouble).toEqual([]);
  });
});
