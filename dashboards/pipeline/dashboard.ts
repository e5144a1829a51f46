import { defineDashboard } from '#spec';

const matters = '/pipeline/matters';
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
  title: '督办台',
  description: '每个项目停在哪一步、多久了，什么事到期没有办，该找谁。',
  order: 1.5,
  whole: ['batch'],
  panels: {
    headline: {
      title: '主要数字',
      chart: {
        mark: 'figures',
        show: [['late', 'worst'], ['coming', 'nearest'], ['unlimited'], ['unknown']],
      },
      links: {
        late: `${matters}?state=逾期`,
        worst: `${matters}?state=逾期`,
        coming: `${matters}?state=未到期`,
        nearest: `${matters}?state=未到期`,
        unlimited: `${matters}?state=没有期限`,
        unknown: `${matters}?state=期限未知`,
      },
    },
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
    late: {
      title: '逾期没有办的，最久的在前',
      limit: 20,
      note: '期限当日不算逾期。点“逾期天数”是全部名单：联系人、催办文字和答复在那里。',
      chart: {
        mark: 'table',
        show: ['days_late', 'what', 'applicant', 'project_name', 'city', 'county', 'acting', 'due_on', 'due_basis'],
      },
      filters: ['city', 'county'],
      links: {
        project_name: '/projects/{project_id}',
        days_late: `${matters}?search={project_id}`,
        what: `${matters}?state=逾期&what={what}`,
        acting: `${matters}?state=逾期&acting={acting}`,
      },
      empty: '没有逾期没有办的事。',
    },
    cities: {
      title: '各市',
      note: '点数到名单；点市只看一个市，下面按县（市、区）列。',
      chart: {
        mark: 'table',
        show: [
          'city',
          'late',
          'worst',
          'coming',
          'nearest',
          'unlimited',
          'unknown',
          'firm',
          'county_office',
          'city_office',
          'province_office',
        ],
      },
      filters: ['city'],
      links: {
        late: `${matters}?state=逾期&city={city}`,
        worst: `${matters}?state=逾期&city={city}`,
        coming: `${matters}?state=未到期&city={city}`,
        nearest: `${matters}?state=未到期&city={city}`,
        unlimited: `${matters}?state=没有期限&city={city}`,
        unknown: `${matters}?state=期限未知&city={city}`,
        firm: `${matters}?actor=申报单位&city={city}`,
        county_office: `${matters}?actor=县（市、区）&city={city}`,
        city_office: `${matters}?actor=市&city={city}`,
        province_office: `${matters}?actor=省&city={city}`,
      },
      empty: '没有要办的事。',
    },
    counties: {
      title: '各县（市、区），逾期最久的在前',
      limit: 30,
      chart: {
        mark: 'table',
        show: ['city', 'county', 'late', 'worst', 'coming', 'nearest', 'unlimited', 'unknown'],
      },
      filters: ['city', 'county'],
      links: {
        late: `${matters}?state=逾期&city={city}&county={county}`,
        worst: `${matters}?state=逾期&city={city}&county={county}`,
        coming: `${matters}?state=未到期&city={city}&county={county}`,
        nearest: `${matters}?state=未到期&city={city}&county={county}`,
        unlimited: `${matters}?state=没有期限&city={city}&county={county}`,
        unknown: `${matters}?state=期限未知&city={city}&county={county}`,
      },
      empty: '没有要办的事。',
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
    arrived: {
      title: '谁交的、谁推荐的，最晚的在前',
      limit: 30,
      note: '选了日子的，只列那几天的记录。',
      chart: {
        mark: 'table',
        show: ['told', 'step', 'standing', 'project_name', 'applicant', 'batch', 'city', 'county'],
      },
      filters: ['city', 'county'],
      links: { project_name: '/projects/{project_id}' },
      empty: '没有提交和推荐的记录。',
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
    deadlines: {
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
  },
});
