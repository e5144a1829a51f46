import { defineSource } from '#spec';

export default defineSource({
  title: '推荐汇总表',
  files: ['recommendations', 'recommendation', '推荐汇总表', '推荐项目汇总表', '试点项目推荐汇总表', '项目推荐汇总表', '市推荐汇总表'],
  key: ['batch', 'project_id'],
  columns: {
    batch: {
      header: '批次',
      aliases: ['项目批次', '申报批次', '推荐批次', '揭榜批次', '所属批次', '年度批次', '批次号', '批次名称'],
      kind: 'batch',
      required: true,
      essential: true,
    },
    city: {
      header: '推荐市',
      aliases: ['推荐地市', '推荐设区市', '推荐单位', '推荐单位名称', '所在市', '所在地市', '所属市', '所属地市', '设区市', '地市', '城市', '市别', '市'],
      kind: 'city',
      required: true,
      essential: true,
    },
    rank: {
      header: '排序',
      aliases: ['推荐排序', '推荐顺序', '推荐次序', '推荐序号', '推荐排名', '排名', '位次', '名次', '市推荐排序', '推荐顺位'],
      kind: 'integer',
      required: true,
      note: '同一批次、同一市从 1 起连续',
    },
    project_id: {
      header: '项目编号',
      aliases: ['项目编码', '项目代码', '项目号', '申报编号', '申报系统编号', '系统编号', '受理编号', '编号'],
      kind: 'project',
      required: true,
      essential: true,
    },
  },
});
