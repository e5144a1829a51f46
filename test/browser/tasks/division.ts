import { expect } from 'vitest';
import type { Task } from './walker.ts';

/** What the division wants of a morning. */
export const division: Task[] = [
  { task: 'late today: which projects of which firms, and whom to call', walk: null },
  { task: 'overdue by city and county', walk: null },
  { task: 'cities with free places before the deadline, and who waits there', walk: null },
  { task: 'the list for 公示', walk: null },
  { task: 'five slides', walk: null },
  {
    task: '链式转型 has 6 of 5: which ones',
    async walk({ page, follow, reads }) {
      await follow('名额台账');
      await reads(/链式转型\s+2025\s+全省已支持 6 个，上限 5/);
      expect(await page.locator('main a[href^="/projects/"]').count()).toBeGreaterThanOrEqual(6);
    },
  },
];
