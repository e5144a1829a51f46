import { application, events, handIn } from '../hand-in.ts';

const sent = '提交 2025-04-01 09:00, 县区推荐 2025-04-08 09:00, 市推荐 2025-04-20 09:00';
const money = (total: string, planned = '', end = '2026-03-31') => ({
  '项目总投资(万元)': total,
  '实施期内计划投资(万元)': planned,
  实施期止: end,
});
const qingdao = { 推荐市: '青岛市', '县（市、区）': '市南区' };

/** The day that its figures are told as of. */
export const asOf = '2026-06-30';

/**
 * Two cities with quotas, in 万元:
 *
 * | id | city | where it stands | takes a place | total | planned
 * | declared | verified | targets | allocated | paid | recovered |
 * | J1 | 济南 | accepted, subsidised | yes | 100 | 80 | 90 | 70 | 8 / 10 | 14 | 7 | 1 |
 * | J2 | 济南 | refused at acceptance | yes | 200 | (200) | 150 | 120 | 3 / 10 | | | |
 * | J3 | 济南 | accepted, subsidised | exempt, task 7| 60 | (60) | — | 50 | — / 5 | 6 + 4 | — | |
 * | J4 | 济南 | county has recommended | | 40 | (40) | | | | | | |
 * | J5 | 济南 | withdrawn | | 30 | (30) | | | | | | |
 * | Q1 | 青岛 | listed, under way | yes | 500 | 300 | 10 | — (整改) | | | | |
 * | Q2 | 青岛 | terminated, no county | yes | 20 | (20) | | | | | | |
 * | Q3 | 青岛 | not listed | yes | 10 | (10) | | | | | | |
 * | Q4 | 青岛 | not submitted | | — | — | | | | | | |
 *
 * All but J3, of which it is not known, end on 2026-03-31; the as-of day is 2026-06-30. J1 was allocated
 * on 2026-05-01, 20 days after it was accepted (15 were proposed), and paid 20 days later; of J3 the 6 are not
 * paid yet, the 4 were after 39 days, nobody says how much.
 *
 * Quotas of 2025: 济南市 4, 青岛市 2.
 */
export const province = handIn({
  applications: [
    application('J1', money('100', '80')),
    application('J2', money('200')),
    application('J3', { ...money('60', '', ''), 揭榜任务: '7' }),
    application('J4', money('40')),
    application('J5', money('30')),
    application('Q1', { ...qingdao, ...money('500', '300'), 揭榜任务: '2' }),
    application('Q2', { ...qingdao, ...money('20') }),
    application('Q3', { ...qingdao, ...money('10') }),
    application('Q4', { ...qingdao, ...money('—') }),
  ],
  events: [
    ...['J1', 'J2', 'J3'].flatMap((id) => events(id, `${sent}, 公布 2025-06-10 09:00`)),
    ...events('J4', '提交 2025-04-01 09:00, 县区推荐 2025-04-08 09:00'),
    ...events('J5', '提交 2025-04-01 09:00, 撤回 2025-04-02 09:00'),
    ...events('Q1', `${sent}, 公布 2025-06-10 09:00`),
    ...events('Q2', '提交 2025-04-01 09:00, 市推荐 2025-04-20 09:00, 公布 2025-06-10 09:00, 终止 2025-09-01 09:00'),
    ...events('Q3', sent),
  ],
  reviews: [
    { 项目编号: 'Q1', 结论: '揭榜', 评审日期: '2025-05-20' },
    { 项目编号: 'Q3', 结论: '不予揭榜', 评审日期: '2025-05-20' },
  ],
  acceptances: [
    {
      项目编号: 'J1',
      验收日期: '2026-04-11',
      验收结论: '通过',
      '申报实际投入(万元)': '90',
      '核定实际投入(万元)': '70',
      约定指标数: '10',
      完成指标数: '8',
    },
    {
      项目编号: 'J2',
      验收结论: '不通过',
      '申报实际投入(万元)': '150',
      '核定实际投入(万元)': '120',
      约定指标数: '10',
      完成指标数: '3',
    },
    { 项目编号: 'J3', 验收结论: '通过', '核定实际投入(万元)': '50', 约定指标数: '5' },
    { 项目编号: 'Q1', 验收结论: '整改', '申报实际投入(万元)': '10', '核定实际投入(万元)': '9' },
  ],
  subsidies: [
    {
      项目编号: 'J1',
      预算年度: '2026',
      '拟奖补金额(万元)': '15',
      '下达金额(万元)': '14',
      下达日期: '2026-05-01',
      '拨付金额(万元)': '7',
      拨付日期: '2026-05-21',
      '收回金额(万元)': '1',
    },
    { 项目编号: 'J3', 预算年度: '2026', '下达金额(万元)': '6' },
    { 项目编号: 'J3', 预算年度: '2027', '下达金额(万元)': '4', 下达日期: '2026-05-02', 拨付日期: '2026-06-10' },
  ],
  quotas: [
    { 批次: '2025', 市: '济南市', 推荐名额: '4' },
    { 批次: '2025', 市: '青岛市', 推荐名额: '2' },
  ],
});

/** Each metric of 济南市, of 青岛市 and of both, worked out from the table above; the comment is the arithmetic of both. */
export const worked: Readonly<
  Record<string, readonly [jinan: number | null, qingdao: number | null, both: number | null]>
> = {
  projects: [5, 4, 9],
  applied: [4, 3, 7], // not J5 (withdrawn), not Q4 (not submitted)
  county_recommended: [4, 2, 6], // J1–J4, Q1, Q3
  recommended: [3, 3, 6], // J1–J3, Q1–Q3
  recommendation_rate: [3 / 4, 3 / 3, 6 / 7],
  quota: [4, 2, 6],
  quota_used: [2, 3, 5], // not J3 (exempt)
  quota_exempt: [1, 0, 1],
  quota_free: [2, 0, 2], // Qingdao's one too many takes nothing away
  quota_over: [0, 1, 1],
  quota_remaining: [2, -1, 1],
  quota_use_rate: [2 / 4, 3 / 2, 5 / 6],
  listed: [3, 2, 5], // J1–J3, Q1, Q2
  listed_without_log: [0, 0, 0],
  listing_rate: [3 / 3, 2 / 3, 5 / 6],
  in_progress: [0, 1, 1], // Q1: being put right is no conclusion
  terminated: [0, 1, 1],
  termination_rate: [0 / 3, 1 / 2, 1 / 5],
  concluded: [3, 0, 3],
  conclusion_rate: [3 / 3, 0 / 2, 3 / 5],
  accepted: [2, 0, 2],
  acceptance_rate: [2 / 3, null, 2 / 3], // of the concluded, not of the listed
  first_pass_rate: [2 / 3, null, 2 / 3], // J1 and J3 at once
  total_investment: [4_300_000, 5_300_000, 9_600_000], // 100+200+60+40+30, 500+20+10
  due: [2, 1, 3], // J1, J2, Q1: J3's end is unknown, Q2 is terminated
  on_time_rate: [2 / 2, 0 / 1, 2 / 3],
  accepted_of_due_low: [1 / 2, 0 / 1, 1 / 3], // J1
  accepted_of_due_high: [1 / 2, 1 / 1, 2 / 3], // and Q1, which may pass yet
  planned_of_listed: [3_400_000, 3_200_000, 6_600_000], // 80+200+60, 300+20
  planned_as_total_of_listed: [2_600_000, 200_000, 2_800_000], // J2, J3, Q2
  planned_investment: [4_100_000, 3_300_000, 7_400_000], // 80+200+60+40+30, 300+20+10
  declared_investment: [2_400_000, 100_000, 2_500_000], // 90+150, 10
  verified_investment: [2_400_000, null, 2_400_000], // 70+120+50; Q1 has no conclusion
  investment_completion_rate: [70 / 80, null, 70 / 80], // J1 alone has a plan of its own
  investment_completion_rate_with_total: [240 / 340, null, 240 / 340], // (70+120+50) / (80+200+60)
  investment_reduction_rate: [50 / 240, null, 50 / 240], // (90−70 + 150−120) / (90+150): J3 declared nothing
  subsidy_proposed: [150_000, null, 150_000], // J1
  subsidy_allocated: [240_000, null, 240_000], // 14 + 6 + 4
  subsidy_paid: [70_000, null, 70_000],
  subsidy_recovered: [10_000, null, 10_000],
  subsidy_net: [230_000, null, 230_000], // 14 − 1 + 6 + 4
  disbursement_rate: [7 / 20, null, 7 / 20], // 7 + 0 of 14 + 6; what was paid of the 4 is unknown
  unpaid: [1, 0, 1],
  unpaid_amount: [60_000, null, 60_000], // the 6 of J3
  days_to_allocate: [20, null, 20], // J1
  days_to_pay: [59 / 2, null, 59 / 2], // 20 and 39
  supported: [2, 0, 2], // J1, J3
  support_coverage: [2 / 2, null, 2 / 2],
  subsidy_intensity: [23 / 120, null, 23 / 120], // (13+10) / (70+50)
  leverage: [120 / 23, null, 120 / 23],
  targets_met_rate: [11 / 20, null, 11 / 20], // (8+3) / (10+10): J3's are not known to be met or not
};
