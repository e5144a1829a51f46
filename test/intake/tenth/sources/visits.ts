import { defineSource } from '#spec';

export default defineSource({
  title: '走访记录',
  files: ['visits'],
  columns: {
    company: { header: '企业', kind: 'text', required: true, essential: true },
    visited_on: { header: '走访日期', kind: 'day', required: true },
  },
});
