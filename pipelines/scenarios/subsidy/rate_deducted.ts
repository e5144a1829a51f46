import { defineSubsidy } from '#spec';

export default defineSubsidy({
  title: '示例规则：核定投入的 10%，最高 200 万元，扣除同一项目已得的其他财政支持',
  note: '其他财政支持来自财政支持台账（同一单位、同名项目）；台账里没有的不知道有没有，这里按没有算，逐个注明。',
  base: 'verified',
  rate: '0.10',
  cap: '200万元',
  deduct: 'from_amount',
  other_unknown: 'none',
  unit: 'wan',
});
