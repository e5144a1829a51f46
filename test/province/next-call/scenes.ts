/** What a project of the invented call tells apart from the common one, by the headings of its form. */
export type Told = Readonly<Record<string, string>>;

/** A project of the invented call: what stands in its form, and what became of it. */
export interface Scene {
  id: string;
  /** Where it is not drawn like those of the province. */
  name?: string;
  form?: Told;
  /** The firm, where another project has the same: its number or, of a firm of the province, its code and name. */
  firm?: number | readonly [code: string, name: string];
  isSecond?: true;
  /** Times of its steps that are not the common ones; null: the step was left out. */
  steps?: Readonly<Record<string, string | null>>;
  /** Result of the data security assessment; null: none on file. */
  assessment?: string | null;
  review?: readonly [result: string, on: string];
  accepted?: readonly [invested: number];
  subsidy?: number;
}

const group: Told = { 企业属性: '市属国企', 所属集团: '示例二六集团' };
const qingdao: Told = { 推荐市: '青岛市', '县（市、区）': '市南区', 实施地点: '山东省青岛市市南区示例路2号' };
const unsent = { 提交: null, 县区推荐: null, 市级评审: null, 市推荐: null };
const at = (submitted: string, county: string, review: string, city: string) => ({
  提交: submitted,
  县区推荐: county,
  市级评审: review,
  市推荐: city,
});
const provider: Told = { 单位类型: '服务商' };
const listed = ['揭榜', '2026-10-01'] as const;

/** Firms of the province whose earlier projects are still under way at the deadline, or were not long before. */
const tyres = ['91370103000KBB2D8C', '示例济南壬午轮胎有限公司'] as const;
const machines = ['91370113000JEP3E6P', '示例济南己酉重工有限公司'] as const;
const ships = ['91370112000P7UYW15', '示例济南辛巳船舶有限公司'] as const;

/** A firm of the province that went into a firm of this call, while its project of 2025 was still under way. */
export const merger = {
  from: ['91370113000QB7LK0F', '示例济南丙午新材料有限公司'],
  into: 'R01',
  on: '2026-01-15',
  document: '示例登记通知〔2026〕3号',
} as const;

/**
 * The projects of the invented call, each for what it shows: tasks that are new, renamed, retired or written another
 * way; both deadlines to the second; the length of the period; owners; limits of the year over two batches; a county
 * that was merged; subsidies at the cap; the city's review; data security; results; firms with an accident, a listing,
 * a support, a predecessor.
 */
export const scenes: readonly Scene[] = [
  { id: 'A01' },
  { id: 'A02', form: { 揭榜任务: '人工智能赋能' } },
  { id: 'A03', form: { 揭榜任务: '10' } },
  { id: 'A04', form: { 揭榜任务: '轻量化改造数字产品和解决方案' }, steps: unsent, assessment: null },
  { id: 'A05', form: { 揭榜任务: '工业互联网安全解决方案' } },
  {
    id: 'A06',
    steps: at('2026-04-15 17:30:00', '2026-04-16 10:00:00', '2026-04-17 10:00:00', '2026-04-18 10:00:00'),
  },
  {
    id: 'A07',
    steps: at('2026-04-15 18:00:01', '2026-04-16 10:00:00', '2026-04-17 10:00:00', '2026-04-20 18:00:01'),
  },
  {
    id: 'A08',
    steps: at('2026-05-01 10:00:00', '2026-05-05 10:00:00', '2026-05-06 10:00:00', '2026-05-07 10:00:00'),
  },
  {
    id: 'A09',
    isSecond: true,
    steps: at('2026-08-31 18:00:00', '2026-09-01 10:00:00', '2026-09-02 10:00:00', '2026-09-05 18:00:00'),
  },
  { id: 'A10', form: { 响应内容起始日期: '2026-02-09' } },
  { id: 'A11', form: { 响应内容起始日期: '2025-06-01', 实施期止: '2026-11-30' } },
  { id: 'A12', form: { 实施期止: '2027-09-01' } },
  { id: 'A13', form: { 实施期止: '2027-09-02' } },
  { id: 'A14', form: { 实施期止: '2027-12-31' } },
  { id: 'A15', form: { 企业属性: '市属国企' } },
  { id: 'A16', form: { 企业属性: '中央驻鲁企业', 是否子公司: '是', 省级公司推荐函: '否' } },
  { id: 'A17', form: { 揭榜任务: '7' } },
  { id: 'A18', form: { 企业属性: '市属国企', 是否子公司: '是', 省级公司推荐函: '否' } },
  { id: 'B01', form: provider, firm: 900 },
  { id: 'B02', form: provider, firm: 900 },
  { id: 'B03', form: provider, firm: 900, isSecond: true },
  { id: 'C01', firm: 901 },
  { id: 'C02', firm: 901 },
  { id: 'D01', firm: tyres },
  { id: 'D02', firm: tyres },
  { id: 'E01', firm: machines },
  { id: 'E02', firm: machines },
  { id: 'F01', firm: ships },
  { id: 'F02', firm: ships },
  { id: 'G01', form: group },
  { id: 'G02', form: group },
  { id: 'G03', form: group },
  { id: 'G04', form: group },
  { id: 'G05', form: group, isSecond: true },
  { id: 'G06', form: group, isSecond: true },
  { id: 'G07', form: group, isSecond: true },
  { id: 'H01', form: { '县（市、区）': '槐荫区' } },
  { id: 'J01', form: { 揭榜任务: '10' }, review: listed, accepted: [1000], subsidy: 100 },
  {
    id: 'J02',
    form: { 揭榜任务: '10', '项目投资总规模(万元)': '3200', '实施期内计划投资(万元)': '3200' },
    review: listed,
    accepted: [3000],
    subsidy: 250,
  },
  { id: 'J03', form: { 揭榜任务: '10' }, isSecond: true, review: listed, accepted: [1000], subsidy: 101 },
  { id: 'J04', form: { 揭榜任务: '10' }, isSecond: true, review: listed, accepted: [500], subsidy: 50 },
  { id: 'K01', steps: { 市级评审: null } },
  { id: 'L01', assessment: null },
  { id: 'L02', assessment: '不合格' },
  { id: 'L03', form: { 数据安全自评估: '否' } },
  { id: 'M01', review: ['备选', '2026-10-01'] },
  { id: 'M02', review: ['揭榜', '2026-06-01'] },
  { id: 'N01', form: { 揭榜任务: '10', 单位类型: '载体承建单位' } },
  { id: 'N02', form: { 揭榜任务: '9', 单位类型: '载体承建单位', 企业属性: '市属国企', 建设性质: '已建成' } },
  { id: 'N03', form: { 揭榜任务: '任务十' } },
  { id: 'Q01' },
  { id: 'Q02' },
  { id: 'Q03' },
  { id: 'R01', form: { 揭榜任务: '8' }, name: '工程机械链主带动上下游数字化平台升级项目（示例）' },
  { id: 'U01', form: { ...qingdao, 企业属性: '中央驻鲁企业', 是否子公司: '是', 省级公司推荐函: '是' } },
  { id: 'U02', form: { ...qingdao, 企业属性: '省属国企', 是否子公司: '是', 省级公司推荐函: '是' } },
  { id: 'U03', form: { ...qingdao, 揭榜任务: '人工智能赋能', 响应内容起始日期: '2026-03-01', 实施期止: '2027-08-31' } },
  { id: 'U04', form: { ...qingdao, 揭榜任务: '8' }, isSecond: true },
];

/** What the check of a firm found, where it is not what it is of all others. */
export const found: Readonly<Record<string, { item: string; result: string; on: string }>> = {
  Q01: { item: '安全生产事故', result: '重大', on: '2025-06-01' },
  Q02: { item: '严重失信', result: '列入', on: '2025-06-01' },
};

/** Projects that the province had supported before, under the same name. */
export const supported: readonly string[] = ['Q03'];

export const quotas = [
  ['2026-1', '济南市', '20'],
  ['2026-1', '青岛市', '18'],
  ['2026-2', '济南市', '10'],
  ['2026-2', '青岛市', '9'],
] as const;
