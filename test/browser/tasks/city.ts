import { expect } from 'vitest';
import type { Task } from './walker.ts';

/** What an office of a city wants. */
export const city: Task[] = [
  {
    task: 'my city among the sixteen',
    async walk({ follow, reads }) {
      await follow('各市');
      await follow('济南市');
      await reads(/与十六市并列[\s\S]*16 个里的位次[\s\S]*16 个的中位数[\s\S]*占用名额\s[^\n]*第 \d+/);
    },
  },
  {
    task: 'who is cut at 13 of 15',
    async walk({ page, follow, reads }) {
      await follow('各市');
      await follow('潍坊市');
      await reads(/推荐名额 13 个，该市占用名额 15 个，超出 2 个：在线外的 2 个/);
      const outside = page.locator('#line tr.below');
      expect(await outside.count()).toBe(2);
      expect(await outside.first().innerText()).toMatch(/^19\s+14\s+名额线外/);
      expect(await outside.last().innerText()).toMatch(/^20\s+15\s+名额线外/);
    },
  },
  {
    task: 'a draft of 推荐汇总表',
    async walk({ page, follow, take }) {
      await follow('各市');
      await follow('济南市');
      const download = await take(page.locator('main').getByRole('link', { name: '推荐汇总表', exact: true }));
      expect(download.suggestedFilename()).toMatch(/推荐汇总表.*济南市.*\.xlsx$/);
    },
  },
  {
    task: 'which counties to chase',
    async walk({ page, follow, click, reads }) {
      await follow('各市');
      await follow('济南市');
      await reads(/停在县区[\s\S]*停在市里[\s\S]*逾期未验收/);
      await click(
        page.locator('#counties td a[href*="stage=%E5%8E%BF%E5%8C%BA"], #counties td a[href*="stage=县区"]').first()
      );
      await reads(/县区已推荐/);
    },
  },
  {
    task: 'my rows that were not taken',
    async walk({ follow, reads }) {
      await follow('各市');
      await follow('济南市');
      await reads(/济南市的行里要改的[\s\S]*(怎么办|没有找到属于它的问题)/);
    },
  },
  {
    task: 'defend a number',
    async walk({ page, follow, click, reads }) {
      await follow('名额使用');
      await click(page.locator('main a[href^="/explain"]').first());
      await reads(/读数溯源[\s\S]*相加|复算/);
    },
  },
];
