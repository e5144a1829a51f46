import type { Page } from 'playwright-core';

/** What a page shows on paper though it is only pressed there: buttons, fields, files to take, and labels of none. */
export async function deadOnPaper(page: Page): Promise<string[]> {
  await page.emulateMedia({ media: 'print' });
  const dead = await page.evaluate(() => {
    const isSeen = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      return element.checkVisibility({ visibilityProperty: true }) && width > 1 && height > 1;
    };
    const seen = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)].filter(isSeen);
    const isBare = (element: HTMLElement) => {
      const next = element.nextElementSibling;
      return /[：:]$/.test(element.innerText.trim()) && (next === null || !isSeen(next));
    };
    return [
      ...seen('main button:not(th button), input:not([type=hidden]), select, textarea, a[href^="/api/"]'),
      ...seen('main :is(p, li, span)').filter(isBare),
    ].map((element) => `${element.tagName} ${(element.innerText || element.getAttribute('name')) ?? ''}`.slice(0, 60));
  });
  await page.emulateMedia({ media: null });
  return dead;
}
