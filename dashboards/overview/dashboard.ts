import { defineDashboard } from '#spec';

export default defineDashboard({
  title: '总览',
  description: '从申报到奖补走到了哪一步，哪里需要过问。',
  order: 1,
  panels: {
    headline: {
      title: '主要数字',
      chart: {
        mark: 'figures',
        show: [
          ['applied', 'projects'],
          ['recommended', 'recommendation_rate'],
          ['quota_used', 'quota_use_rate', 'quota_free', 'quota_over'],
          ['listed', 'listing_rate'],
          ['accepted', 'acceptance_rate', 'first_pass_rate'],
          ['due', 'on_time_rate', 'accepted_of_due_low', 'accepted_of_due_high'],
          ['verified_investment', 'investment_completion_rate'],
          ['subsidy_net', 'disbursement_rate', 'leverage'],
        ],
        missing: { quota_use_rate: 'quota_note', quota_free: 'quota_note', quota_over: 'quota_note' },
      },
    },
    stages: {
      title: '从申报到奖补',
      metrics: [
        'applied',
        'county_recommended',
        'recommended',
        'recommendation_rate',
        'listed',
        'listing_rate',
        'in_progress',
        'accepted',
        'acceptance_rate',
        'support_coverage',
      ],
      note: '每一步都是累计数，最后一步是验收通过的项目里有奖补的；在建项目尚无验收结论，虚线另画，不算通过也不算不通过。',
      width: 'half',
      chart: {
        mark: 'steps',
        steps: ['applied', 'county_recommended', 'recommended', 'listed', 'accepted', 'supported_accepted'],
        apart: { accepted: 'in_progress' },
        rates: {
          recommended: 'recommendation_rate',
          listed: 'listing_rate',
          accepted: 'acceptance_rate',
          supported_accepted: 'support_coverage',
        },
      },
    },
    'over-quota': {
      title: '超出推荐名额的市',
      note: '一市一批逐一比较；没有导入名额的市无从比较，不在此列。',
      width: 'half',
      chart: {
        mark: 'table',
        bars: ['quota_use_rate'],
        show: ['batch', 'city', 'quota', 'quota_used', 'quota_over', 'quota_use_rate'],
      },
      filters: ['batch', 'city'],
      empty: '已导入名额的市，没有一个超出名额。',
    },
    findings: {
      title: '条款核查需要处理的',
      note: '按通知条款逐项核查的结果；核查只提示，不把项目移出任何统计；先列还没有核定的。',
      width: 'half',
      chart: { mark: 'table', show: ['severity', 'title', 'clause', 'failed', 'in_review', 'undecided'] },
      links: { title: '/findings?rule={rule}&verdict=fail&verdict=review' },
      empty: '没有不通过或待核的事项。',
    },
    overdue: {
      title: '实施期已满、尚无验收结论',
      limit: 100,
      note: '以数据截至日为准，先列到期最早的；它们尚无结论，不作为不通过。',
      width: 'half',
      chart: { mark: 'table', show: ['project_name', 'city', 'period_end', 'planned_investment', 'planned_basis'] },
      filters: ['city'],
      links: { project_name: '/projects/{project_id}' },
      empty: '没有到期未验收的项目。',
    },
  },
});
