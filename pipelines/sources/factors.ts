import { defineSource } from '#spec';

export default defineSource({
  title: '因素表',
  handedInBy: ['处室'],
  files: ['factors', '因素表', '分配因素', '因素数据', '因素法数据'],
  key: ['year', 'city', 'factor'],
  columns: {
    year: {
      header: '年度',
      aliases: ['数据年度', '统计年度', '数据年份', '统计年份', '年份'],
      kind: 'year',
      required: true,
      essential: true,
      note: '数据是哪一年的，不是哪一年用',
    },
    city: {
      header: '市',
      aliases: ['城市', '地市', '设区市', '市别', '各市', '市名', '市名称', '所在市', '所属市', '地区'],
      kind: 'city',
      required: true,
      essential: true,
    },
    factor: {
      header: '因素',
      aliases: ['因素名称', '指标', '指标名称', '统计指标', '因素指标'],
      kind: 'name',
      required: true,
      essential: true,
      note: '一个因素用一个名称，如 规模以上工业企业数',
    },
    amount: {
      header: '数值',
      aliases: ['因素数值', '因素值', '指标值', '指标数值', '数据值'],
      kind: 'number',
      required: true,
      note: '只写数，单位写在“单位”一列；不知道就留空，空着不是 0',
    },
    unit: {
      header: '单位',
      aliases: ['计量单位', '数值单位', '因素单位', '指标单位'],
      kind: 'text',
      required: true,
      note: '如 户、亿元；一个因素各市、各年用一个单位',
    },
    origin: {
      header: '来源',
      aliases: ['数据来源', '因素来源', '数据出处', '出处'],
      kind: 'text',
      note: '如 统计年鉴、统计公报；修订过的写明',
    },
    document: { header: '文号', aliases: ['来源文号', '文件文号', '文件号', '数据文号'], kind: 'name' },
  },
});
