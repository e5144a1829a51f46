import { DAY, HOUR, dayOf, workday } from './calendar.ts';
import type { Acceptance, Event, Money, Project } from './project.ts';
import type { Province } from './province.ts';
import { random, type Random } from './random.ts';
import { step } from './submission.ts';

type Ending = NonNullable<Project['fate']['ending']>;

const REDUCED = [
  '剔除实施期外发票',
  '剔除与揭榜任务无关的设备购置',
  '人员费用依据不足',
  '付款凭证不全',
  '剔除可抵扣的进项税额',
  '关联交易部分不予认定',
];
const STOPPED = ['企业经营调整', '合作单位退出', '建设用地未落实', '市场变化，项目不再实施'];

export interface Conclusion {
  events: Event[];
  acceptance: Acceptance | null;
}

/** How a listed project ended by the last day of the story, if it did. */
export function conclude(province: Province, project: Project): Conclusion {
  const { batch, city, serial } = project;
  const draw = random(province.seed, 'acceptance', batch.id, city.code, serial);
  const ending = project.fate.ending ?? drawEnding(project, draw);
  if (ending === '终止') return terminate(project, draw);

  const appliedOn =
    ending === '未验收'
      ? draw.chance(0.55)
        ? drawApplied(project, draw)
        : null
      : draw.chance(0.03)
        ? null
        : drawApplied(project, draw);
  const events =
    appliedOn === null
      ? []
      : [step('申请验收', appliedOn * DAY + 9 * HOUR + draw.whole(0, 8 * 60) * 60, '已受理', '企业')];
  if (ending === '未验收') return { events, acceptance: null };

  const lastDay = project.fate.money ? batch.fundedTo : batch.concludedOn[1];
  const on = workday(draw.whole(Math.max(batch.concludedOn[0], (appliedOn ?? 0) + 14), lastDay));
  const isPublished = ending === '通过' && !draw.chance(0.03);
  return {
    events,
    acceptance: {
      appliedOn,
      concludedOn: ending === '延期' ? null : on,
      ...drawFindings(project, ending, draw),
      publishedOn: isPublished ? (batch.publishedOn.find((day) => day > on) ?? null) : null,
    },
  };
}

/** After the period, as far as the days for applying allow. */
function drawApplied({ batch, end }: Project, draw: Random): number {
  return workday(Math.max(draw.whole(...batch.appliedOn), Math.min((end ?? 0) + 1, batch.appliedOn[1])));
}

function drawEnding({ batch, end }: Project, draw: Random): Ending {
  const stopped = draw.chance(0.04);
  const isConcluded = draw.chance(batch.concludedShare);
  const delayed = draw.weighted({ 整改: 10, 延期: 14, 未验收: 76 });
  const passed = draw.chance(0.91);
  if (stopped) return '终止';
  // A project that runs on past the usual end comes to its acceptance later than the story tells.
  if (!isConcluded || (end !== null && end > batch.periodEndBy)) return delayed;
  return passed ? '通过' : '不通过';
}

function drawFindings(
  project: Project,
  ending: Ending,
  draw: Random
): Omit<Acceptance, 'appliedOn' | 'concludedOn' | 'publishedOn'> {
  const planned = project.planned ?? project.total;
  const declared: Money = Math.round(planned * draw.between(0.86, 1.12));
  const cut = ending === '不通过' ? draw.between(0.25, 0.6) : drawCut(draw);
  const isVerified =
    (ending === '通过' && !draw.chance(0.02)) ||
    (ending === '不通过' && draw.chance(0.7)) ||
    project.fate.money !== undefined;
  const verified = isVerified ? Math.round(declared * (1 - cut)) : null;
  const agreed = draw.whole(5, 12);
  const missed = ending === '通过' ? (draw.weighted({ 0: 62, 1: 38 }) === '1' ? 1 : 0) : draw.whole(2, 4);
  return {
    result: ending,
    declared: ending === '延期' ? null : declared,
    verified,
    reason: verified !== null && verified < declared ? draw.pick(REDUCED) : '',
    score:
      ending === '延期'
        ? null
        : Math.round((ending === '通过' ? draw.between(75, 97) : draw.between(48, 69)) * 10) / 10,
    targetsAgreed: agreed,
    targetsMet: ending === '延期' ? null : agreed - missed,
  };
}

/** The part of what was declared that is not accepted: none for some, for a few more is found than they declared. */
function drawCut(draw: Random): number {
  const way = draw.weighted({ none: 22, some: 76, more: 2 });
  if (way === 'none') return 0;
  return way === 'some' ? draw.between(0.01, 0.14) : -draw.between(0.005, 0.04);
}

function terminate({ batch, start }: Project, draw: Random): Conclusion {
  const on = workday(Math.max(start ?? 0, dayOf(batch.announcedAt)) + draw.whole(60, 240));
  return {
    events: [step('终止', on * DAY + 10 * HOUR + draw.whole(0, 400) * 60, '同意终止', '省', draw.pick(STOPPED))],
    acceptance: null,
  };
}
