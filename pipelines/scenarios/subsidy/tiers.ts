import { defineSubsidy } from '#spec';

export default defineSubsidy({
  title: '示例规则：累进，500 万元以内 12%，以上的部分 8%，最高 220 万元',
  note: '各段按各自的比例，档界上没有跳动。',
  base: 'verified',
  tiers: [
    { from: '0元', rate: '0.12' },
    { from: '500万元', rate: '0.08' },
  ],
  cap: '220万元',
  unit: 'wan',
});
