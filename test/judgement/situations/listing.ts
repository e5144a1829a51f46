import type { Line } from '../../pipelines/hand-in.ts';
import { filed, firm, listed, listedIn2024, of2024, type Situation } from '../situation.ts';

const shown = `${filed}, 省评审 2025-05-20 09:00, 公示：公示无异议 2025-06-01 09:00`;
const published = `${shown}, 公布 2025-06-12 09:00`;

/** One conclusion: applied for in March, 600 of 700 万元 verified, 9 of 10 targets met. */
const concluded = (项目编号: string, changed: Line = {}): Line => ({
  项目编号,
  申请日期: '2026-03-20',
  验收日期: '2026-04-20',
  验收结论: '通过',
  '申报实际投入(万元)': '700',
  '核定实际投入(万元)': '600',
  约定指标数: '10',
  完成指标数: '9',
  发布日期: '2026-05-10',
  ...changed,
});
const put = (项目编号: string, 验收日期: string): Line => ({
  项目编号,
  申请日期: '2026-03-20',
  验收日期,
  验收结论: '整改',
});
const review = (项目编号: string, 结论: string, 评审日期 = '2025-05-20'): Line => ({ 项目编号, 结论, 评审日期 });
const money = (项目编号: string, 下达: string, changed: Line = {}): Line => ({
  项目编号,
  预算年度: '2026',
  下达日期: '2026-06-01',
  '下达金额(万元)': 下达,
  ...changed,
});
const paid = (amount: string, on = '2026-06-10'): Line => ({ 拨付日期: on, '拨付金额(万元)': amount });
const chain: Line = { 揭榜任务: '7' };
const carried = ['C13a', 'C13b', 'C13c', 'C13d', 'C13e'];

/** From the review to the last fen: what listed whom, what an acceptance says, and where money went. */
export const situations: Readonly<Record<string, Situation>> = {
  C11: {
    says: 'to be put right, then passed, in one table',
    projects: { C11: { cells: firm(1100), path: published } },
    rows: { acceptances: [put('C11', '2026-04-10'), concluded('C11', { 验收日期: '2026-06-10' })] },
    right: {
      C11: { acceptance_overdue: 'pass', concluded_without_application: 'pass', acceptance_unpublished: 'pass' },
    },
  },
  C13: {
    says: 'paid in two budget years and all of it recovered: five others fill the cap',
    projects: Object.fromEntries(
      ['C13', ...carried].map((id, nth) => [id, { cells: { ...chain, ...firm(1300 + nth) }, path: published }])
    ),
    rows: {
      acceptances: ['C13', ...carried].map((id) => concluded(id)),
      subsidies: [
        ...carried.map((id) => money(id, '10', paid('10'))),
        money('C13', '50', paid('50')),
        money('C13', '30', {
          预算年度: '2027',
          下达日期: '2027-03-01',
          ...paid('30', '2027-03-10'),
          '收回金额(万元)': '80',
        }),
      ],
    },
    right: {
      C13: { subsidy_without_acceptance: 'pass', recovery: 'pass' },
      链式转型: { direction_support_cap: 'pass' },
    },
  },
  C15: {
    says: 'published, and a later review says no; with the step 撤销 it is out of the list and told',
    projects: {
      C15: { cells: firm(1500), path: published },
      C15r: { cells: firm(1501), path: `${published}, 撤销 2025-07-02 09:00` },
      C15p: { cells: firm(1502), path: `${published}, 撤销 2026-06-05 09:00` },
    },
    rows: {
      reviews: [review('C15', '不予揭榜', '2025-07-01'), review('C15r', '不予揭榜', '2025-07-01')],
      acceptances: [concluded('C15p')],
      subsidies: [money('C15p', '20', paid('20'))],
    },
    right: {
      C15: { listed_without_review: 'fail', revoked_listing: 'pass' },
      C15r: { revoked_listing: 'fail', acceptance_overdue: 'none' },
      C15p: { revoked_listing: 'fail', subsidy_without_acceptance: 'fail', recovery: 'fail' },
    },
  },
  C16: {
    says: 'published while an objection was looked into; one that was found untrue',
    projects: {
      C16: {
        cells: firm(1600),
        path: `${filed}, 省评审 2025-05-20, 公示：有异议，正在核查 2025-06-01 09:00, 公布 2025-06-12`,
      },
      C16s: {
        cells: firm(1601),
        path: `${filed}, 省评审 2025-05-20, 公示：异议不成立 2025-06-01 09:00, 公布 2025-06-12`,
      },
    },
    right: { C16: { listed_without_review: 'fail' }, C16s: { listed_without_review: 'pass' } },
  },
  C17: {
    says: 'published an hour after it was shown: the notice says no length; what came of it, where it is not said, is that it was published',
    projects: {
      C17: {
        cells: firm(1700),
        path: `${filed}, 省评审 2025-05-20, 公示：无异议 2025-06-01 09:00, 公布 2025-06-01 10:00`,
      },
      C17b: { cells: firm(1701), path: `${filed}, 省评审 2025-05-20, 公示 2025-06-01 09:00, 公布 2025-06-01 10:00` },
    },
    right: { C17: { listed_without_review: 'pass' }, C17b: { listed_without_review: 'pass' } },
  },
  C18L: {
    says: 'reviewed, or shown, and not published yet: nobody is listed',
    projects: { C18L: { cells: firm(1800), path: filed }, C18M: { cells: firm(1801), path: shown } },
    rows: { reviews: [review('C18L', '揭榜'), review('C18M', '揭榜')] },
    right: {
      C18L: { listed_without_review: 'none', acceptance_overdue: 'none' },
      C18M: { listed_without_review: 'none', acceptance_overdue: 'none' },
    },
  },
  C31: {
    says: 'withdrawn, 90 allocated and 95 paid',
    projects: { C31: { cells: firm(3100), path: `${listed}, 撤回 2025-09-01 09:00` } },
    rows: { subsidies: [money('C31', '90', paid('95'))] },
    right: { C31: { subsidy_without_acceptance: 'fail', paid_beyond_allocated: 'fail', recovery: 'fail' } },
  },
  C32: {
    says: 'no log: refused, verified beyond declared, allocated before and paid before that',
    projects: {
      C32: { cells: { ...of2024, ...firm(3200) }, path: '' },
      C32b: { cells: { ...of2024, ...firm(3201) }, path: '' },
    },
    rows: {
      reviews: [review('C32', '揭榜', '2024-05-01'), review('C32b', '揭榜', '2024-05-01')],
      acceptances: [
        {
          项目编号: 'C32',
          验收日期: '2025-03-01',
          验收结论: '不通过',
          '申报实际投入(万元)': '500',
          '核定实际投入(万元)': '700',
        },
        concluded('C32b', { 申请日期: '2025-02-01', 验收日期: '2025-03-01' }),
      ],
      subsidies: [
        money('C32', '100', { 预算年度: '2025', 下达日期: '2025-02-01', ...paid('120', '2025-01-10') }),
        money('C32b', '60', { 预算年度: '2025', 下达日期: '2025-03-20' }),
      ],
    },
    right: {
      C32: {
        listed_without_review: 'review',
        concluded_without_application: 'review',
        verified_beyond_declared: 'fail',
        subsidy_without_acceptance: 'fail',
        paid_beyond_allocated: 'fail',
        recovery: 'fail',
      },
      C32b: { subsidy_without_acceptance: 'review', idle_money: 'fail', targets: 'pass' },
    },
  },
  C33: {
    says: 'passed and paid, never listed',
    projects: { C33: { cells: firm(3300), path: filed } },
    rows: { acceptances: [concluded('C33')], subsidies: [money('C33', '40')] },
    right: { C33: { subsidy_without_acceptance: 'fail', concluded_without_application: 'fail' } },
  },
  C34: {
    says: 'concluded before it was published and before it applied',
    projects: { C34: { cells: firm(3400), path: published } },
    rows: { acceptances: [concluded('C34', { 申请日期: '2026-05-01', 验收日期: '2025-04-20' })] },
    right: { C34: { concluded_without_application: 'fail' } },
  },
  L1: {
    says: 'amounts that do not fit: five times the total, three of ten targets, more than was proposed, nothing recovered',
    projects: {
      L1a: { cells: { ...of2024, ...firm(3500) }, path: listedIn2024 },
      L1b: { cells: firm(3501), path: published },
      L1c: { cells: firm(3502), path: published },
      L1d: { cells: firm(3503), path: `${published}, 终止 2026-07-01 09:00` },
    },
    rows: {
      acceptances: [
        concluded('L1a', { '申报实际投入(万元)': '9000', '核定实际投入(万元)': '5000' }),
        concluded('L1b', { 完成指标数: '3' }),
        concluded('L1c'),
        concluded('L1d'),
      ],
      subsidies: [money('L1c', '60', { '拟奖补金额(万元)': '50' }), money('L1d', '60', paid('60'))],
    },
    right: {
      L1a: { verified_beyond_declared: 'fail' },
      L1b: { targets: 'fail' },
      L1c: { subsidy_beyond_investment: 'fail' },
      L1d: { subsidy_without_acceptance: 'pass', recovery: 'fail' },
      技术赋能: { subsidy_beyond_rule: 'review' },
    },
  },
};
