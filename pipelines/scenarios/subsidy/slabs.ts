import { defineSubsidy } from '#spec';

export default defineSubsidy({
  title: '示例规则：分档定额，500 万元（含）以上 60 万元，1000 万元（含）以上 100 万元',
  note: '档界上差一分就差一档；500 万元以下的没有。',
  base: 'verified',
  slabs: [
    { from: '500万元', amount: '60万元' },
    { from: '1000万元', amount: '100万元' },
  ],
});
