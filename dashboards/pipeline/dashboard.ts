import { defineDashboard } from '#spec';

const matters = '/pipeline/matters';

export default defineDashboard({
  title: '督办台',
  description: '什么事到期没有办，该谁办、该找谁。',
  order: 1.5,
  whole: ['batch'],
  panels: {
    headline: {
      title: '主要数字',
      says: ['逾期几天、还剩几天都从数据的截至日 {as_of} 数，不是从今天数。'],
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
    actors: {
      title: '等谁办',
      note: '点数到名单：联系人、催办文字和答复在那里。',
      chart: { mark: 'table', show: ['actor', 'late', 'worst', 'coming', 'nearest', 'unlimited', 'unknown'] },
      links: {
        late: `${matters}?state=逾期&actor={actor}`,
        worst: `${matters}?state=逾期&actor={actor}`,
        coming: `${matters}?state=未到期&actor={actor}`,
        nearest: `${matters}?state=未到期&actor={actor}`,
        unlimited: `${matters}?state=没有期限&actor={actor}`,
        unknown: `${matters}?state=期限未知&actor={actor}`,
      },
      empty: '没有要办的事。',
    },
    late: {
      title: '逾期没有办的，最久的在前',
      limit: 12,
      note: '期限当日不算逾期。点“逾期天数”是这个项目的事，全部名单点上面的逾期数。',
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
      note: '点市只看一个市，下面按县（市、区）列。',
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
      limit: 12,
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
  },
});
