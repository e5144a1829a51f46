import { defineSource } from '#spec';

export default defineSource({
  title: '省级评审',
  handedInBy: ['处室'],
  files: ['reviews', 'review', '省级评审', '省评审', '评审结果', '评审表', '评审汇总', '专家评审'],
  key: ['project_id'],
  columns: {
    project_id: {
      header: '项目编号',
      aliases: ['项目编码', '项目代码', '项目号', '申报编号', '申报系统编号', '系统编号', '受理编号', '编号'],
      kind: 'project',
      required: true,
      essential: true,
    },
    mode: { header: '评审方式', aliases: ['评审形式', '方式', '答辩方式'], kind: 'text' },
    score: {
      header: '得分',
      aliases: ['评审得分', '评审分数', '分数', '总分', '平均分', '综合得分', '评审总分'],
      kind: 'number',
    },
    result: {
      header: '结论',
      aliases: ['评审结论', '评审结果', '评审意见', '结果', '是否揭榜', '揭榜结论'],
      kind: 'choice',
      of: ['揭榜', '备选', '不予揭榜', '待定'],
      ofNotice: 'results.result',
      required: true,
      essential: true,
    },
    reviewed_on: { header: '评审日期', aliases: ['评审时间', '评审日', '评审完成日期', '日期'], kind: 'day' },
  },
});
