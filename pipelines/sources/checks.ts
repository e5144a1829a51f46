import { defineSource } from '#spec';

export default defineSource({
  title: '单位核查表',
  handedInBy: ['处室'],
  files: ['checks', '单位核查', '企业核查', '核查表', '核查结果', '核查汇总'],
  identity: {
    columns: ['applicant_id', 'item', 'result', 'from_on', 'checked_on'],
    recurring: ['checked_on'],
    subject: ['applicant_id', 'item'],
  },
  columns: {
    applicant_id: {
      header: '统一社会信用代码',
      aliases: [
        '社会信用代码',
        '统一信用代码',
        '信用代码',
        '申报单位统一社会信用代码',
        '申报单位信用代码',
        '企业统一社会信用代码',
        '企业信用代码',
        '单位统一社会信用代码',
        '单位信用代码',
      ],
      kind: 'code',
      required: true,
      essential: true,
    },
    item: {
      header: '核查事项',
      aliases: ['核查项目', '核查内容', '核查类别', '核查类型', '事项', '事项名称'],
      kind: 'choice',
      of: ['安全生产事故', '严重失信', '经营异常', '绿色门槛', '经营状态'],
      required: true,
      essential: true,
    },
    result: {
      header: '结果',
      aliases: ['核查结果', '核查结论', '结论', '核查情况', '情况'],
      kind: 'answer',
      required: true,
      essential: true,
      note: '如 较大、列入、不予支持、符合、存续',
    },
    from_on: {
      header: '发生或列入日期',
      aliases: ['发生日期', '列入日期', '发生/列入日期', '发生（列入）日期', '发生时间', '列入时间', '发生或列入时间'],
      kind: 'day',
    },
    until_on: {
      header: '移出日期',
      aliases: ['移出时间', '移除日期', '解除日期', '修复日期', '移出（修复）日期'],
      kind: 'day',
    },
    checked_on: { header: '核查日期', aliases: ['核查时间', '查询日期', '查询时间', '核实日期'], kind: 'day' },
    origin: {
      header: '来源',
      aliases: ['数据来源', '信息来源', '核查来源', '查询来源', '核查渠道', '来源渠道'],
      kind: 'text',
    },
  },
});
