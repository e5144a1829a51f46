import { defineSource } from '#spec';

export default defineSource({
  title: '核查覆盖表',
  handedInBy: ['处室'],
  files: ['check_coverage', '核查覆盖', '核查覆盖表', '名单比对', '名单比对情况', '比对情况表', '核查比对'],
  identity: {
    columns: ['batch', 'item', 'city', 'compared_on', 'among'],
    recurring: ['compared_on'],
    subject: ['batch', 'item', 'city'],
  },
  columns: {
    batch: {
      header: '批次',
      aliases: ['项目批次', '申报批次', '所属批次', '批次号', '批次名称'],
      kind: 'batch',
      required: true,
      essential: true,
    },
    item: {
      header: '核查事项',
      aliases: ['核查项目', '核查内容', '事项', '事项名称', '比对事项'],
      kind: 'choice',
      of: ['安全生产事故', '严重失信', '经营异常', '绿色门槛', '经营状态'],
      required: true,
      essential: true,
    },
    city: {
      header: '推荐市',
      aliases: ['市', '所在市', '设区市', '地市', '比对的市'],
      kind: 'city',
      note: '只比对了一个市的才填；空着是全部的市',
    },
    among: {
      header: '比对范围',
      aliases: ['范围', '比对单位', '比对对象'],
      kind: 'choice',
      of: ['全部申报单位', '全部申报单位和联合单位'],
      required: true,
      essential: true,
    },
    compared_on: {
      header: '比对日期',
      aliases: ['比对时间', '核对日期', '核对时间', '核查日期', '名单日期'],
      kind: 'day',
      required: true,
      essential: true,
      note: '名单与单位逐一比对的那天；名单上的单位另在单位核查表里逐条登记',
    },
    origin: {
      header: '名单来源',
      aliases: ['来源', '数据来源', '名单', '提供单位'],
      kind: 'text',
      required: true,
      essential: true,
    },
  },
});
