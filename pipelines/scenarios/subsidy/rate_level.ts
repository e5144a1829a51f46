import { defineSubsidy } from '#spec';

export default defineSubsidy({
  title: '示例规则：核定投入的 10%，合计 5000 万元，超过的削峰',
  note: '不设单个上限；超过总额时由高往低压到同一个数，低于它的照给。',
  base: 'verified',
  rate: '0.10',
  budget: '5000万元',
  control: 'level',
  unit: 'fen',
  leftover: 'largest_remainder',
});
