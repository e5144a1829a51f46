import { defineSubsidy } from '#spec';

export default defineSubsidy({
  title: '示例规则：核定投入的 10%，最高 200 万元',
  note: '只给验收通过的；抹去不足万元的零头。',
  base: 'verified',
  rate: '0.10',
  cap: '200万元',
  unit: 'wan',
});
