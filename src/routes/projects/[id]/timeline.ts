import type { Row, Value } from '#spec';
import { withUnit, yuan } from '#lib/format.ts';

/** Something that happened to a project. */
export interface Moment {
  /** 2025-04-24 or 2025-04-24 17:00:00; null where no day was handed in. */
  at: string | null;
  title: string;
  details: string[];
  kind: 'step' | 'back' | 'money' | 'end';
  /** The column of the project that its amount belongs to. */
  column?: string;
}

const back = ['退回', '撤回', '省退回', '撤销', '终止'];

/** One line through a project's time, from what was recorded of its steps, its acceptance and its money. */
export function timelineOf({
  events,
  acceptances,
  subsidies,
}: {
  events: readonly Row[];
  acceptances: readonly Row[];
  subsidies: readonly Row[];
}): Moment[] {
  const steps = events.map((event) => {
    const day = text(event.happened_at);
    return moment(
      event.has_time === false ? (day?.slice(0, 10) ?? null) : day,
      text(event.step) ?? '记录',
      [event.result, event.level, event.reason],
      back.includes(String(event.step)) ? 'back' : 'step'
    );
  });
  const accepted = acceptances.flatMap((each) => [
    ...dated(each.applied_on, '申请验收', []),
    ...(each.result === null || each.result === undefined
      ? []
      : [moment(text(each.concluded_on), `验收结论：${each.result}`, [each.reduction_reason], 'end')]),
    ...dated(each.published_on, '验收结果发布', []),
  ]);
  const paid = subsidies.flatMap((each) => [
    ...(positive(each.subsidy_allocated)
      ? [
          moment(
            text(each.allocated_on),
            `下达奖补 ${withUnit(each.subsidy_allocated ?? null, yuan)}`,
            [each.document],
            'money',
            'subsidy_allocated'
          ),
        ]
      : []),
    ...(positive(each.subsidy_paid)
      ? [
          moment(
            text(each.paid_on),
            `拨付奖补 ${withUnit(each.subsidy_paid ?? null, yuan)}`,
            [],
            'money',
            'subsidy_paid'
          ),
        ]
      : []),
    ...(positive(each.subsidy_recovered)
      ? [moment(null, `收回奖补 ${withUnit(each.subsidy_recovered ?? null, yuan)}`, [], 'back', 'subsidy_recovered')]
      : []),
  ]);
  return [...steps, ...accepted, ...paid].sort(byTime);
}

/** In order of time; a day stands before its hours, and what has no day comes last. */
function byTime(a: Moment, b: Moment): number {
  if (a.at === b.at) return 0;
  if (a.at === null || b.at === null) return a.at === null ? 1 : -1;
  return a.at < b.at ? -1 : 1;
}

const moment = (
  at: string | null,
  title: string,
  details: (Value | undefined)[],
  kind: Moment['kind'],
  column?: string
): Moment => ({
  at,
  title,
  details: details.flatMap((each) => text(each) ?? []),
  kind,
  ...(column ? { column } : {}),
});

const dated = (day: Value | undefined, title: string, details: (Value | undefined)[]): Moment[] =>
  text(day) === null ? [] : [moment(text(day), title, details, 'step')];
const text = (value: Value | undefined): string | null =>
  value === null || value === undefined || value === '' ? null : String(value);
const positive = (value: Value | undefined): boolean => typeof value === 'number' && value > 0;
