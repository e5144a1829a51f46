import { defineDashboard } from '#spec';

/** Those whose period ends in a month. */
const ended =
  '/projects?only=period_end_month:{asked}&only=listed:1&only=terminated:0&sort=period_end' +
  ['project_name', 'applicant', 'batch', 'city', 'county', 'stage', 'period_end', 'acceptance_result']
    .map((name) => `&show=${name}`)
    .join('');
/** A list of projects with how long each stands where it stands, the longest first. */
const shown = ['project_name', 'applicant', 'batch', 'city', 'county', 'stage', 'since_on', 'stayed_days'];
const stays = `&sort=-stayed_days${shown.map((name) => `&show=${name}`).join('')}`;

export default defineDashboard({
  title: '停留',
  description: '每个项目停在哪一步、多久了；还在办的各市各阶段停多久，实施期到哪个月满。',
  order: 1.51,
  within: 'pipeline',
  whole: ['batch'],
  panels: {
    standing: {
      title: '在办和已截止',
      chart: {
        mark: 'figures',
        show: [['under_way', 'undated'], ['closed']],
        missing: { under_way: 'unsure_note', closed: 'unsure_note' },
      },
      links: {
        under_way: `/projects?only=progress:在办${stays}`,
        undated: `/projects?only=progress:在办&only=since_on:${stays}`,
        closed: `/projects?only=progress:已截止${stays}`,
        unsure: `/projects?only=progress:未知${stays}`,
      },
    },
    stages: {
      title: '停在哪一步、多久了',
      note: '只算还在办的；本批已截止而没有走完的另列；没有日期的停留天数未知，不在中位数之内。',
      width: 'half',
      chart: {
        mark: 'table',
        show: ['stage', 'under_way', 'middle', 'worst', 'undated', 'closed'],
        missing: { under_way: 'unsure_note' },
      },
      filters: ['stage'],
      links: {
        under_way: `/projects?stage={stage}&only=progress:在办${stays}`,
        middle: `/projects?stage={stage}&only=progress:在办${stays}`,
        worst: `/projects?stage={stage}&only=progress:在办${stays}`,
        undated: `/projects?stage={stage}&only=progress:在办&only=since_on:${stays}`,
        closed: `/projects?stage={stage}&only=progress:已截止${stays}`,
        unsure: `/projects?stage={stage}&only=progress:未知${stays}`,
      },
      empty: '没有在办的项目。',
    },
    calendar: {
      title: '验收日历：实施期到哪个月满',
      note: '已揭榜、未终止的项目。终了的月份里，没有结论的就是逾期；实施期止未知的单列，是不是逾期也未知。点一个月看是哪些项目。',
      width: 'half',
      chart: { mark: 'bar', label: 'month', values: ['has_conclusion', 'overdue', 'ahead', 'undue'], stack: true },
      columns: ['month', 'has_conclusion', 'overdue', 'ahead', 'undue'],
      links: {
        month: ended,
        has_conclusion: `${ended}&only=concluded:1`,
        overdue: `${ended}&only=concluded:0&only=due:1`,
        ahead: `${ended}&only=concluded:0&only=due:0`,
        undue: `${ended}&only=concluded:0`,
      },
      empty: '没有已揭榜的项目。',
    },
    grid: {
      title: '各市各阶段停留的中位天数',
      note: '只算在办的、有日期的；空着的是没有这样的项目。点一格只看这个市这个阶段，下面的表里点数看是哪些项目。',
      chart: { mark: 'heat', x: 'stage', y: 'city', value: 'middle' },
      filters: ['city', 'stage'],
      links: {
        under_way: `/projects?city={city}&stage={stage}&only=progress:在办${stays}`,
        middle: `/projects?city={city}&stage={stage}&only=progress:在办${stays}`,
        worst: `/projects?city={city}&stage={stage}&only=progress:在办${stays}`,
        undated: `/projects?city={city}&stage={stage}&only=progress:在办&only=since_on:${stays}`,
      },
      empty: '没有在办的项目。',
    },
  },
});
