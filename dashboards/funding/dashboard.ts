import { defineDashboard } from '#spec';

export default defineDashboard({
  title: '资金成效',
  description: '奖补资金对着验收核定的投入看。尚无验收结论的项目另列，既不算零，也不算失败。',
  order: 4,
  panels: {
    headline: {
      title: '资金合计',
      chart: {
        mark: 'figures',
        show: [
          ['planned_investment'],
          ['declared_investment', 'investment_reduction_rate'],
          ['verified_investment', 'investment_completion_rate'],
          ['subsidy_allocated', 'support_coverage'],
          ['subsidy_paid', 'disbursement_rate'],
          ['subsidy_intensity'],
          ['leverage'],
          ['subsidy_recovered'],
        ],
      },
    },
    projects: {
      title: '逐个项目：核定实际投入与已下达奖补',
      note: '只画验收通过、核定投入已知的项目；还没有下达奖补的在下方另列。多于 500 个时只画核定投入最大的 500 个。奖补标准核定以后才画标准线。点击一点看该项目。',
      chart: {
        mark: 'scatter',
        x: 'verified_investment',
        y: 'subsidy_allocated',
        label: 'project_name',
        group: 'direction',
        limit: { rate: 'rule_rate', cap: 'rule_cap' },
      },
      links: { project_name: '/projects/{project_id}' },
      empty: '没有验收通过且核定投入已知的项目。',
    },
    steps: {
      isTall: true,
      title: '计划 → 申报 → 核定 → 奖补，按批次',
      note: '同一批核定实际投入已知的项目，前后可比；按立项批次归集，不按付款年度。各批次按自己的计划投资画。',
      width: 'half',
      chart: {
        mark: 'steps',
        by: 'batch',
        steps: ['planned_of_verified', 'declared_of_verified', 'verified_investment', 'subsidy_allocated'],
      },
      filters: ['batch'],
    },
    undecided: {
      title: '尚无验收结论的项目，按批次',
      note: '已揭榜、未终止、没有验收结论；它们的投入和奖补都未定，不计入上面的任何比率。',
      width: 'half',
      chart: {
        mark: 'table',
        show: ['batch', 'listed', 'concluded', 'conclusion_rate', 'terminated', 'in_progress'],
        bars: ['conclusion_rate'],
      },
      filters: ['batch'],
    },
    paid: {
      title: '下达、拨付与收回，按批次',
      note: '按立项批次归集；一个项目可有几笔，金额相加。',
      width: 'half',
      chart: {
        mark: 'table',
        show: ['batch', 'supported', 'subsidy_allocated', 'subsidy_paid', 'disbursement_rate', 'subsidy_recovered'],
        bars: ['disbursement_rate'],
      },
      filters: ['batch'],
    },
    'by-direction': {
      title: '各方向的完成、核减、强度与撬动',
      note: '都是合计之比，不是比率的平均。撬动比为描述性指标，不表示因果；n 小于 5 的只供参考。',
      chart: {
        mark: 'table',
        show: [
          'direction',
          'verified_investment',
          'investment_completion_rate',
          'investment_reduction_rate',
          'subsidy_allocated',
          'subsidy_intensity',
          'leverage',
        ],
        bars: ['investment_completion_rate', 'subsidy_intensity', 'leverage'],
      },
      filters: ['direction'],
    },
    'by-city': {
      title: '各市的完成、核减、强度与撬动',
      note: '十六市按行政区划代码排列。青岛为计划单列市，是否使用省级资金以实际下达为准。',
      chart: {
        mark: 'table',
        show: [
          'city',
          'verified_investment',
          'investment_completion_rate',
          'investment_reduction_rate',
          'subsidy_allocated',
          'subsidy_intensity',
          'leverage',
        ],
        bars: ['investment_completion_rate', 'subsidy_intensity', 'leverage'],
      },
      filters: ['city'],
    },
    'undecided-projects': {
      title: '尚无验收结论的项目',
      note: '已揭榜、未终止、没有验收结论；先列实施期止最早的 200 个。',
      chart: {
        mark: 'table',
        show: ['project_name', 'batch', 'city', 'direction', 'applicant', 'planned_investment', 'period_end'],
      },
      links: { project_name: '/projects/{project_id}' },
      empty: '没有尚无结论的项目。',
    },
  },
});
