import { defineSource } from '#spec';

export default defineSource({
  title: '验收结果表',
  handedInBy: ['处室'],
  files: ['acceptances', 'acceptance', '验收结果', '验收表', '验收评估', '验收情况', '验收汇总'],
  key: ['project_id', 'concluded_on'],
  columns: {
    project_id: {
      header: '项目编号',
      aliases: ['项目编码', '项目代码', '项目号', '申报编号', '申报系统编号', '系统编号', '受理编号', '编号'],
      kind: 'project',
      required: true,
      essential: true,
    },
    applied_on: {
      header: '申请日期',
      aliases: ['验收申请日期', '申请验收日期', '申请时间', '验收申请时间', '申请验收时间'],
      kind: 'day',
    },
    concluded_on: {
      header: '验收日期',
      aliases: ['验收时间', '验收结论日期', '验收评估日期', '验收评估时间', '结论日期', '验收完成日期'],
      kind: 'day',
    },
    result: {
      header: '验收结论',
      aliases: ['验收结果', '验收评估结论', '验收评估结果', '验收意见', '结论'],
      kind: 'choice',
      of: ['通过', '不通过', '整改', '延期', '终止'],
      required: true,
      essential: true,
    },
    declared_investment: {
      header: '申报实际投入',
      aliases: [
        '申报实际投资',
        '申报投入',
        '申报投入资金',
        '申报实际投入资金',
        '企业申报实际投入',
        '申报实际投入金额',
        '企业申报投入',
        '申报完成投资',
        '申报数',
      ],
      kind: 'money',
    },
    verified_investment: {
      header: '核定实际投入',
      aliases: [
        '核定实际投资',
        '核定投入',
        '核定投入资金',
        '核定实际投入资金',
        '核定实际投入金额',
        '核定投资',
        '核查认定投入',
        '核定完成投资',
        '审定投入',
        '核定数',
      ],
      kind: 'money',
      note: '空着表示尚未核定，不要填 0',
    },
    reduction_reason: { header: '核减原因', aliases: ['核减说明', '核减理由', '核减事由'], kind: 'text' },
    score: { header: '验收得分', aliases: ['验收评分', '验收分数', '验收评估得分', '得分'], kind: 'number' },
    targets_agreed: {
      header: '约定指标数',
      aliases: ['约定指标数量', '指标约定数', '任务指标数', '指标总数', '应完成指标数', '约定指标'],
      kind: 'integer',
    },
    targets_met: {
      header: '完成指标数',
      aliases: ['完成指标数量', '指标完成数', '达标指标数', '已完成指标数', '实际完成指标数', '完成指标'],
      kind: 'integer',
    },
    published_on: {
      header: '发布日期',
      aliases: ['发布时间', '公布日期', '验收发布日期', '结果发布日期'],
      kind: 'day',
    },
  },
});
