import type { MatterRow } from '#spec';
import { words as site } from '#lib/words.ts';

/** Of a matter it is said of which batch: the list begins with all of them. */
export const whole = ['batch'];

/** The page of what is yet to be done, in words. */
export const words = {
  title: '督办名单',
  above: '督办台',
  note: '一个项目一件还没有办的事一行，逾期最久的在前。填报、推荐截止以后不能再办的不在内。',
  all: '全部',
  states: ['逾期', '未到期', '没有期限', '期限未知'],
  what: '要办的事',
  actor: '谁来办',
  replied: '答复',
  hasReply: '有答复',
  hasNoReply: '没有答复',
  /** The day from which days are counted, which need not be this one. */
  counted: (day: string) => `逾期、还有、已等几天，都数到数据的截至日 ${day}，不是数到今天。`,
  late: (days: number) => `逾期 ${days} 天`,
  left: (days: number) => (days === 0 ? '截至日当天到期' : `还有 ${days} 天`),
  waited: (days: number) => `已等 ${days} 天`,
  unknownWait: '已等几天未知',
  due: '期限',
  acting: '由',
  act: '催办 · 联系 · 答复',
  urge: '催办文字',
  copy: '复制',
  copied: '已复制',
  contactsHere: '本页各申报单位的联系人',
  /** Who is to act is another than the firm: whom to call there no table says. */
  noContactOf: (acting: string) => `${acting}经办人的联系方式：没有登记。下面的是申报单位的，不是${acting}的。`,
  replies: (count: number) => `答复 ${count} 次`,
  noReply: '还没有答复。',
  reply: '记一次答复',
  replyNote: '答复内容',
  replyHint: '如：已申请验收，资料 7 月 5 日前交齐',
  on: '答复日期',
  person: '答复人',
  recordedAt: '登记于',
  write: '记下',
  done: '已记下。',
  refused: '这里还不能记答复',
  problems: {
    no_person: '请写明答复人。',
    no_note: '请写明答复了什么。',
    bad_day: '答复日期要写成 2026-06-30 这样。',
    future_day: '答复日期还没有到。',
    unknown_matter: '这件事已经不在名单里：可能已经办了。',
  } as Readonly<Record<string, string>>,
  notWritten: (why: string) => `没有记下：${why}`,
  otherwise: '请再试一次。',
  forms: '出督办单',
  empty: '没有这样的事。',
  unit: '件',
  apply: site.apply,
} as const;

export const problemOf = (code: string): string => words.notWritten(words.problems[code] ?? words.otherwise);

/** How late something is, how long there is for it, or how long it has waited: to the as-of day. */
export const whenOf = ({ days_late, days_left, waited_days }: MatterRow): string =>
  days_late !== null
    ? words.late(days_late)
    : days_left !== null
      ? words.left(days_left)
      : waited_days !== null
        ? words.waited(waited_days)
        : words.unknownWait;
