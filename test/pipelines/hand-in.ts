import Papa from 'papaparse';

export type Line = Readonly<Record<string, string>>;

/** One line of 项目基本信息表, changed where a test cares. */
export function application(id: string, changed: Line = {}): Line {
  return {
    项目编号: id,
    批次: '2025',
    项目名称: `项目${id}`,
    揭榜任务: '1',
    统一社会信用代码: '91370100MA3C4D5E6F',
    申报单位: '示例甲公司',
    单位类型: '服务商',
    企业性质: '民营',
    推荐市: '济南市',
    '县（市、区）': '历下区',
    '项目总投资(万元)': '100',
    ...changed,
  };
}

/** Lines of 流程记录 from a path such as `提交 2025-04-01 09:00, 公示：无异议 2025-06-01`. */
export function events(id: string, path: string): Line[] {
  return path
    .split(',')
    .filter((step) => step.trim() !== '')
    .map((step) => {
      const [said = '', ...time] = step.trim().split(' ');
      const [stage = '', result = ''] = said.split('：');
      return { 项目编号: id, 环节: stage, 时间: time.join(' '), ...(result === '' ? {} : { 结果: result }) };
    });
}

/** The text of a file; a column that a line lacks is blank. */
export function csv(lines: readonly Line[]): string {
  const columns = [...new Set(lines.flatMap((line) => Object.keys(line)))];
  return Papa.unparse([...lines], { columns });
}

/** Files of one folder, named for their source; what is empty is not handed in. */
export function handIn(sources: Readonly<Record<string, readonly Line[]>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(sources)
      .filter(([, lines]) => lines.length > 0)
      .map(([source, lines]) => [`${source}.csv`, csv(lines)])
  );
}

/** The first row of each source's file and no more. */
export const headersOnly: Readonly<Record<string, string>> = {
  'applications.csv':
    '项目编号,批次,项目名称,揭榜任务,统一社会信用代码,申报单位,单位类型,企业性质,推荐市,项目总投资(万元)\n',
  'events.csv': '项目编号,环节,时间\n',
  'quotas.csv': '批次,市,推荐名额\n',
  'reviews.csv': '项目编号,结论\n',
  'acceptances.csv': '项目编号,验收结论\n',
  'subsidies.csv': '项目编号,预算年度\n',
};
