import { defineSubsidy } from '#spec';

export default defineSubsidy({
  title: '示例规则：核定投入的 10%，最高 200 万元，合计 5000 万元，超过的同比例压减',
  note: '余下不足万元的不再分，单列舍入差。',
  base: 'verified',
  rate: '0.10',
  cap: '200万元',
  budget: '5000万元',
  control: 'proportional',
  unit: 'wan',
});
