import type { PackageJob } from '#spec';

export const words = {
  title: '审计包',
  note: '把一个版本，或者其中一部分，装成一个 zip：不用本程序，也能从每一格文字重算每个数。联系人、电话遮盖。',
  ask: '装一个',
  askNote: '按这一页的筛选，只装您看得到的行；全部数据要几分钟，装好后在下面下载。谁装的、装的什么记在操作记录里。',
  page: '页面',
  version: '版本',
  current: '当前',
  by: '谁装的',
  make: '装审计包',
  none: '您还没有要过审计包。服务重新启动以后，以前装好的也不在了。',
  when: '何时',
  what: '装的是',
  all: '全部',
  state: '怎样了',
  states: {
    waiting: '排队',
    making: '正在装',
    ready: '装好了',
    refused: '没有装',
    failed: '没有装成',
  } satisfies Record<PackageJob['state'], string>,
  download: (bytes: number | null) => `下载${bytes === null ? '' : `（${(bytes / 1024 / 1024).toFixed(1)} MB）`}`,
  seal: '封条',
  verify: '核对：npm run audit-package -- verify 文件.zip，或者打开包里的 说明.html。',
};

export const whatOf = ({ filters, scope }: PackageJob): string =>
  [...Object.values(scope).flat(), ...filters.map((filter) => filter.slice(filter.indexOf('=') + 1))].join('、') ||
  words.all;
