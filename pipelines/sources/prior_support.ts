import { defineSource } from '#spec';

export default defineSource({
  title: '财政支持台账',
  handedInBy: ['处室'],
  files: ['prior_support', 'prior-support', '财政支持台账', '财政支持', '财政资金支持台账', '历年财政支持', '历年支持'],
  identity: {
    columns: ['applicant_id', 'project_name', 'year', 'document'],
    subject: ['applicant_id', 'project_name', 'year'],
  },
  columns: {
    applicant_id: {
      header: '统一社会信用代码',
      aliases: [
        '社会信用代码',
        '统一信用代码',
        '信用代码',
        '承担单位统一社会信用代码',
        '承担单位信用代码',
        '企业统一社会信用代码',
        '企业信用代码',
        '单位统一社会信用代码',
        '单位信用代码',
      ],
      kind: 'code',
      required: true,
      essential: true,
    },
    project_name: {
      header: '项目名称',
      aliases: ['支持项目名称', '获支持项目名称', '项目全称', '项目名'],
      kind: 'name',
      required: true,
      essential: true,
    },
    level: {
      header: '资金级次',
      aliases: ['级次', '资金级别', '资金层级', '支持级次', '支持级别', '财政级次', '资金来源级次'],
      kind: 'choice',
      of: ['中央', '省级', '市级', '县级'],
      required: true,
      essential: true,
    },
    year: {
      header: '年度',
      aliases: ['支持年度', '资金年度', '年份', '支持年份', '下达年度'],
      kind: 'year',
      required: true,
    },
    amount: {
      header: '金额',
      aliases: ['支持金额', '资金金额', '支持资金', '财政资金', '财政支持金额', '补助金额', '下达金额'],
      kind: 'money',
    },
    document: { header: '文号', aliases: ['支持文号', '下达文号', '资金文号', '文件号', '文件文号'], kind: 'name' },
  },
});
