import { defineDashboard } from '#spec';

export default defineDashboard({
  title: '期限',
  description: '各项期限办得怎样，提交和推荐怎样赶上截止时间。',
  order: 1.52,
  within: 'pipeline',
  whole: ['batch'],
  panels: {
    verdicts: {
      title: '各项期限办得怎样',
      note: '按通知条款的判定，包括已经办了、但是办晚了的。',
      chart: {
        mark: 'table',
        show: ['batch', 'what', 'closes', 'clause', 'failed', 'in_review', 'passed'],
        missing: { failed: 'open_note', passed: 'open_note' },
      },
      filters: ['batch'],
      links: {
        failed: '/findings?rule={rule}&verdict=fail&batch={batch}',
        in_review: '/findings?rule={rule}&verdict=review&batch={batch}',
        passed: '/findings?rule={rule}&verdict=pass&batch={batch}',
      },
      empty: '没有判过的期限。',
    },
    arrivals: {
      title: '提交和推荐怎样赶上截止时间',
      note: '逐小时累计的次数，退回以后再提交的又算一次；多个批次的，画截止最晚的一个。只写到日的不画，另列在下面。点一处只看那一天，按住横着划一段只看那几天，也可以在上面“提交、推荐日”里填；筛了日子的从第一天起累计。',
      chart: {
        mark: 'climb',
        at: 'hour',
        values: ['submitted', 'by_county', 'by_city'],
        until: ['submit_by', 'recommend_by'],
        days: 12,
      },
      filters: ['arrived_on'],
      columns: [
        'hour',
        'arrived_on',
        'submissions',
        'submitted',
        'county_recommendations',
        'by_county',
        'city_recommendations',
        'by_city',
      ],
      empty: '没有写明钟点的提交和推荐。',
    },
    untimed: {
      title: '对着截止时间',
      note: '县区推荐没有自己的截止时间，对着市推荐的截止时间列。只写到日而正是截止当日的，先后不明，不算按时也不算逾期。',
      chart: {
        mark: 'table',
        show: ['batch', 'step', 'closes', 'timed', 'after', 'before_day', 'that_day', 'after_day', 'no_deadline'],
      },
      filters: ['batch'],
      empty: '没有流程记录。',
    },
    arrived: {
      title: '谁交的、谁推荐的，最晚的在前',
      limit: 15,
      note: '选了日子的，只列那几天的记录。',
      chart: {
        mark: 'table',
        show: ['told', 'step', 'standing', 'project_name', 'applicant', 'batch', 'city', 'county'],
      },
      filters: ['city', 'county'],
      links: { project_name: '/projects/{project_id}' },
      empty: '没有提交和推荐的记录。',
    },
  },
});
