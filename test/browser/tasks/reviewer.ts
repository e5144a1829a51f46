import type { Task } from './walker.ts';

/** What reviewers and auditors want. */
export const reviewer: Task[] = [
  {
    task: 'was more invested than planned',
    async walk({ follow, reads }) {
      await follow('资金成效');
      await reads(/中位数 [\d.]+%；\d+ 个在计划上下两成以内，\d+ 个超出两成以上/);
    },
  },
  {
    task: 'how sure is that',
    async walk({ follow, reads }) {
      await follow('资金成效');
      await reads(/还没有结论：都按不通过、核定为 0 算，中位数是 [\d.]+%/);
      await follow('成效分布');
      await reads(/中位数的区间，低[\s\S]*自助法/);
    },
  },
  {
    task: 'the share of the ten largest',
    async walk({ follow, reads }) {
      await follow('资金成效');
      await follow('成效分布');
      await reads(/个单位分到净奖补，最多的十个占 [\d.]+%/);
    },
  },
  {
    task: 'what changed since the last report, down to the cell',
    isOfTwo: true,
    async walk({ page, follow, click, reads }) {
      await follow('资金成效');
      await reads(/核定实际投入[\s\S]*较上份 \+50\.00 万元/);
      await click(page.locator('main a', { hasText: '较上份 +50.00 万元' }).first());
      await reads(/变了什么[\s\S]*核定实际投入[\s\S]*示例项目1[\s\S]*480[\s\S]*530/);
      await reads(/验收结果表_2025\.csv/);
    },
  },
  {
    task: 'one project, with its evidence down to the cell',
    async walk({ page, follow, click, reads }) {
      await follow(/^项目$/);
      await click(page.locator('main tbody a[href^="/projects/"]').first());
      await follow('核查单');
      await reads(/\.(csv|xlsx)/);
    },
  },
  {
    task: '资金执行率 by 预算年度',
    async walk({ page, follow, click, reads }) {
      await follow('资金成效');
      await follow('资金链');
      await click(page.locator('#by-year summary', { hasText: '数据表' }));
      await reads(/预算年度[\s\S]*拨付率[\s\S]*2026[\s\S]*[\d.]+%/);
    },
  },
];
