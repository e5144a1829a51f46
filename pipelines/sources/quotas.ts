import { defineSource } from '#spec';

export default defineSource({
  title: '各市推荐名额表',
  handedInBy: ['处室'],
  files: ['quotas', 'quota', '各市推荐名额', '各市名额', '推荐名额', '名额表', '名额分配'],
  key: ['batch', 'city'],
  columns: {
    batch: {
      header: '批次',
      aliases: ['项目批次', '申报批次', '推荐批次', '揭榜批次', '所属批次', '年度批次', '批次号', '批次名称'],
      kind: 'batch',
      required: true,
      essential: true,
    },
    city: {
      header: '市',
      aliases: ['推荐市', '推荐单位', '城市', '地市', '设区市', '市别', '各市', '市名', '市名称', '所在市', '所属市'],
      kind: 'city',
      required: true,
      essential: true,
    },
    quota: {
      header: '推荐名额',
      aliases: [
        '名额',
        '名额数',
        '推荐名额数',
        '推荐数量',
        '推荐数量限额',
        '推荐限额',
        '限额',
        '推荐指标',
        '分配名额',
        '推荐数量名额',
      ],
      kind: 'integer',
      required: true,
      essential: true,
    },
  },
});
