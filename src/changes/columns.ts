import type { ColumnInfo } from '#spec';
import { stepTitles } from './report.ts';
import { steps } from './worlds.ts';

const text = (name: string, title: string): ColumnInfo => ({ name, title, type: 'string', unit: null });
const number = (name: string, title: string): ColumnInfo => ({ name, title, type: 'number', unit: null });

/** What a table of figures says in its files; numbers as they are printed, so that each row adds up. */
export const ofFigures: readonly ColumnInfo[] = [
  text('title', '指标'),
  text('unit', '单位'),
  number('before', '原'),
  number('after', '现'),
  number('change', '变动'),
  ...steps.map((step) => number(step, `因${stepTitles[step]}`)),
  number('raised', '增'),
  number('lowered', '减'),
  number('lines', '几项'),
  text('status', '结果'),
  text('reason', '说明'),
];

export const ofLines: readonly ColumnInfo[] = [
  text('step', '因什么'),
  text('group', '怎样'),
  text('subject', '对象'),
  text('title', '名称'),
  text('city', '市'),
  text('kind', '变化'),
  text('moved', '移动'),
  text('before', '原'),
  text('after', '现'),
  text('numerator_before', '分子原'),
  text('numerator_after', '分子现'),
  text('denominator_before', '分母原'),
  text('denominator_after', '分母现'),
  text('share', '贡献'),
  text('unit', '贡献的单位'),
  text('exact', '贡献（精确）'),
  text('because', '依据'),
];

export const ofProjects: readonly ColumnInfo[] = [
  text('project_id', '项目编号'),
  text('project_name', '项目名称'),
  text('applicant', '申报单位'),
  text('city', '市'),
  text('batch', '批次'),
  text('kind', '变化'),
  text('moved', '移动'),
  text('reasons', '依据'),
];

export const ofVerdicts: readonly ColumnInfo[] = [
  text('title', '规则'),
  text('subject', '对象'),
  text('batch', '批次或年度'),
  text('city', '市'),
  text('step', '因什么'),
  text('from', '原'),
  text('to', '现'),
  text('message_from', '原来的说明'),
  text('message_to', '现在的说明'),
];

export const ofFiles: readonly ColumnInfo[] = [text('file', '文件'), text('state', '变化'), text('before', '原名')];

export const ofReference: readonly ColumnInfo[] = [
  text('kind', '哪一类'),
  text('file', '文件'),
  number('row', '行'),
  text('column', '列'),
  text('from', '原'),
  text('to', '现'),
];

export const ofEffects: readonly ColumnInfo[] = [
  text('file', '文件'),
  text('title', '指标'),
  text('said', '变动'),
  text('unit', '单位'),
  number('lines', '几项'),
];

/** Codes in words, by column. */
export const codeWords = {
  status: {
    unchanged: '没有变',
    offset: '合计未变，各项相抵',
    changed: '变了',
    became_known: '此前没有这个数',
    became_unknown: '现在没有这个数',
    unknown: '两边都没有这个数',
    not_comparable: '不可比',
  },
  kind: {
    entered: '新增',
    left: '没有了',
    changed: '数据改了',
    moved_in: '移入',
    moved_out: '移出',
    reference: '口径数据',
    engine: '程序和口径公式',
  },
  step: stepTitles,
  state: {
    same: '未变',
    renamed: '改名',
    rewritten: '只是写法变了',
    changed: '变了',
    added: '新增',
    removed: '没有了',
  },
} as const;
