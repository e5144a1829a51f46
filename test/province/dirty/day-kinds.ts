import type { CellKind } from './cell-kind.ts';

const DAYS = [
  ['项目基本信息表', '响应内容起始日期'],
  ['项目基本信息表', '实施期止'],
  ['省级评审', '评审日期'],
  ['验收结果表', '验收日期'],
  ['奖补资金表', '下达日期'],
  ['单位核查表', '核查日期'],
] as const;
const PLAIN_DAYS = DAYS.slice(2);
const TIMES = [['流程记录', '时间']] as const;

const unreadable = { check: 'unreadable_day', effect: 'cell', places: DAYS } as const;
const time = { check: 'unreadable_day', effect: 'row', places: TIMES } as const;
const month = { check: 'month_only', effect: 'mark' } as const;

/** Days and times that cannot be read, or are kept with a mark. */
export const DAY_KINDS: readonly CellKind[] = [
  {
    kind: '不存在的日期',
    ...unreadable,
    values: ['2025-02-30', '2025年2月29日', '2025-13-01', '20250431', '2025/6/31', '2025.11.31'],
  },
  { kind: '日期没有年份', ...unreadable, values: ['4月24日', '04-24', '4/24', '4月'] },
  { kind: '只写 2025.1', ...unreadable, values: ['2025.1', '2025.4', '２０２５．９'] },
  { kind: '日期是文字', ...unreadable, values: ['待定', '签约后三个月', '2025年上半年', '长期'] },
  { kind: '两位数的年份', ...unreadable, values: ['25-04-24', '25.4.24', '24/04/2025'] },
  { kind: '日期序号超出范围', ...unreadable, values: ['12345', '99999', '36525', '55154'] },
  { kind: '只写年份', ...unreadable, values: ['2025', '2025年'] },
  {
    kind: '应写到日的只写到月',
    ...unreadable,
    places: PLAIN_DAYS,
    values: ['2025年5月', '2025-05', '2025.05', '2025/11'],
  },
  {
    kind: '起始只写到月',
    ...month,
    places: [['项目基本信息表', '响应内容起始日期']],
    values: ['2025年3月', '2025-03', '2025.03', '2025/3', '2025年3月份'],
  },
  {
    kind: '截止只写到月',
    ...month,
    places: [['项目基本信息表', '实施期止']],
    values: ['2026年3月', '2026-03', '2026.03', '２０２６－３', '2026年3月份'],
  },
  { kind: '时间不存在', ...time, values: ['2025-04-24 25:00', '2025-04-31 10:00', '2025-04-24 10:75'] },
  { kind: '时间带时区', ...time, values: ['2025-04-24T08:59:00Z', '2025-04-24 16:59:00+08:00'] },
  { kind: '时间写上午下午', ...time, values: ['2025-04-24 下午5:00', '2025-04-24 4:30 PM'] },
  { kind: '时间没有年份', ...time, values: ['4月24日 17:00', '04-24 17:00'] },
  { kind: '时间是文字', ...time, values: ['截止前', '昨天下午'] },
];
