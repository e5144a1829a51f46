import type { Browser, Page } from 'playwright-core';
import { countBytes, heldAndMoved, setLine, watch, type Line } from './line.ts';

/** One visit of a page by a reader who was never there. Milliseconds and bytes. */
export interface Visit {
  /** From asking to a filled screen being painted, and what had come by then. */
  drawn: number;
  bytes: number;
  /** How long the page's thread was held beyond 50 ms at a time; how much moved. */
  held: number;
  moved: number;
  /** From the first that a reader does with it until it is alive; 0 of a page that has no program. */
  woken: number;
  /** From setting a filter to its numbers and pictures being painted: the first, and one after it. */
  firstFilter: number;
  laterFilter: number;
}

/** Sets a page's filter to a value, and tells how long it took until what follows is painted. */
export type Filter = (
  page: Page,
  value: string,
  told: { isPointedAt: boolean; nextDrawn: () => Promise<number> }
) => Promise<number>;

interface VisitOptions {
  line: Line;
  filter: Filter;
  /** Two values for it. */
  values: readonly [string, string];
  /** A reader's pointer is at a filter for a fifth of a second before it is set. */
  isPointedAt?: boolean;
}

const quiet = 500;

/** Moves the pointer over a page that waits for that, and tells in how many milliseconds it is alive. */
async function wake(page: Page): Promise<number> {
  const woken = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        addEventListener(
          'pointermove',
          ({ timeStamp }) => {
            const look = (): unknown =>
              'alive' in document.documentElement.dataset
                ? resolve(performance.now() - timeStamp)
                : requestAnimationFrame(look);
            look();
          },
          { once: true }
        );
      })
  );
  await page.mouse.move(4, 4);
  await page.mouse.move(8, 8);
  return woken;
}

export async function visit(
  browser: Browser,
  address: string,
  { line, filter, values: [first, later], isPointedAt = false }: VisitOptions
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await setLine(session, line);
    const bytesBy = countBytes(session);
    let drawn = Promise.withResolvers<number>();
    await watch(page, (at) => drawn.resolve(at));
    const nextDrawn = () => (drawn = Promise.withResolvers()).promise;
    await page.goto(address, { waitUntil: 'load' });
    const at = await drawn.promise;
    const started = await page.evaluate(() => performance.timeOrigin);
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(quiet);
    const { held, moved } = await heldAndMoved(page);
    const woken = isPointedAt ? await wake(page) : 0;
    const firstFilter = await filter(page, first, { isPointedAt, nextDrawn });
    await page.waitForTimeout(quiet);
    const laterFilter = await filter(page, later, { isPointedAt, nextDrawn });
    return { drawn: at - started, bytes: bytesBy(at), held, moved, woken, firstFilter, laterFilter };
  } finally {
    await context.close();
  }
}
