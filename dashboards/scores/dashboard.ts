import { defineDashboard } from '#spec';

export default defineDashboard({
  title: '分数线',
  description:
    '评审得分在揭榜和不予揭榜的两边怎样分布，哪些与分数线不符。通知没有规定分数线，线是按实际揭榜的个数倒推的。',
  order: 3.1,
  within: 'directions',
  panels: {
    sides: {
      title: '评审得分：揭榜与不予揭榜，分方向',
      limit: 1500,
      note: '一个点一个项目。竖线：这个方向揭榜几个，就按得分取前几名，最后一名的得分；线按筛选留下的项目排，只看一个市时是这个市自己的。菱形的在线的另一边。',
      chart: {
        mark: 'sides',
        value: 'review_score',
        label: 'project_name',
        lane: 'lane',
        side: 'side',
        called: {
          above: '揭榜',
          below: '不予揭榜',
          between: '还没有定',
          odd: '与线不符',
          cut: '按得分取前几名的线',
          apart: '没有得分',
        },
        cut: 'cut_score',
        note: 'note',
        odd: 'odd',
        tells: ['standing', 'applicant', 'city', 'cut_score'],
      },
      says: [
        '有得分、已定的 {decided_n} 个里，线上而不予揭榜的 {above_n} 个，线下而揭榜的 {below_n} 个，与线同分而不予揭榜的 {tied_n} 个，都列在下面；还没有定的 {open_n} 个、没有得分的 {unknown_n} 个不参加排名。',
        '与线不符不等于评得不对：支持数量上限、查重、单位核查、公示异议都可能改变结论，图上看不出是哪一条，要看各项目的核查结果。',
      ],
      columns: ['lane', 'project_name', 'applicant', 'city', 'review_score', 'standing', 'cut_score'],
      links: { project_name: '/projects/{project_id}' },
      empty: '没有评审结论。',
    },
    beyond: {
      title: '与分数线不符的项目',
      limit: 200,
      note: '先列线上而不予揭榜的；点项目名看它的核查结果。',
      chart: {
        mark: 'table',
        show: ['lane', 'standing', 'project_name', 'applicant', 'city', 'review_score', 'cut_score', 'away'],
      },
      links: { project_name: '/projects/{project_id}' },
      empty: '没有与线不符的项目。',
    },
    lanes: {
      title: '各方向的分数线',
      note: '揭榜最低分低于不予揭榜最高分的，两边有重叠。',
      chart: {
        mark: 'table',
        show: [
          'batch',
          'direction',
          'reviewed_n',
          'listed_n',
          'lowest_listed',
          'refused_n',
          'highest_refused',
          'cut_score',
          'above_n',
          'below_n',
          'tied_n',
          'open_n',
          'unknown_n',
        ],
      },
      filters: ['batch', 'direction'],
      empty: '没有评审结论。',
    },
    unscored: {
      title: '没有得分的，还没有定的',
      limit: 100,
      note: '不参加上面的排名：没有得分不等于 0 分。',
      chart: {
        mark: 'table',
        show: ['project_name', 'applicant', 'city', 'batch', 'direction', 'review_score', 'standing'],
      },
      links: { project_name: '/projects/{project_id}' },
      empty: '没有得分未知、结论未定的项目。',
    },
  },
});
