import type { Task } from './walker.ts';

/** What an office of a city wants. */
export const city: Task[] = [
  { task: 'my city among the sixteen', walk: null },
  { task: 'who is cut at 13 of 15', walk: null },
  { task: 'a draft of 推荐汇总表', walk: null },
  { task: 'which counties to chase', walk: null },
  { task: 'my rows that were not taken', walk: null },
  {
    task: 'defend a number',
    async walk({ page, follow, click, reads }) {
      await follow('名额使用');
      await click(page.locator('main a[href^="/explain"]').first());
      await reads(/读数溯源[\s\S]*相加|复算/);
    },
  },
];
