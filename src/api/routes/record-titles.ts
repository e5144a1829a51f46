import { titlesOf, type Catalog } from '#query';
import type { Api } from '../http/context.ts';
import type { Titles } from './record-said.ts';

/** What addresses say besides filters. */
const parameters: Readonly<Record<string, string>> = {
  format: '格式',
  metrics: '指标',
  metric: '指标',
  by: '按',
  of: '来自',
  rule: '规则',
  verdict: '结论',
  decision: '核定',
  severity: '轻重',
  notice: '通知',
  clause: '条款',
  subject_id: '对象',
  project_id: '项目',
  project: '项目',
  span: '批次或年度',
  search: '搜索',
  sort: '排序',
  version: '版本',
  as_of: '截至',
  limit: '前几行',
  offset: '从第几行起',
  file: '文件',
  sheet: '工作表',
  state: '去处',
  check: '问题',
  effect: '影响',
  compared: '比上一版',
  assertion: '对账项',
  links: '附溯源',
  stream: '类别',
  event: '事项',
  since: '自',
  until: '至',
  accept: '接受对已截止批次的改动',
};

/** How roles, rules and filters are called now; where nothing is published, by their names. */
export async function titlesNow({ office, warehouse, catalogOf }: Api): Promise<Titles> {
  const catalog = await warehouse.lease().then(
    async (lease): Promise<Catalog | null> => {
      try {
        return await catalogOf(lease);
      } finally {
        lease.release();
      }
    },
    () => null
  );
  return {
    role: (name) => office?.desk.roles.get(name)?.title ?? name,
    rule: (name) => catalog?.rules.get(name)?.title ?? name,
    metric: (name) => catalog?.metrics.get(name)?.title ?? name,
    parameter: (name) =>
      catalog !== null && Object.hasOwn(catalog.values, name) ? titlesOf(catalog, [name]) : (parameters[name] ?? name),
  };
}
