import type { Flag } from './entitled.ts';
import { RefusedScenario } from './refused.ts';

/** Above everything that a scenario says: it is never a fact. */
export const watermark = '测算，不作为依据';

const reasons: Readonly<Record<string, (named: readonly string[]) => string>> = {
  unknown_weight: (cities) => `算不出权数：${cities.join('、')}的数未知，规则没有写怎么办（unknown）。未知不当作 0。`,
  unknown_coefficient: (cities) => `算不出系数：${cities.join('、')}的数未知或不在各档里，规则没有写 unknown 是几。`,
  unknown_failed: (cities) => `不知道${cities.join('、')}有几个验收不通过，不能扣名额。`,
  negative_weight: (cities) => `${cities.join('、')}的权数是负数。`,
  no_weight: () => '各市权数都是 0，没有可以按的比例。',
  factor_is_nothing: (columns) => `因素 ${columns.join('、')} 各市合计为 0，分不出各市占几成。`,
  total_too_small: () => '总数太小：预留、单列的市和基础名额已经用完。',
  floors_exceed_total: () => '各市下限加起来超过可分的总数。',
  ceilings_below_total: () => '各市上限加起来不到可分的总数（权数为 0 的市只能拿下限）。',
  floor_above_ceiling: (cities) => `${cities.join('、')}的下限高于上限。`,
  tie: (cities) => `最后的名额${cities.join('、')}条件相同，规则写明并列时不分（ties: refuse），请抽签或集体研究。`,
  missing_column: (columns) => `规则的查询没有答出 ${columns.join('、')}。`,
  inexact_column: (columns) => `规则的查询里 ${columns.join('、')} 是浮点数，不能精确计算；请改用整数或 decimal。`,
  query_failed: ([problem = '']) => `规则的查询在这个版本上答不出：${problem}`,
  double_city: (cities) => `规则的查询里${cities.join('、')}有不止一行。`,
  one_schedule: () => '要写一种算法，只能写一种：rate、tiers 或 slabs。',
  one_budget: () => '总预算和分方向预算只能写一样。',
  fill_needs_budget: (pots) =>
    `切块（fill）要有预算${pots.some((pot) => pot !== 'all') ? `：${pots.join('、')}没有` : ''}。`,
  fill_finds_the_rate: () => '切块（fill）由预算倒算比例，不能再写比例。',
  leftover_needs_down: () => '余下的再分（leftover）只能和向下取整一起写。',
  minimum_above_cap: () => '保底高于上限。',
  cap_not_in_unit: ([cap = '']) => `上限 ${cap} 分不是取整单位的整数倍，取整会越过它。`,
  tiers_not_in_order: () => '各档要从小到大，不能重复。',
  over_budget: ([fen = '']) => `合计超过预算 ${fen} 分，规则没有写怎样压减（control）。`,
  rounding_exceeds_budget: ([fen = '']) => `取整以后超过预算 ${fen} 分。`,
  negative_money: ([id = '', column = '']) => `项目 ${id} 的 ${column} 是负数，要先改正数据。`,
  unknown_amounts: (ids) => `${ids.length} 个项目算不出金额，规则写明有未知的就不算：${ids.slice(0, 10).join('、')}。`,
  not_money: ([key = '', written = '']) => `${key} 写的是“${written}”，要写成带单位的文字，如 200万元。`,
  unknown_key: (keys) => `没有 ${keys.join('、')} 这样的写法。`,
};

/** Why a rule was not worked out, for people. */
export const sayRefused = ({ reason, named, message }: RefusedScenario): string => reasons[reason]?.(named) ?? message;

const flagWords: Readonly<Record<Flag, string>> = {
  beyond_at_most: '排在数量限制以外',
  base_unknown: '基数未知',
  other_unknown: '其他财政支持未知',
  other_taken_as_none: '其他财政支持按没有算',
  total_for_plan: '没有计划投资，按总投资算',
  below_start: '不到起点',
  capped: '到上限',
  all_deducted: '扣完没有',
  raised: '补到保底',
  dropped: '不到最低，不给',
};

/** How an amount came to be, for people. */
export const sayFlag = (flag: string): string => flagWords[flag as Flag] ?? flag;
