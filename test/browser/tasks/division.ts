import { expect } from 'vitest';
import type { Task } from './walker.ts';

/** What the division wants of a morning. */
export const division: Task[] = [
  {
    task: 'late today: which projects of which firms, and whom to call',
    async walk({ page, follow, click, reads }) {
      await follow('督办台');
      await reads(/逾期没有办的，最久的在前[\s\S]*申报单位[\s\S]*县（市、区）/);
      await click(page.locator('#late tbody a').first());
      await reads(/逾期 \d+ 天[\s\S]*催办文字[\s\S]*已过 \d+ 天/);
      await click(page.locator('main').getByRole('button', { name: '显示联系方式' }).first());
      await reads(/1\d{10}|0\d{2,3}-\d{7,8}/);
    },
  },
  {
    task: 'overdue by city and county',
    async walk({ page, follow, reads }) {
      await follow('督办台');
      await reads(/各市[\s\S]*推荐市[\s\S]*逾期[\s\S]*最久逾期[\s\S]*各县（市、区），逾期最久的在前/);
      const days = await page.locator('#counties tbody tr td:nth-child(4)').allInnerTexts();
      const told = days.map(Number).filter((each) => !Number.isNaN(each));
      expect(told.length).toBeGreaterThan(5);
      expect(told).toEqual(told.toSorted((a, b) => b - a));
    },
  },
  {
    task: 'cities with free places before the deadline, and who waits there',
    async walk({ page, follow, reads }) {
      await follow('名额使用');
      await reads(/还有名额的市，谁在等[\s\S]*推荐市/);
      expect(await page.locator('#free tbody a[href*="stage="]').count()).toBeGreaterThan(0);
    },
  },
  {
    task: 'the list for 公示 or, as that of 2025 is over, for 公布',
    async walk({ page, follow, take }) {
      await follow(/^项目$/);
      await follow('出表');
      const download = await take(page.locator('main').getByRole('link', { name: /^下载\s*公布名单$/ }));
      expect(download.suggestedFilename()).toMatch(/^公布名单_2025_.*\.xlsx$/);
    },
  },
  {
    task: 'a slide of any figure',
    async walk({ page, follow, take }) {
      await follow('名额使用');
      const download = await take(page.locator('#by-city').getByRole('link', { name: 'PNG' }).first());
      expect(download.suggestedFilename()).toMatch(/\.png$/);
    },
  },
  {
    task: '链式转型 has 6 of 5: which ones',
    async walk({ page, follow, reads }) {
      await follow('名额台账');
      await reads(/链式转型\s+2025\s+全省已支持 6 个，上限 5/);
      expect(await page.locator('main a[href^="/projects/"]').count()).toBeGreaterThanOrEqual(6);
    },
  },
];
