import { listsFrom, rushFrom, type Batch } from './batches.ts';
import { DAY, HOUR, MINUTE, at, dayOf } from './calendar.ts';
import type { Event, Project } from './project.ts';
import type { Province } from './province.ts';
import { random, type Random } from './random.ts';

const RETURNED = [
  '可行性报告缺少投资测算',
  '申报书未盖章',
  '实施期与任务要求不一致',
  '佐证材料不完整',
  '联合单位信息有误',
];

/**
 * From the first submission to the city's recommendation (or
 * to where the project leaves before that), in order of time.
 */
export function submission(province: Province, project: Project, entry: string, rank: number | null): Event[] {
  const { batch, city, serial, fate } = project;
  const draw = random(province.seed, 'submission', batch.id, city.code, serial);
  if (entry === '填报') return [];
  const listAt = cityListAt(province, project) + (((rank ?? 0) * 37) % (50 * MINUTE));
  const closing = listAt - 2 * HOUR;
  const first = fate.submittedAt ?? drawSubmission(batch, draw);
  const events = [step('提交', first, '已提交', '企业')];

  const returned = Math.min(
    daytime(first + draw.whole(HOUR, 30 * HOUR), draw),
    Math.max(first + 30 * MINUTE, batch.recommendBy - 40 * MINUTE)
  );
  const again = daytime(returned + draw.whole(HOUR, 20 * HOUR), draw);
  if (entry === '退回') return [...events, step('退回', returned, '退回修改', '县区', draw.pick(RETURNED))];
  if (entry === '撤回') return [...events, step('撤回', returned, '已撤回', '企业', '申报单位主动撤回')];
  if (draw.chance(0.14) && again < closing) {
    events.push(
      step('退回', returned, '退回修改', '县区', draw.pick(RETURNED)),
      step('提交', again, '已提交', '企业', '按退回意见修改')
    );
  }
  if (entry === '未推荐') return events;

  const last = events.at(-1)?.at ?? first;
  const slack = Math.max(20 * MINUTE, Math.floor((closing - last) * draw.between(0.4, 0.95)));
  const county = daytime(last + Math.min(draw.whole(40 * MINUTE, 60 * HOUR), slack), draw);
  if (!fate.isCountySkipped) events.push(step('县区推荐', county, '同意推荐', '县区'));
  if (rank === null) return events;
  const recommended = fate.recommendedAt ?? Math.max(listAt, county + draw.whole(20, 60) * MINUTE);
  return [...events, step('市推荐', recommended, '同意推荐', '市')];
}

export function step(stage: string, when: number, result: string, level: string, reason = ''): Event {
  return { stage, at: when, result, level, reason };
}

/** Most in the last three days, the last afternoon above all; one in a hundred after the deadline. */
function drawSubmission(batch: Batch, draw: Random): number {
  const when = draw.weighted({ early: 9, weeks: 22, days: 44, hours: 24, late: 1 });
  if (when === 'late') return batch.submitBy + draw.whole(1, 150 * MINUTE);
  if (when === 'hours') return batch.submitBy - draw.whole(1, 7 * HOUR);
  if (when === 'days') return waking(draw.whole(rushFrom(batch), batch.submitBy - 7 * HOUR), draw);
  const opens = batch.opensOn * DAY;
  const weeks = batch.submitBy - 21 * DAY;
  return waking(
    when === 'weeks' ? draw.whole(weeks, rushFrom(batch)) : draw.whole(Math.min(opens, weeks), weeks),
    draw
  );
}

/** Nobody submits at night: such a moment moves to the day before. */
function waking(when: number, draw: Random): number {
  const hour = Math.floor((when % DAY) / HOUR);
  return hour >= 8 && hour < 23 ? when : when - (when % DAY) - draw.whole(2 * HOUR, 15 * HOUR);
}

/** Nor do offices work at night: such a moment moves to the next morning. */
function daytime(when: number, draw: Random): number {
  const hour = Math.floor((when % DAY) / HOUR);
  return hour >= 8 && hour < 22 ? when : at(dayOf(when) + (hour >= 22 ? 1 : 0), '08:30') + draw.whole(0, 2 * HOUR);
}

/** A city sends its list at once, in the evening after submissions close or the next day. */
function cityListAt(province: Province, { batch, city }: Project): number {
  const draw = random(province.seed, 'list', batch.id, city.code);
  const from = listsFrom(batch);
  const evening = from + draw.whole(0, 3 * HOUR);
  const nextDay = at(dayOf(batch.recommendBy), '08:40') + draw.whole(0, 6 * HOUR);
  return Math.min(draw.chance(0.35) ? evening : nextDay, batch.recommendBy - 90 * MINUTE);
}
