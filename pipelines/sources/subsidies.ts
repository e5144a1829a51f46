import { defineSource } from '#spec';

export default defineSource({
  title: '奖补资金表',
  handedInBy: ['处室', '市'],
  files: ['subsidies', 'subsidy', '奖补资金', '奖补表', '奖补明细', '资金下达', '资金拨付'],
  identity: {
    columns: ['project_id', 'budget_year', 'document', 'allocated_on'],
    pending: ['document', 'allocated_on'],
    subject: ['project_id', 'budget_year'],
  },
  columns: {
    project_id: {
      header: '项目编号',
      aliases: ['项目编码', '项目代码', '项目号', '申报编号', '申报系统编号', '系统编号', '受理编号', '编号'],
      kind: 'project',
      required: true,
      essential: true,
    },
    budget_year: {
      header: '预算年度',
      aliases: ['预算年份', '资金年度', '奖补年度', '年度', '年份'],
      kind: 'year',
      required: true,
    },
    subsidy_proposed: {
      header: '拟奖补金额',
      aliases: [
        '拟奖补资金',
        '拟奖补',
        '拟安排金额',
        '拟安排资金',
        '拟支持金额',
        '拟支持资金',
        '拟补助金额',
        '建议奖补金额',
      ],
      kind: 'money',
    },
    document: {
      header: '下达文号',
      aliases: ['文号', '资金文号', '下达文件', '指标文号', '下达文件号', '文件号'],
      kind: 'name',
    },
    allocated_on: {
      header: '下达日期',
      aliases: ['下达时间', '资金下达日期', '资金下达时间', '指标下达日期'],
      kind: 'day',
    },
    subsidy_allocated: {
      header: '下达金额',
      aliases: [
        '下达资金',
        '下达奖补金额',
        '下达奖补资金',
        '已下达金额',
        '已下达资金',
        '资金下达金额',
        '奖补金额',
        '下达数',
      ],
      kind: 'money',
    },
    paid_on: {
      header: '拨付日期',
      aliases: ['拨付时间', '资金拨付日期', '资金拨付时间', '到账日期', '支付日期'],
      kind: 'day',
    },
    subsidy_paid: {
      header: '拨付金额',
      aliases: [
        '拨付资金',
        '拨付奖补金额',
        '已拨付金额',
        '已拨付资金',
        '资金拨付金额',
        '实际拨付金额',
        '到账金额',
        '支付金额',
        '拨付数',
      ],
      kind: 'money',
    },
    subsidy_recovered: {
      header: '收回金额',
      aliases: ['收回资金', '收回奖补金额', '已收回金额', '已收回资金', '追回金额', '追回资金', '退回金额', '收回数'],
      kind: 'money',
    },
  },
});
