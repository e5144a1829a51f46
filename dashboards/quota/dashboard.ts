import { defineDashboard } from '#spec';

const missing = {
  quota: 'quota_note',
  quota_free: 'quota_note',
  quota_over: 'quota_note',
  quota_use_rate: 'quota_note',
};

export default defineDashboard({
  title: '名额使用',
  description: '各市推荐名额用了多少、还有多少可用、谁超了。没有用完的和超出的分开相加，从不相抵；不占名额的项目另列。',
  order: 2,
  panels: {
    headline: {
      title: '名额合计',
      chart: {
        mark: 'figures',
        show: [
          ['quota', 'quota_missing', 'quota_unknown'],
          ['quota_used', 'quota_use_rate'],
          ['quota_free'],
          ['quota_over'],
          ['quota_exempt'],
          ['recommended', 'recommendation_rate'],
        ],
        missing,
      },
    },
    'by-city': {
      title: '各市占用名额与推荐名额',
      note: '竖线是推荐名额，粗条是占用名额，细条是不占名额的推荐项目。看几个批次时，可用和超出一批一批地算，不相抵。点击一市按市筛选。',
      width: 'half',
      chart: {
        mark: 'bullet',
        label: 'city',
        value: 'quota_used',
        target: 'quota',
        left: 'quota_free',
        over: 'quota_over',
        beside: 'quota_exempt',
        missing: 'quota_note',
      },
      filters: ['city'],
    },
    cities: {
      title: '十六市名额台账',
      note: '没有导入名额的市，可用、超出与使用率未知。推荐截止以后没有用完的是未用名额，谁也不能再用。',
      width: 'half',
      chart: {
        mark: 'table',
        show: [
          'city',
          'quota',
          'quota_used',
          'quota_free',
          'quota_over',
          'quota_use_rate',
          'quota_exempt',
          'recommended',
        ],
        bars: ['quota_use_rate'],
        missing,
      },
      filters: ['city'],
    },
    'by-batch': {
      title: '各批次名额',
      note: '名额按批次下达，超出与否按批次判断。',
      width: 'half',
      chart: {
        mark: 'table',
        show: [
          'batch',
          'quota',
          'quota_used',
          'quota_free',
          'quota_over',
          'quota_use_rate',
          'quota_exempt',
          'quota_missing',
          'quota_unknown',
        ],
        bars: ['quota_use_rate'],
        missing,
      },
      filters: ['batch'],
    },
    exempt: {
      title: '不占名额的理由',
      note: '哪些方向不限名额、哪些企业性质不占名额，由各批次的通知定；两条都符合的只计一次。',
      width: 'half',
      chart: { mark: 'table', show: ['quota_exemption', 'quota_exempt', 'total_investment'] },
      empty: '没有不占名额的推荐项目；哪些项目免占，通知还没有录入的，有没有未知。',
    },
  },
});
