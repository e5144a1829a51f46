import { DAY, HOUR, MINUTE, at, dayOf, workday } from './calendar.ts';
import type { Event, Project, Review } from './project.ts';
import type { Province } from './province.ts';
import { random, type Random } from './random.ts';
import { step } from './submission.ts';

/** What the province makes of a recommended project. `isListed` = announced and not taken back. */
export interface Judgement {
  events: Event[];
  review: Review | null;
  isListed: boolean;
}

/** How a recommendation ends before the review, if it does. The city that breaks its quota keeps all of its list. */
export function takenBackOf(
  province: Province,
  { batch, city, serial, fate }: Project
): Project['fate']['takenBack'] | null {
  if (fate.takenBack || fate.review || city.appetite > 1) return fate.takenBack ?? null;
  const drawn = random(province.seed, 'taken back', batch.id, city.code, serial).weighted({
    省退回: 15,
    撤回: 10,
    无: 975,
  });
  return drawn === '无' ? null : drawn;
}

/** Points from which a project is listed; the pilots of the exempt directions are judged harder. */
const LISTED_FROM = { counted: 74.5, pilot: 79 };

export function judge(province: Province, project: Project, recommendedAt: number): Judgement {
  const { batch, city, serial, task } = project;
  const draw = random(province.seed, 'review', batch.id, city.code, serial);
  const events: Event[] = [];
  const takenBack = takenBackOf(province, project);
  if (takenBack) {
    const when = at(workday(dayOf(recommendedAt) + draw.whole(3, 9)), '09:10') + draw.whole(0, 7 * HOUR);
    return {
      events: [
        takenBack === '省退回'
          ? step('省退回', when, '退回', '省', '材料与榜单任务不符')
          : step('撤回', when, '已撤回', '企业', '申报单位主动撤回'),
      ],
      review: null,
      isListed: false,
    };
  }

  const from = task.isExempt ? LISTED_FROM.pilot : LISTED_FROM.counted;
  const review = drawReview(project, from, draw);
  const when = review.on * DAY + 9 * HOUR + draw.whole(0, 8 * HOUR);
  const isListed = review.result === '揭榜';
  events.push(
    step(
      '省评审',
      when - (when % MINUTE),
      review.result === '揭榜' ? '通过' : review.result === '待定' ? '待定' : '不通过',
      '省'
    )
  );
  if (isListed)
    events.push(step('公示', batch.publicisedAt, '公示无异议', '省'), step('公布', batch.announcedAt, '揭榜', '省'));
  return { events, review, isListed };
}

function drawReview({ batch, fate, merit }: Project, from: number, draw: Random): Review {
  const points = 75 + 6 * draw.normal() + 2 * Math.max(-2, Math.min(2, merit));
  let score = Math.round(Math.max(51, Math.min(96, points)) * 10) / 10;
  const undecided = draw.chance(0.012);
  const result = fate.review ?? (score < from ? '不予揭榜' : undecided ? '待定' : '揭榜');
  if (fate.review === '揭榜' && score < from) score = from + draw.whole(2, 90) / 10;
  const on = workday(draw.whole(...batch.reviewed));
  const mode = draw.weighted({ 材料评审: 46, 线上答辩: 34, 现场答辩: 20 });
  return { mode, score: Math.round(score * 10) / 10, result, on };
}
