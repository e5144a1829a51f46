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
          ['quota_used', 'quota_use_rate'],
          ['listed', 'listing_rate'],
          ['accepted', 'acceptance_rate'],
          ['verified_investment', 'investment_completion_rate'],
          ['subsidy_allocated', 'disbursement_rate'],
          ['leverage'],
        ],
        missing: { quota_use_rate: 'quota_note' },
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
        'listed_without_log',
        'in_progress',
        'accepted',
        'acceptance_rate',
        'supported',
        'support_coverage',
      ],
      note: '每一步都是累计数；在建项目尚无验收结论，虚线另画，不算通过也不算不通过。',
      width: 'half',
      chart: {
        mark: 'steps',
        steps: ['applied', 'county_recommended', 'recommended', 'listed', 'accepted', 'supported'],
        apart: { accepted: 'in_progress' },
      },
    },
    'over-quota': {
      title: '超出推荐名额的市',
      note: '按批次逐一比较；没有导入名额的批次无从比较，不在此列；名额不分方向、任务等，按这些筛选时没有可比。',
      width: 'half',
      chart: {
        mark: 'table',
        bars: ['quota_use_rate'],
        show: ['batch', 'city', 'quota', 'quota_used', 'quota_remaining', 'quota_use_rate'],
      },
      filters: ['batch', 'city'],
      empty: '没有超出名额的市，或者当前筛选下没有名额可比。',
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
      note: '以数据截至日为准，先列到期最早的 100 个；它们尚无结论，不作为不通过。',
      width: 'half',
      chart: { mark: 'table', show: ['project_name', 'city', 'period_end', 'planned_investment'] },
      filters: ['city'],
      links: { project_name: '/projects/{project_id}' },
      empty: '没有到期未验收的项目。',
    },
  },
});
