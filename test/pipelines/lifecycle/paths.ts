import type { Line } from '../hand-in.ts';

/** What happened to a project, and where it stands by that. */
export interface Path {
  says: string;
  events: string;
  /**
   * stage, then applied, county_recommended, recommended, listed,
   * in_progress, terminated, concluded, accepted, supported.
   */
  stands: string;
  review?: Line;
  acceptance?: Line;
  subsidy?: Line;
}

const sent = '提交 2025-04-01 09:00, 县区推荐 2025-04-08 09:00, 市推荐 2025-04-20 09:00';
const listed = `${sent}, 公布 2025-06-10 09:00`;

/** Every way through the competition that is told apart. */
export const paths: readonly Path[] = [
  { says: 'nothing yet', events: '', stands: '填报 000000000' },
  { says: 'submitted', events: '提交 2025-04-01 09:00', stands: '已提交 100000000' },
  {
    says: 'recommended by the county',
    events: '提交 2025-04-01 09:00, 县区推荐 2025-04-08 09:00',
    stands: '县区已推荐 110000000',
  },
  { says: 'recommended by the city', events: sent, stands: '市已推荐 111000000' },
  {
    says: 'recommended by the city past its county',
    events: '提交 2025-04-01 09:00, 市推荐 2025-04-20 09:00',
    stands: '市已推荐 101000000',
  },
  {
    says: 'returned to the applicant',
    events: '提交 2025-04-01 09:00, 退回 2025-04-03 09:00',
    stands: '已退回 100000000',
  },
  {
    says: 'returned and submitted again',
    events: '提交 2025-04-01 09:00, 退回 2025-04-03 09:00, 提交 2025-04-05 09:00',
    stands: '已提交 100000000',
  },
  {
    says: 'returned after the county’s recommendation, which no longer stands',
    events: '提交 2025-04-01 09:00, 县区推荐 2025-04-02 09:00, 退回 2025-04-03 09:00',
    stands: '已退回 100000000',
  },
  {
    says: 'returned after the county’s recommendation, submitted and recommended again',
    events:
      '提交 2025-04-01 09:00, 县区推荐 2025-04-02 09:00, 退回 2025-04-03 09:00, 提交 2025-04-04 09:00, 县区推荐 2025-04-05 09:00',
    stands: '县区已推荐 110000000',
  },
  { says: 'sent back by the province', events: `${sent}, 省退回 2025-04-28 09:00`, stands: '已退回 110000000' },
  {
    says: 'sent back by the province and recommended again',
    events: `${sent}, 省退回 2025-04-28 09:00, 市推荐 2025-04-29 09:00`,
    stands: '市已推荐 111000000',
  },
  {
    says: 'sent back twice, recommended once again between',
    events: `${sent}, 省退回 2025-04-28 09:00, 市推荐 2025-04-29 09:00, 省退回 2025-04-30 09:00`,
    stands: '已退回 110000000',
  },
  {
    says: 'sent back by the province and only submitted again',
    events: `${sent}, 省退回 2025-04-28 09:00, 提交 2025-04-29 09:00`,
    stands: '已提交 110000000',
  },
  {
    says: 'returned to the applicant after the city’s recommendation',
    events: `${sent}, 退回 2025-04-21 09:00`,
    stands: '已退回 100000000',
  },
  {
    says: 'returned, then recommended by the city again: its county stands with it',
    events: `${sent}, 退回 2025-04-21 09:00, 提交 2025-04-22 09:00, 市推荐 2025-04-23 09:00`,
    stands: '市已推荐 111000000',
  },
  { says: 'withdrawn', events: '提交 2025-04-01 09:00, 撤回 2025-04-02 09:00', stands: '已撤回 000000000' },
  {
    says: 'withdrawn after the city’s recommendation',
    events: `${sent}, 撤回 2025-04-26 09:00`,
    stands: '已撤回 000000000',
  },
  {
    says: 'withdrawn, recommended without being submitted again',
    events: '提交 2025-04-01 09:00, 撤回 2025-04-02 09:00, 县区推荐 2025-04-03 09:00, 市推荐 2025-04-04 09:00',
    stands: '已撤回 000000000',
  },
  {
    says: 'withdrawn and submitted again: the old recommendations are void',
    events: `${sent}, 撤回 2025-04-21 09:00, 提交 2025-04-22 09:00`,
    stands: '已提交 100000000',
  },
  {
    says: 'withdrawn, submitted and recommended again',
    events: `${sent}, 撤回 2025-04-21 09:00, 提交 2025-04-22 09:00, 县区推荐 2025-04-23 09:00, 市推荐 2025-04-24 09:00`,
    stands: '市已推荐 111000000',
  },
  {
    says: 'withdrawn after publication',
    events: `${listed}, 撤回 2025-07-01 09:00`,
    stands: '已撤回 000000000',
  },
  {
    says: 'withdrawn although the review lists it',
    events: `${sent}, 撤回 2025-04-26 09:00`,
    review: { 结论: '揭榜' },
    stands: '已撤回 000000000',
  },
  {
    says: 'withdrawn, accepted and subsidised on paper',
    events: `${sent}, 撤回 2025-04-26 09:00`,
    acceptance: { 验收结论: '通过' },
    subsidy: { '下达金额(万元)': '5' },
    stands: '已撤回 000000000',
  },
  {
    says: 'under review',
    events: `${sent}, 省评审 2025-05-20 09:00`,
    stands: '市已推荐 111000000',
  },
  {
    says: 'shown, not yet published',
    events: `${sent}, 省评审 2025-05-20 09:00, 公示 2025-06-01 09:00`,
    stands: '公示中 111000000',
  },
  {
    says: 'sent back after it was shown',
    events: `${sent}, 公示 2025-06-01 09:00, 省退回 2025-06-05 09:00`,
    stands: '已退回 110000000',
  },
  { says: 'listed by publication', events: listed, stands: '已揭榜 111110000' },
  {
    says: 'to be listed by the review: it is neither shown nor published',
    events: sent,
    review: { 结论: '揭榜', 评审日期: '2025-05-20' },
    stands: '拟揭榜 111000000',
  },
  {
    says: 'to be listed by a review without a day',
    events: sent,
    review: { 结论: '揭榜' },
    stands: '拟揭榜 111000000',
  },
  {
    says: 'listed by the review, with no log at all',
    events: '',
    review: { 结论: '揭榜', 评审日期: '2025-05-20' },
    stands: '已揭榜 000110000',
  },
  {
    says: 'to be listed by the review, and shown',
    events: `${sent}, 公示 2025-06-01 09:00`,
    review: { 结论: '揭榜', 评审日期: '2025-05-20' },
    stands: '公示中 111000000',
  },
  {
    says: 'refused by the review although it was shown',
    events: `${sent}, 公示 2025-06-01 09:00`,
    review: { 结论: '不予揭榜', 评审日期: '2025-06-08' },
    stands: '未揭榜 111000000',
  },
  {
    says: 'revoked after publication',
    events: `${listed}, 撤销 2025-07-02 09:00`,
    review: { 结论: '揭榜', 评审日期: '2025-05-20' },
    stands: '已撤销 111000000',
  },
  {
    says: 'revoked before publication',
    events: `${sent}, 公示 2025-06-01 09:00, 撤销 2025-06-05 09:00`,
    stands: '已撤销 111000000',
  },
  {
    says: 'revoked and published again',
    events: `${listed}, 撤销 2025-07-02 09:00, 公布 2025-08-01 09:00`,
    stands: '已揭榜 111110000',
  },
  {
    says: 'revoked after it was accepted and subsidised: the money stays with it',
    events: `${listed}, 撤销 2026-07-02 09:00`,
    acceptance: { 验收结论: '通过' },
    subsidy: { '下达金额(万元)': '5' },
    stands: '已撤销 111000001',
  },
  {
    says: 'published although the review says no',
    events: listed,
    review: { 结论: '不予揭榜' },
    stands: '已揭榜 111110000',
  },
  {
    says: 'not listed',
    events: sent,
    review: { 结论: '不予揭榜', 评审日期: '2025-05-20' },
    stands: '未揭榜 111000000',
  },
  {
    says: 'undecided by the review',
    events: sent,
    review: { 结论: '待定', 评审日期: '2025-05-20' },
    stands: '市已推荐 111000000',
  },
  {
    says: 'sent back after the review listed it: the latest step wins',
    events: `${sent}, 省退回 2025-06-05 09:00`,
    review: { 结论: '揭榜', 评审日期: '2025-05-20' },
    stands: '已退回 110000000',
  },
  {
    says: 'sent back before the review listed it',
    events: `${sent}, 省退回 2025-04-26 09:00`,
    review: { 结论: '揭榜', 评审日期: '2025-05-20' },
    stands: '拟揭榜 110000000',
  },
  {
    says: 'has applied for its acceptance',
    events: `${listed}, 申请验收 2026-04-01 09:00`,
    stands: '已揭榜 111110000',
  },
  {
    says: 'terminated by an event',
    events: `${listed}, 终止 2025-09-01 09:00`,
    stands: '已终止 111101000',
  },
  {
    says: 'terminated by its acceptance',
    events: listed,
    acceptance: { 验收结论: '终止' },
    stands: '已终止 111101000',
  },
  {
    says: 'accepted',
    events: listed,
    acceptance: { 验收结论: '通过' },
    stands: '已验收 111100110',
  },
  {
    says: 'refused at acceptance',
    events: listed,
    acceptance: { 验收结论: '不通过' },
    stands: '验收未通过 111100100',
  },
  {
    says: 'to be put right',
    events: listed,
    acceptance: { 验收结论: '整改' },
    stands: '整改或延期 111110000',
  },
  {
    says: 'put off',
    events: listed,
    acceptance: { 验收结论: '延期' },
    stands: '整改或延期 111110000',
  },
  {
    says: 'subsidised',
    events: listed,
    acceptance: { 验收结论: '通过' },
    subsidy: { '下达金额(万元)': '5' },
    stands: '已奖补 111100111',
  },
  {
    says: 'proposed for a subsidy only',
    events: listed,
    acceptance: { 验收结论: '通过' },
    subsidy: { '拟奖补金额(万元)': '5' },
    stands: '已验收 111100110',
  },
  {
    says: 'allocated nought',
    events: listed,
    acceptance: { 验收结论: '通过' },
    subsidy: { '下达金额(万元)': '0' },
    stands: '已验收 111100110',
  },
  {
    says: 'subsidised, then terminated',
    events: `${listed}, 终止 2026-09-01 09:00`,
    acceptance: { 验收结论: '通过' },
    subsidy: { '下达金额(万元)': '5' },
    stands: '已终止 111101111',
  },
  {
    says: 'handed in out of order: the time decides, not the row',
    events:
      '市推荐 2025-04-20 09:00, 退回 2025-04-03 09:00, 县区推荐 2025-04-08 09:00, 提交 2025-04-05 09:00, 提交 2025-04-01 09:00',
    stands: '市已推荐 111000000',
  },
  {
    says: 'all at one moment: the process decides',
    events: '市推荐 2025-04-20 09:00, 县区推荐 2025-04-20 09:00, 提交 2025-04-20 09:00',
    stands: '市已推荐 111000000',
  },
  {
    says: 'submitted and withdrawn at one moment',
    events: '撤回 2025-04-20 09:00, 提交 2025-04-20 09:00',
    stands: '已撤回 000000000',
  },
  {
    says: 'a day without a time beside a time: the process decides that day',
    events: '提交 2025-04-20 09:00, 县区推荐 2025-04-20, 市推荐 2025-04-20 16:00',
    stands: '市已推荐 111000000',
  },
  {
    says: 'withdrawn and submitted again on a day without times: nobody submits what still stands',
    events: '提交 2025-04-10, 撤回 2025-04-20, 提交 2025-04-20',
    stands: '已提交 100000000',
  },
  {
    says: 'the same, in the other order of the file',
    events: '提交 2025-04-10, 提交 2025-04-20, 撤回 2025-04-20',
    stands: '已提交 100000000',
  },
  {
    says: 'submitted and withdrawn on the first day, without times',
    events: '提交 2025-04-20, 撤回 2025-04-20',
    stands: '已撤回 000000000',
  },
  {
    says: 'returned before, then submitted and withdrawn on a day without times',
    events: '提交 2025-04-10, 退回 2025-04-15, 提交 2025-04-20, 撤回 2025-04-20',
    stands: '已撤回 000000000',
  },
  {
    says: 'sent back and recommended again on a day without times',
    events: '提交 2025-04-10, 市推荐 2025-04-20, 省退回 2025-04-25, 市推荐 2025-04-25',
    stands: '市已推荐 101000000',
  },
  {
    says: 'recommended and sent back on a day without times, for the first time',
    events: '提交 2025-04-10, 市推荐 2025-04-25, 省退回 2025-04-25',
    stands: '已退回 100000000',
  },
  {
    says: 'a day without a time, the day after',
    events: '提交 2025-04-20 09:00, 退回 2025-04-21, 提交 2025-04-22',
    stands: '已提交 100000000',
  },
];
