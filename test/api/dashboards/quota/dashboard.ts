import { defineDashboard } from '#spec';

export default defineDashboard({
  title: '名额',
  description: '各市名额',
  order: 2,
  panels: {
    'by-city': { title: '各市占用名额', chart: { mark: 'table' } },
    'every-relation': { title: '各关系行数', chart: { mark: 'table' } },
    empty: { title: '没有一行', chart: { mark: 'table' } },
    projects: { title: '项目', chart: { mark: 'table' } },
  },
});
