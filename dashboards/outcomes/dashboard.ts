import { defineDashboard } from '#spec';

/** What is told of each lane of a strip: the names of its columns. */
const lane = {
  count: 'known_n',
  middle: 'middle',
  half: { low: 'half_low', high: 'half_high' },
  possible: { low: 'possible_low', high: 'possible_high' },
  odd: 'odd',
} as const;

const few = '只有 {few_n} 个项目算得出，太少，只画点，不说分布。';
const none = '一个也算不出：{none_open} 个通过了验收，还没有下达奖补。';

export default defineDashboard({
  title: '成效分布',
  description: '一个点一个项目：合计之比背后的高低、离群和集中。尚未定的画成空心，不算进中位数。',
  order: 4.1,
  within: 'funding',
  panels: {
    intensity: {
      title: '奖补强度，逐个项目，按批次',
      limit: 1000,
      note: '净奖补 ÷ 核定实际投入。空心的是通过验收、还没有下达的，画在拟奖补的位置；没有拟奖补的在右边。',
      chart: {
        mark: 'strip',
        value: 'intensity',
        label: 'project_name',
        lane: 'lane',
        ...lane,
        expected: 'expected',
        tells: ['applicant', 'city', 'subsidy_of_verified', 'verified_investment'],
        open: '尚未下达',
      },
      says: [
        '有奖补的 {all_n} 个项目，一半在 {all_low} 到 {all_high} 之间，中位数 {all_middle}，合计之比 {sums_rate}：两者不同，是因为投入大的项目占的分量大。',
        '通过验收还没有下达的 {open_n} 个都不下达，中位数是 {none_middle}；其中有拟奖补的 {proposed_n} 个都照拟奖补下达，是 {proposed_middle}。',
        few,
        none,
        '高低受奖补标准的比例和上限左右，不说明项目好坏。',
      ],
      columns: ['project_name', 'batch', 'city', 'intensity', 'expected', 'subsidy_of_verified', 'verified_investment'],
      links: { project_name: '/projects/{project_id}' },
      empty: '没有验收通过的项目。',
    },
    leverage: {
      title: '撬动比，逐个项目，按批次',
      limit: 1000,
      note: '核定实际投入 ÷ 净奖补。空心的是通过验收、还没有下达的，画在拟奖补的位置；没有拟奖补的在右边。',
      chart: {
        mark: 'strip',
        value: 'each_leverage',
        label: 'project_name',
        lane: 'batch',
        ...lane,
        expected: 'expected',
        tells: ['applicant', 'city', 'verified_investment', 'subsidy_of_verified'],
        open: '尚未下达',
      },
      says: [
        '有奖补的 {all_n} 个项目，一半在 {all_low} 到 {all_high} 之间，中位数 {all_middle}，合计之比 {sums_ratio}。',
        '另有 {open_n} 个通过验收还没有下达，其中 {proposed_n} 个有拟奖补：都照拟奖补下达，中位数是 {proposed_middle}；都不下达的，不变。',
        few,
        none,
        '这是描述：没有奖补这些投入会不会有，图上看不出来。',
      ],
      columns: [
        'project_name',
        'batch',
        'city',
        'each_leverage',
        'expected',
        'verified_investment',
        'subsidy_of_verified',
      ],
      links: { project_name: '/projects/{project_id}' },
      empty: '没有验收通过的项目。',
    },
    places: {
      title: '奖补强度：青岛单列',
      limit: 1000,
      note: '青岛为计划单列市，是否使用省级资金以实际下达为准；分开看，合计不受它左右。',
      chart: {
        mark: 'strip',
        value: 'intensity',
        label: 'project_name',
        lane: 'lane',
        ...lane,
        expected: 'expected',
        tells: ['applicant', 'city', 'subsidy_of_verified', 'verified_investment'],
        open: '尚未下达',
      },
      says: [few, none, '两组的项目数、任务和批次不一样，高低不同不等于待遇不同。'],
      columns: ['project_name', 'lane', 'batch', 'intensity', 'expected', 'subsidy_of_verified', 'verified_investment'],
      links: { project_name: '/projects/{project_id}' },
      empty: '没有验收通过的项目。',
    },
  },
});
