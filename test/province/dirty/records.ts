import type { Check } from '../checks.ts';
import { SYSTEM } from '../hand.ts';
import type { Project } from '../project.ts';
import type { Column } from '../sheet.ts';
import { applicationColumns } from '../tables/applications.ts';
import { CHECKS, PRIOR_SUPPORT } from '../tables/ledgers.ts';
import { ACCEPTANCES, SUBSIDIES } from '../tables/money.ts';
import { EVENTS, QUOTAS, RECOMMENDATIONS, REVIEWS } from '../tables/process.ts';
import type { Stock } from './stock.ts';

/** A line of a table by its headers, as the system would export it. */
export type Rec = Readonly<Record<string, string>>;

export interface Source {
  title: string;
  headers: readonly string[];
  money: ReadonlySet<string>;
  /** Of a project that is handed in; a quota is of none. */
  record(project: Project, stock: Stock, nth: number): Rec;
}

const source = <R>(
  title: string,
  columns: readonly Column<R>[],
  row: (project: Project, stock: Stock, nth: number) => R
): Source => ({
  title,
  headers: columns.map(({ header }) => header),
  money: new Set(columns.flatMap(({ header, amount }) => (amount ? [header] : []))),
  record(project, stock, nth) {
    const from = row(project, stock, nth);
    return Object.fromEntries(columns.map((column) => [column.header, column.cell(from, SYSTEM)]));
  },
});

const only = <T>(values: readonly T[]): T => values[0] as T;

/** The nine tables. */
export const SOURCES = {
  项目基本信息表: source('项目基本信息表', applicationColumns(), (project) => project),
  流程记录: source('流程记录', EVENTS, (project, stock) => ({ id: project.id, ...only(stock.lifeOf(project).events) })),
  推荐汇总表: source('推荐汇总表', RECOMMENDATIONS, ({ batch, city, id }, _, nth) => ({
    batch: batch.id,
    city,
    rank: 100 + nth,
    id,
  })),
  各市推荐名额表: source('各市推荐名额表', QUOTAS, (_, { batches, cities }, nth) => {
    const [batch, city] = [batches[Math.floor(nth / cities.length)], cities[nth % cities.length]];
    if (!batch || !city) throw new Error(`test/province: there are no ${nth + 1} quotas`);
    return { batch: batch.id, city, quota: 5 + (nth % 7) };
  }),
  省级评审: source('省级评审', REVIEWS, (project, stock) => ({ id: project.id, ...stock.lifeOf(project).review })),
  验收结果表: source('验收结果表', ACCEPTANCES, (project, stock) => ({
    id: project.id,
    ...stock.lifeOf(project).acceptance,
  })),
  奖补资金表: source('奖补资金表', SUBSIDIES, (project, stock) => ({
    id: project.id,
    ...only(stock.lifeOf(project).subsidies),
  })),
  单位核查表: source('单位核查表', CHECKS, ({ lead: { code } }, _, nth): Check => ({
    code,
    item: '经营状态',
    result: '存续',
    from: null,
    until: null,
    checkedOn: 20_200 + (nth % 5),
    origin: '示例信用平台查询',
  })),
  财政支持台账: source('财政支持台账', PRIOR_SUPPORT, ({ lead: { code }, name }, _, nth) => ({
    code,
    name,
    level: '市级',
    year: 2019 + (nth % 5),
    amount: 2_000 + 100 * nth,
    document: `示例财补〔${2019 + (nth % 5)}〕${nth + 1}号`,
  })),
} as const satisfies Readonly<Record<string, Source>>;

export type SourceName = keyof typeof SOURCES;

/** That a city recommended a project, as the record says it. */
export function recommendationOf(project: Project, stock: Stock): Rec {
  const event = stock.lifeOf(project).events.find(({ stage }) => stage === '市推荐');
  if (!event) throw new Error(`test/province: nobody recommended ${project.id}`);
  return Object.fromEntries(EVENTS.map(({ header, cell }) => [header, cell({ id: project.id, ...event }, SYSTEM)]));
}

/** Tables whose lines speak of a project that must be handed in. */
export const DEPENDENT: ReadonlySet<SourceName> = new Set([
  '流程记录',
  '推荐汇总表',
  '省级评审',
  '验收结果表',
  '奖补资金表',
]);
