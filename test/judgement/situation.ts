import { application, events, type Line } from '../pipelines/hand-in.ts';
import { creditCode } from '../province/credit-code.ts';

/** What was handed in of a few projects, and what an official would say of them. Ids begin with the situation's. */
export interface Situation {
  says: string;
  /** Cells of a project that are not the common ones, and its path: `提交 2025-04-10 09:00, 公布 2025-06-12`. */
  projects: Readonly<Record<string, { cells?: Line; path?: string }>>;
  /** Rows of the other files, by source. */
  rows?: Readonly<Record<string, readonly Line[]>>;
  /** Of a subject, by rule: its verdict, or none where the rule has nothing to say of it. */
  right: Readonly<Record<string, Readonly<Record<string, 'pass' | 'fail' | 'review' | 'none'>>>>;
}

/** A firm of the situations: its code and its name. */
export const firm = (number: number, name = `测试${number}公司`): Line => ({
  统一社会信用代码: codeOf(number),
  申报单位: name,
});
export const codeOf = (number: number): string =>
  creditCode({ kind: '91', division: '370102', number: 7_000_000 + number });

export const filed = '提交 2025-04-10 09:00, 县区推荐 2025-04-15 09:00, 市推荐 2025-04-20 09:00';
export const listed = `${filed}, 省评审 2025-05-20 09:00, 公示 2025-06-01 09:00, 公布 2025-06-12 09:00`;
export const listedIn2024 =
  '提交 2024-03-10 09:00, 县区推荐 2024-03-15 09:00, 市推荐 2024-03-20 09:00, 省评审 2024-04-20 09:00, 公示 2024-05-01 09:00, 公布 2024-05-12 09:00';
export const of2024: Line = { 批次: '2024-1', 揭榜任务: '中小企业数字化改造' };

/** What every application says unless a situation says otherwise. */
export const common: Line = {
  单位类型: '制造业企业',
  是否子公司: '否',
  建设性质: '新建',
  响应内容起始日期: '2025-03-01',
  实施期止: '2026-02-28',
  实施地点: '山东省济南市历下区',
  '项目总投资(万元)': '1000',
  '实施期内计划投资(万元)': '800',
};

/** All situations in one folder of files, by source. */
export function handedIn(situations: readonly Situation[]): Record<string, Line[]> {
  const sources: Record<string, Line[]> = { applications: [], events: [] };
  for (const { projects, rows = {} } of situations) {
    for (const [id, { cells = {}, path = filed }] of Object.entries(projects)) {
      sources.applications!.push(application(id, { ...common, ...cells }));
      sources.events!.push(...events(id, path));
    }
    for (const [source, lines] of Object.entries(rows)) (sources[source] ??= []).push(...lines);
  }
  return sources;
}
