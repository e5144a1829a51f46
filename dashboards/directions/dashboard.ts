import { defineDashboard } from '#spec';

export default defineDashboard({
  title: '方向分布',
  description: '各方向、各任务有多少项目，分布在哪些市，各走到哪一步。',
  order: 3,
  panels: {
    stages: {
      title: '各方向从申报到奖补',
      note: '每个方向按自己的申报数画，只比形状，不比长短。申报所写的任务没有对照的，记为未映射。',
      chart: {
        mark: 'steps',
        by: 'direction',
        steps: ['applied', 'county_recommended', 'recommended', 'listed', 'accepted', 'supported'],
        apart: { accepted: 'in_progress' },
        colored: true,
      },
      filters: ['direction'],
    },
    directions: {
      title: '各方向的数与比',
      note: 'n 是分母的项目数，小于 5 的只供参考。在建项目没有验收结论，不在验收通过率的分母里。',
      width: 'half',
      chart: {
        mark: 'table',
        show: [
          'direction',
          'applied',
          'recommendation_rate',
          'listing_rate',
          'in_progress',
          'acceptance_rate',
          'support_coverage',
        ],
      },
      filters: ['direction'],
    },
    tasks: {
      isTall: true,
      title: '各任务的申报与揭榜',
      note: '所看批次的通知列出的任务都在，没有申报的为 0，筛选掉的不列；几份通知一起看时，改了名称、写明承接的并在新名称下。往年没有对照的任务注明年度，同名也不相加。点击一项按任务筛选。',
      width: 'half',
      chart: { mark: 'bar', label: 'task', values: ['applied', 'listed'] },
      filters: ['direction', 'task'],
    },
    caps: {
      title: '支持数量与上限',
      note: '支持数量是已下达奖补的项目数，全省合计，只随批次和方向筛选；上限是通知所定，不设上限的方向不画。',
      width: 'half',
      chart: { mark: 'bullet', label: 'capped', value: 'supported', target: 'at_most', left: 'places_left' },
      filters: ['direction'],
      empty: '当前筛选下没有设上限的方向。',
    },
    grid: {
      title: '市 × 任务：申报项目数',
      note: '颜色越深项目越多，空格为 0。点击一格按该市、该任务筛选。',
      chart: { mark: 'heat', x: 'task', y: 'city', value: 'applied' },
      filters: ['city', 'direction', 'task'],
    },
  },
});
