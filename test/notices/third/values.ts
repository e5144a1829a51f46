/** A row of a table of the notice. */
export type Cells = Readonly<Record<string, string>>;

/** By table, what whoever enters the third notice writes: the rows, or what each row of the notice before becomes. */
export const values: Readonly<Record<string, (last: Cells) => Cells | null>> = {
  notice: () => ({
    title: '关于组织开展2027年度“工赋百景”制造业数字化转型揭榜挂帅项目申报工作的通知',
    issued_on: '2027-02-20',
    issued_on_clause: '落款',
    is_sample: 'false',
  }),
  applicant_types: ({ applicant_type }) => ({
    only_direction: applicant_type === '载体承建单位' ? '载体赋能' : '不限',
    clause: '二（一）',
  }),
  carry_overs: ({ from_batch }) => (from_batch?.startsWith('2024') ? null : { clause: '二（五）' }),
  construction_states: () => ({ clause: '二（三）' }),
  county_changes: () => null,
  forms: () => null,
  metrics: () => ({ clause: '三（五）' }),
  ownerships: ({ ownership = '' }) => {
    const is = String(['中央驻鲁企业', '省属国企'].includes(ownership));
    return { is_quota_exempt: is, needs_letter: is, is_group_limited: is, clause: '三（二）' };
  },
  results: ({ result, last_means = '', last_stage = '' }) =>
    result === '备选' ? null : { means: last_means, stage: last_stage, clause: '三（三）' },
  steps: ({ step }) => (step === '市级评审' ? null : { clause: '三（二）' }),
  subsidy_rules: () => ({ rate: '0.15', cap: '1500000', status: '已核定', clause: '三（五）' }),
  thresholds: ({ last_at_least = '' }) => ({ at_least: last_at_least, note: '处室定', clause: '二（四）' }),
  rules: ({ rule = '', last_severity = '', last_moment = '' }) => {
    const [clause = '', quotation = '', scope = 'batch'] = quoted[rule] ?? [];
    const judged = {
      clause,
      quotation,
      scope,
      severity: quotation.includes('原则上') ? 'warning' : last_severity || 'error',
      moment: last_moment || 'submit_by',
    };
    return quotation === '' ? { off: '通知没有写' } : judged;
  },
};

/** The rules that the third notice has: its clause, its words, and the year where it holds for that. */
const quoted: Readonly<Record<string, readonly string[]>> = {
  abnormal_operation: ['二（二）2', '未列入经营异常名录'],
  applicant_kind: ['二（一）', '申报主体为数字化转型服务商或制造业企业，其中公共服务载体由载体承建单位申报'],
  construction_state: ['二（三）', '项目应为新建项目或在建项目，公共服务载体应已经建成或基本建成'],
  county_skipped: ['三（二）', '县（市、区）初审推荐后，由各市择优排序推荐'],
  direction_support_cap: ['三（五）', '链式转型全年支持不超过5个', 'year'],
  green_threshold: ['二（二）3', '符合财政涉企资金“绿色门槛”制度要求'],
  group_limit: ['三（二）', '同一集团全年揭榜项目不超过4个', 'year'],
  late_recommendation: ['三（一）', '各市推荐截止时间为2027年4月9日17时'],
  late_submission: ['三（一）', '第一批网上填报截止时间为2027年3月31日17时'],
  listed_without_review: ['三（三）', '评审结果公示无异议后公布'],
  manufacturer_limit: ['二（五）', '每个制造业企业每年参与的项目不超过1个', 'year'],
  not_operating: ['二（二）1', '正常经营'],
  over_quota: ['三（二）', '各市推荐名额见附件2'],
  period_too_long: ['二（三）', '实施期原则上不超过两年'],
  provider_limit: ['二（五）', '每个服务商每年参与的项目原则上不超过3个', 'year'],
  provincial_letter: ['三（二）', '中央驻鲁企业、省属国企子公司须提供省级公司推荐函'],
  repeat_support: ['二（四）', '同一项目此前未获得过省级财政资金支持'],
  safety_accident: ['二（二）2', '近两年内未发生较大及以上安全生产事故'],
  serious_dishonesty: ['二（二）2', '严重失信行为'],
  started_before_notice: ['二（三）', '响应内容须在本通知印发之日后开展'],
  subsidy_beyond_rule: ['三（五）', '按不超过核定实际投入的15%给予奖补，最高150万元'],
  verified_beyond_declared: ['三（四）', '并核查实际投入资金'],
};

const listOf = (columns: string, lines: readonly string[]): Cells[] =>
  lines.map((line) => {
    const cells = line.split('|');
    return Object.fromEntries(columns.split('|').map((column, at) => [column, cells[at] ?? '']));
  });

/** Tables whose rows are all new. */
export const lists: Readonly<Record<string, readonly Cells[]>> = {
  answers: listOf('clause|quotation|reason', [
    '一|聚焦智能赋能、链式转型、载体赋能3个方向，设置8项揭榜任务|方向、任务见 directions.csv、tasks.csv',
    '三（二）|各市推荐名额见附件2|名额由处室交来',
  ]),
  limits: listOf('name|applies_to|at_most|unit|is_in_principle|clause', [
    'applicant_projects|服务商|3|个|true|二（五）',
    'applicant_projects|制造业企业|1|个|false|二（五）',
    'group_projects|集团|4|个|false|三（二）',
    'supported_projects|链式转型|5|个|false|三（五）',
    'period_years|实施期|2|年|true|二（三）',
    'clean_years|申报单位|2|年|false|二（二）2',
  ]),
  directions: listOf(
    'position|direction|succeeds|clause|is_quota_exempt|is_quota_exempt_clause|has_support_cap|has_support_cap_clause|is_carrier|is_carrier_clause',
    [
      '1|智能赋能|技术赋能|一|false|三（二）|false|三（五）|false|二（三）',
      '2|链式转型|链式转型|一|true|三（二）|true|三（五）|false|二（三）',
      '3|载体赋能|载体赋能；数据赋能|一|true|三（二）|false|三（五）|true|二（三）',
    ]
  ),
  tasks: listOf('task_no|task|direction|succeeds|clause', [
    '1|人工智能赋能|智能赋能|人工智能赋能|附件1',
    '2|智能工厂建设|智能赋能||附件1',
    '3|工业互联网+安全生产|智能赋能|工业互联网+安全生产|附件1',
    '4|工业互联网安全解决方案|智能赋能|工业互联网安全解决方案|附件1',
    '5|供应链协同改造|链式转型|面向重点产业链的供应链协同改造|附件1',
    '6|重点产业链链式转型|链式转型|重点产业链链式转型|附件1',
    '7|数字化转型公共服务载体|载体赋能|数字化转型公共服务载体|附件1',
    '8|工业数据要素公共服务载体|载体赋能|工业数据要素流通应用|附件1',
  ]),
  batches: listOf('batch|title|year|notice|submit_by|submit_by_clause|recommend_by|recommend_by_clause', [
    '2027-1|2027年第一批|2027|2027|2027-03-31 17:00:00|三（一）|2027-04-09 17:00:00|三（一）',
    '2027-2|2027年第二批|2027|2027|2027-09-30 17:00:00|三（一）|2027-10-15 17:00:00|三（一）',
  ]),
};
