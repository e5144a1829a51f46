import { STORY_ENDS } from './batches.ts';
import { workday } from './calendar.ts';
import type { Acceptance, Money, Project, Subsidy } from './project.ts';
import type { Province } from './province.ts';
import { random, type Random } from './random.ts';

type Way = NonNullable<Project['fate']['money']>;

/**
 * The money of a project: its rows add up. The rate is invented
 * (about 15 % of what was verified for small projects, about
 * 10 % for large ones): the real one is not in the notice.
 */
export function subsidise(province: Province, project: Project, acceptance: Acceptance | null): Subsidy[] {
  const { batch, city, serial, fate } = project;
  const draw = random(province.seed, 'subsidy', batch.id, city.code, serial);
  if (!acceptance || acceptance.verified === null || acceptance.concludedOn === null) return [];
  if (acceptance.result !== '通过' && fate.money !== '违规') return [];
  const rate = 0.15 - 0.05 * Math.min(1, acceptance.verified / 500_000) + draw.between(-0.012, 0.012);
  const amount: Money = Math.round(acceptance.verified * rate);
  const way = fate.money ?? drawWay(project, acceptance.concludedOn, draw);
  return pay(project, way, amount, draw);
}

function drawWay({ batch, task }: Project, concludedOn: number, draw: Random): Way {
  const usual = draw.weighted({ 全额: 52, 两笔: 27, 欠拨: 13, 拟安排: 4, 无: 4 });
  // The directions with a cap on support get theirs by story alone.
  if (task.isExempt) return '无';
  return concludedOn <= batch.fundedTo ? usual : draw.weighted({ 拟安排: 60, 无: 40 });
}

function pay({ batch }: Project, way: Way, amount: Money, draw: Random): Subsidy[] {
  const allocatedOn = workday(draw.whole(...batch.allocatedOn));
  const paidOn = workday(allocatedOn + draw.whole(4, 11));
  const nothing = { allocatedOn: null, allocated: null, paidOn: null, paid: null, recovered: null };
  const row = (allocated: Money, paid: Money | null, label: string, later = 0): Subsidy => ({
    year: batch.budgetYear,
    proposed: null,
    document: `示例财工指〔${batch.budgetYear}〕${11 + allocatedOn - batch.allocatedOn[0] + later}号（${label}）`,
    allocatedOn: workday(allocatedOn + later),
    allocated,
    paidOn: paid === null ? null : workday(paidOn + later),
    paid,
    recovered: null,
  });
  const first = Math.round(amount * 0.6);
  switch (way) {
    case '无':
      return [];
    case '拟安排':
      return [{ year: batch.budgetYear, proposed: amount, document: '', ...nothing }];
    case '全额':
    case '违规':
      return [{ ...row(amount, amount, '一次下达'), proposed: amount }];
    case '收回':
      return [{ ...row(amount, amount, '一次下达'), proposed: amount, recovered: Math.round(amount * 0.4) }];
    case '欠拨':
      return [{ ...row(amount, Math.round(amount * draw.between(0.3, 0.8)), '一次下达'), proposed: amount }];
    case '两笔': {
      const rest = row(amount - first, draw.chance(0.6) ? amount - first : null, '尾款', 84);
      const isTold = rest.paidOn === null ? (rest.allocatedOn ?? 0) <= STORY_ENDS : rest.paidOn <= STORY_ENDS;
      return [{ ...row(first, first, '提前下达'), proposed: amount }, ...(isTold ? [rest] : [])];
    }
  }
}
