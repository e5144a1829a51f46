import type { Task } from './walker.ts';

/** What reviewers and auditors want. */
export const reviewer: Task[] = [
  { task: 'was more invested than planned', walk: null },
  { task: 'how sure is that', walk: null },
  { task: 'the share of the ten largest', walk: null },
  { task: 'what changed since the last report', walk: null },
  {
    task: 'one project, with its evidence down to the cell',
    async walk({ page, follow, click, reads }) {
      await follow(/^项目$/);
      await click(page.locator('main tbody a[href^="/projects/"]').first());
      await follow('核查单');
      await reads(/\.(csv|xlsx)/);
    },
  },
  { task: '资金执行率 by 预算年度', walk: null },
];
