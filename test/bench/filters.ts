import type { Page } from 'playwright-core';
import type { Filter } from './visit.ts';

/** How long somebody is at a filter before it is set, in milliseconds. */
const pointing = 200;

/** On our pages: the box of a city, until all numbers and all pictures are those that follow. */
export const byBox: Filter = async (page, city, { isPointedAt }) => {
  const box = page.locator(`input[name=city][value="${city}"]`);
  const list = page.locator('form details').filter({ has: box });
  if ((await list.getAttribute('open')) === null) await list.locator('summary').click();
  if (isPointedAt) {
    await box.hover();
    await page.waitForTimeout(pointing);
  }
  return page.evaluate(
    ({ city, atMost }) =>
      new Promise<number>((resolve, reject) => {
        const pictures = () => Array.from(document.querySelectorAll('.chart svg'));
        const panels = document.querySelector('main .panels')!;
        const [drawn, links] = [new Map(pictures().map((svg) => [svg, svg.innerHTML])), panels.innerHTML];
        // The links of numbers say what they are filtered by, also where the numbers are the same.
        const areNew = () =>
          panels.innerHTML !== links &&
          (drawn.size === 0 || pictures().every((svg) => drawn.get(svg) !== svg.innerHTML));
        const started = performance.now();
        document.querySelector<HTMLInputElement>(`input[name=city][value="${city}"]`)!.click();
        const look = (): unknown => {
          if (performance.now() - started > atMost) return reject(new Error(`nothing new of ${city}`));
          return requestAnimationFrame(areNew() ? () => resolve(performance.now() - started) : look);
        };
        requestAnimationFrame(look);
      }),
    { city, atMost: 20_000 }
  );
};

/** On the floor: a link to the other page. */
export const byLink: Filter = async (page, city, { nextDrawn }) => {
  const next = nextDrawn();
  const started = await clicked(page, city);
  return (await next) - started;
};

const clicked = (page: Page, city: string): Promise<number> =>
  page.evaluate((city) => {
    const href = `city=${encodeURIComponent(city)}`;
    setTimeout(() => document.querySelector<HTMLAnchorElement>(`a[href*="${href}"]`)!.click());
    return performance.timeOrigin + performance.now();
  }, city);
