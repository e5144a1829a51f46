import type { Stage } from '../stages/stages.ts';

/** What a load is about to do. */
export interface Progress {
  step: string;
  detail?: string;
}

export type OnProgress = (progress: Progress) => void;

/** What people read while a stage is made. */
export const stageTitles: Readonly<Record<Stage, string>> = {
  reference: '参考数据',
  parsers: '单元格读法',
  staging: '规范字段',
  checks: '逐行检查',
  links: '核对关联',
  resolved: '判定取舍',
  warnings: '查看可疑',
  validated: '有效数据',
  known: '当日已知',
  lifecycle: '项目进程',
  marts: '主题表',
  rules: '规则判定',
  assertions: '平衡校验',
  metrics: '指标',
};
