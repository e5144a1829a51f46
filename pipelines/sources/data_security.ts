import { defineSource } from '#spec';

export default defineSource({
  title: '数据安全评估表',
  handedInBy: ['县', '市'],
  dueBy: 'submit_by',
  onlyIn: 'forms',
  files: ['data_security', '数据安全评估表', '数据安全评估', '数据安全评估结果'],
  identity: {
    columns: ['project_id', 'assessment', 'assessed_on'],
    recurring: ['assessed_on'],
    subject: ['project_id'],
  },
  columns: {
    project_id: {
      header: '项目编号',
      aliases: ['项目编码', '项目代码', '项目号', '申报编号', '申报系统编号', '系统编号', '受理编号', '编号'],
      kind: 'project',
      required: true,
      essential: true,
    },
    assessment: {
      header: '评估结果',
      aliases: ['评估结论', '结果', '结论', '数据安全评估结果'],
      kind: 'choice',
      of: ['合格', '不合格'],
      required: true,
      essential: true,
    },
    assessed_on: { header: '评估日期', aliases: ['评估时间', '评估日', '日期'], kind: 'day' },
    assessor: { header: '评估机构', aliases: ['机构', '评估单位', '机构名称'], kind: 'name' },
  },
});
