import type { LinkContext, NamedDashboard, Reign } from '#spec';
import type { Markup } from '#lib/markup.ts';
import type { Earlier } from '#lib/since.ts';
import { answerPanel, markupOfPanel } from './draw-panel.ts';
import { notesOf, saidOnce, unseenIn } from './unfit-notes.ts';

interface Drawing {
  dashboard: NamedDashboard;
  context: LinkContext & { asked: URLSearchParams };
  /** Their markup stands in the page already. */
  stands: boolean;
  /** What their figures are held against. */
  reign: Reign | null;
}

/**
 * All panels of a page as the server draws them, each of its own answer, and what is said of several of them once; of
 * those of which their reader sees nothing (`unseen`) that alone.
 */
export async function drawPanels(fetch: typeof globalThis.fetch, { dashboard, ...drawing }: Drawing) {
  const keys = Object.keys(dashboard.panels);
  const answered = await Promise.all(
    keys.map(async (key) => ({ key, ...(await answerPanel(fetch, { dashboard, key, ...drawing })) }))
  );
  const unseen = unseenIn(
    Object.fromEntries(answered.map(({ key, answer }) => [key, 'fault' in answer ? [] : answer.unfit]))
  );
  const isSeen = (key: string) => unseen === null || !(unseen.of.length === 0 || unseen.of.includes(key));
  const seen = answered.filter(({ key }) => isSeen(key));
  const notes = seen.map(({ key, answer }) => [key, 'fault' in answer ? [] : notesOf(answer.unfit)] as const);
  const once = saidOnce(Object.fromEntries(notes));
  const saidAbove = once.map(({ says }) => says);
  const drawn: Record<string, Markup | { fault: string }> = {};
  const earlier: Record<string, Earlier> = {};
  for (const { key, ...found } of seen) {
    drawn[key] = markupOfPanel({ dashboard, key, ...drawing, ...found, saidAbove });
    if (found.earlier) earlier[key] = found.earlier;
  }
  return { drawn, earlier, once, unseen };
}
