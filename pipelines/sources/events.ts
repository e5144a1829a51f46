import { defineSource } from '#spec';

export default defineSource({
  title: '流程记录',
  files: ['events', '流程记录', '流程表', '流转记录', '办理记录', '办理流程'],
  identity: {
    columns: ['project_id', 'stage', 'happened_at'],
    subject: ['project_id', 'stage'],
  },
  columns: {
    project_id: {
      header: '项目编号',
      aliases: ['项目编码', '项目代码', '项目号', '申报编号', '申报系统编号', '系统编号', '受理编号', '编号'],
      kind: 'project',
      required: true,
      essential: true,
    },
    stage: {
      header: '环节',
      aliases: [
        '流程环节',
        '办理环节',
        '当前环节',
        '环节名称',
        '流程',
        '流程节点',
        '节点',
        '操作',
        '操作类型',
        '办理事项',
      ],
      kind: 'choice',
      of: ['提交', '退回', '撤回', '县区推荐', '市级评审', '市推荐', '省退回', '省评审', '公示', '公布', '申请验收', '终止'],
      required: true,
      essential: true,
    },
    happened_at: {
      header: '时间',
      aliases: ['办理时间', '操作时间', '发生时间', '处理时间', '流程时间', '环节时间', '日期时间', '办理日期', '日期'],
      kind: 'time',
      required: true,
      essential: true,
      note: '写到时分，如 2025-04-24 16:58；只写日期的，临近截止时间时需人工核对',
    },
    result: { header: '结果', aliases: ['办理结果', '处理结果', '环节结果', '审核结果'], kind: 'answer' },
    level: {
      header: '经办层级',
      aliases: ['层级', '办理层级', '经办级别', '办理级别', '操作层级', '经办单位层级'],
      kind: 'text',
    },
    reason: {
      header: '原因',
      aliases: ['退回原因', '办理原因', '原因说明', '意见', '办理意见', '审核意见'],
      kind: 'text',
    },
  },
});
