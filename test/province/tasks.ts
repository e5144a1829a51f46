import type { Batch } from './batches.ts';
import type { Random } from './random.ts';
import { reference } from './reference.ts';
import { TASKS_OF_2024 } from './scenes.ts';

export type Kind = '服务商' | '制造业企业' | '载体承建单位';

export interface Task {
  /** The key of its scenes. */
  key: string;
  /** The number in the annex; null in 2024. */
  no: string | null;
  name: string;
  /** What the notice calls it elsewhere; else its name. */
  alias: string;
  /** A direction without quota places. */
  isExempt: boolean;
  isCarrier: boolean;
  /** 万元: half of its projects invest less. */
  median: number;
  applicants: Readonly<Partial<Record<Kind, number>>>;
}

/** Invented shares: how often a task is chosen, by whom, and what such projects cost (万元, the median). */
const SHARES: Readonly<Record<string, { share: number; median: number; applicants: Task['applicants'] }>> = {
  1: { share: 20, median: 980, applicants: { 服务商: 35, 制造业企业: 65 } },
  2: { share: 17, median: 1050, applicants: { 服务商: 30, 制造业企业: 70 } },
  3: { share: 16, median: 1650, applicants: { 服务商: 8, 制造业企业: 92 } },
  4: { share: 7, median: 520, applicants: { 服务商: 85, 制造业企业: 15 } },
  5: { share: 13, median: 460, applicants: { 服务商: 75, 制造业企业: 25 } },
  6: { share: 10, median: 900, applicants: { 服务商: 50, 制造业企业: 50 } },
  7: { share: 6, median: 1900, applicants: { 服务商: 12, 制造业企业: 88 } },
  8: { share: 6, median: 2300, applicants: { 服务商: 10, 制造业企业: 90 } },
  9: { share: 5, median: 760, applicants: { 服务商: 25, 载体承建单位: 75 } },
};

/** The notice whose annex lists the tasks that have shares here. */
const NOTICE = 'notices/2025';

/** Reads the annex's tasks from data/reference, once; the answer draws a batch's task. */
export function openTasks(): { draw(batch: Batch, by: Random): Task; numbered(no: string): Task } {
  const exempt = new Set(
    reference(`${NOTICE}/directions`, ['direction', 'is_quota_exempt']).flatMap((row) =>
      row.is_quota_exempt === 'true' ? [row.direction] : []
    )
  );
  const carriers = new Set(reference(`${NOTICE}/applicant_types`, ['only_direction']).map((row) => row.only_direction));
  const annex = new Map<string, Task>();
  for (const { task_no: no, task: name, direction, aliases } of reference(`${NOTICE}/tasks`, [
    'task_no',
    'task',
    'direction',
    'aliases',
  ])) {
    const shares = SHARES[no];
    if (!shares) throw new Error(`test/province/tasks.ts: no share for task ${no}`);
    annex.set(no, {
      key: no,
      no,
      name,
      alias: aliases.split('；')[0] || name,
      isExempt: exempt.has(direction),
      isCarrier: carriers.has(direction),
      median: shares.median,
      applicants: shares.applicants,
    });
  }
  const numbered = (no: string): Task => {
    const task = annex.get(no);
    if (!task) throw new Error(`data/reference/${NOTICE}/tasks.csv: no task ${no}`);
    return task;
  };
  const weights = Object.fromEntries([...annex.keys()].map((no) => [no, SHARES[no]?.share ?? 0]));
  return {
    numbered,
    draw(batch, by) {
      if (batch.hasAnnexTasks) return numbered(by.weighted(weights));
      const name = by.weighted(TASKS_OF_2024);
      return {
        key: name,
        no: null,
        name,
        alias: name,
        isExempt: false,
        isCarrier: false,
        median: 900,
        applicants: { 服务商: 38, 制造业企业: 62 },
      };
    },
  };
}
