/** What columns of a notice's tables are called beside their values; one that goes without saying is ''. */
const called: Readonly<Record<string, string>> = {
  at_most: '',
  unit: '',
  is_in_principle: '原则上',
  is_quota_exempt: '不占名额',
  has_support_cap: '设支持数量上限',
  is_carrier: '公共服务载体',
  needs_letter: '子公司要推荐函',
  is_group_limited: '集团限额写在其条款里',
  direction: '方向',
  task: '',
  note: '说明',
  amount: '金额（元）',
  aliases: '又称',
  succeeds: '接续',
  only_direction: '只可申报',
  means: '含义',
  stage: '阶段',
  rate: '比例',
  cap: '上限（元）',
  budget: '预算（元）',
  status: '',
  merged_into: '并入',
  at_least: '界限',
  issued_on: '印发日期',
  header: '表头',
};

/** What parameters are called that tables know by a name of their own. */
const names: Readonly<Record<string, string>> = {
  applicant_projects: '每年度参与项目数',
  group_projects: '集团项目数',
  supported_projects: '支持数量',
  period_years: '实施期，按年',
  period_months: '实施期，按月',
  clean_years: '近几年无事故、失信',
  name_similarity: '项目名称相近',
  name_contained: '项目名称包含',
  investment_change: '总投资变动',
  check_months: '下达前核查，几个月之内',
  verified_of_total: '核定实际投入与总投资之比',
  targets_met_share: '完成指标占约定的比例',
  recovery_days: '收回，几天之内',
  idle_months: '久未拨付，几个月',
};

export const named = (column: string, value: string): string =>
  column === 'is_carrier' ? (value === 'true' ? '公共服务载体' : '其他方向') : (names[value] ?? value);

export function worded(column: string, value: string): string {
  const title = called[column] ?? column;
  const said = value === 'true' ? '是' : value === 'false' ? '否' : value;
  return title === '' ? said : `${title} ${said}`;
}
