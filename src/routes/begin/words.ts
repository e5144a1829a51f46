import type { Begin, BeginStep, NoticeTold } from '#spec';

type Step = BeginStep['step'];

/** Where one seat says how many people come to sign in to it. */
export const toOffice = '/begin#office';

/** The guided start, in words. */
export const words = {
  title: '开始使用',
  note: '照现在的实际说做到哪一步、下一步做什么；可以随时离开，再回来还在。做过的又没有了，这里也会变回来。',
  states: { done: '做好了', open: '还没有', unknown: '不知道' } satisfies Record<BeginStep['state'], string>,
  asked: '您要交的',
  askedNote: '下面是各步由谁做；您要做的在这里。',
  askedSteps: [
    ['拿空白表样填好', '/data/guide', '填报说明和空表'],
    ['上传、看预览、试导入、导入', '/data/upload', '上传'],
    ['看回执，改好问题清单里的再交', '/data', '数据'],
  ],
  next: '下一步',
  yours: '您来做',
  others: {
    administrator: '由系统管理员做',
    loaders: '由系统管理员做',
    divided: '由系统管理员做',
    notice: '由处室做',
    files: '由处室做',
  } satisfies Record<Step, string>,
  allDone: '都做好了。以后做什么，看各自的手册。',
  titles: {
    administrator: '管账号的人',
    loaders: '导入全省的人',
    notice: '现行的通知',
    divided: '各市的账号',
    files: '第一批表',
  } satisfies Record<Step, string>,
  guide: '手册里怎么说',
  guides: {
    administrator: '/guide/administrator/begin',
    loaders: '/guide/administrator/accounts',
    notice: '/guide/division/notice',
    divided: '/guide/administrator/accounts',
    files: '/guide/division/load',
  } satisfies Record<Step, string>,
  toAccounts: '到账号管理',
  toOwn: '到我的账号',
  toNotices: '看通知',
  toEntering: '填写通知的表',
  toUpload: '上传表格',
  toForms: '空白表样',
  onServer: '在服务器上：',
  seat: '这里是单机用法：不登录，坐在这台机器前的人什么都能看、能做，建了账号也不用它。要给许多人登录用：',
  seatCommand: './baijing office --origin https://大家打开的网址',
  seatOther:
    '（用安装包装的；从源码装的照 src/office/README.md 做。）它写好服务和代理的文件，说出以 root 逐行打什么：建用户、第一个管理员、证书、开机自己起来。单机里已有的数据怎样搬过去，它也会说。',
  seatTitle: '给许多人登录用',
} as const;

const half = ({ all, ready }: { all: number; ready: number }): string =>
  ready === all ? `${all} 人。` : `${all} 人，其中 ${all - ready} 人还没有换第一个密码。`;

/** What is so now of a step; who may not know it is told no number. */
export function factsOf(step: Step, begin: Begin): string {
  switch (step) {
    case 'administrator':
      return begin.accounts === null ? '' : sayAdministrators(begin.accounts.administrators);
    case 'loaders':
      return begin.accounts === null
        ? ''
        : begin.accounts.loaders.all === 0
          ? '还没有能导入全省的账号：加一个，角色要有“导入”、范围不限。'
          : half(begin.accounts.loaders);
    case 'divided':
      return (begin.accounts?.divided ?? []).map(sayDivided).join('');
    case 'notice':
      return begin.notices === null ? sayUnread(begin.program) : sayNotices(begin.notices);
    case 'files':
      return sayData(begin.data);
  }
}

const sayUnread = (program: string | null): string =>
  `通知的文件夹读不出来：${program === null ? 'npm run check:content' : `${program} check-content`} 说是哪一行。`;

function sayAdministrators({ all, ready }: { all: number; ready: number }): string {
  if (ready === 0) return '还没有一位管理员换过第一个密码。';
  return all === 1 ? '1 人。只有一个人能管账号：他进不来时要到服务器上重置，最好再加一个。' : half({ all, ready });
}

function sayDivided({ title, all, without }: { title: string; all: number; without: readonly string[] }): string {
  if (without.length === 0) return `${title}：${all} 个都有账号。`;
  return `${title}：${all} 个里 ${all - without.length} 个有账号；还没有的：${without.join('、')}。`;
}

function sayNotices({ inForce, coming }: NonNullable<Begin['notices']>): string {
  return [
    inForce === null ? '还没有一份已经印发的通知。' : `《${inForce.title}》${sayOpen(inForce)}`,
    ...(coming === null ? [] : [`正在录入：《${coming.title}》${sayOpen(coming)}`]),
  ].join('');
}

function sayOpen({ isSample, open }: NoticeTold): string {
  if (isSample)
    return '是随程序带来的示例，不是真的：真的要另录一份，先照示例开一个空的，再逐表填写；录全了、印发的日子到了，这里就是“做好了”。';
  return `${open === 0 ? '录全了。' : `，还有 ${open} 项没有录：录全以前按它判的一律待核。`}`;
}

function sayData({ version, isSample, files, fault }: Begin['data']): string {
  if (fault !== null) return `有没有数据说不准：${fault}`;
  if (version === null) return '还没有导入过。';
  if (isSample)
    return '现在是虚构的示例数据。换成自己的，要在服务器上整个文件夹导入；网页上传是加在示例上面的，不能用来换掉它。';
  return `已经导入 ${files} 个文件，版本 ${version}。`;
}

/** What is typed on the machine; null where it is done in the browser. */
export function commandOf(step: Step, { data, mode, program, warehouse, notices }: Begin): string | null {
  const called = (name: string, more: string, isOfData = true) =>
    `${program === null ? `npm run ${name} --` : `${program} ${name}`} ${more}${isOfData && warehouse !== null ? ` --warehouse ${warehouse}` : ''}`;
  if (step === 'administrator') return called('account', 'add 账号名 --role administrator --title 姓名');
  const inForce = notices?.inForce ?? null;
  if (step === 'notice')
    return inForce?.isSample
      ? called('notice', `new 年份 --from ${inForce.notice}`, false)
      : called('notice', 'check', false);
  if (step !== 'files') return null;
  if (data.fault !== null) return called('doctor', '--bundle 情况.zip');
  return data.isSample || mode === 'seat' ? called('load', '交来的表') : null;
}
