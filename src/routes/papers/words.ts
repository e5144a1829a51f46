import { explainedOf } from '#lib/words.ts';
import type { PaperBrief, PaperNumberNow, Papers } from '#spec';

export const words = {
  title: '印发的材料',
  note: '签过章的材料：每一份在每次导入以后都按现在的数据重问一遍。',
  none: '还没有签章的材料。在图表页、简报的页脚点“签章”。',
  broken: ({ papers, ...held }: Papers['broken'], all: number) =>
    held.numbers === 0
      ? `${all} 份材料里的数都还成立。`
      : `${papers} 份材料里有 ${held.numbers} 个数与现在的数据不符${explainedOf(held)}。`,
  seal: '签章',
  sealNote: '把这一页现在的数、版本、筛选和范围一起签名，登记在案；签了不能改，只能作废。',
  page: '网址',
  subject: '题目（不写就用页面的）',
  recipient: '印给谁',
  by: '签章人',
  sealYes: '签章并登记',
  paper: '材料',
  sealedAt: '签章',
  of: '版本 · 截至',
  numbers: '数',
  state: '重问结果',
  verify: '核对别的材料',
  code: '校验码',
  noneAsked: '没有重问',
  standings: { in_force: '数都成立', changed: '有变动', corrected: '已更正', voided: '已作废' } satisfies Record<
    PaperBrief['standing'],
    string
  >,
  states: {
    same: '一样',
    below_print: '数据动过，印出来一样',
    differs: '变了',
    unknown_now: '现在未知',
    not_comparable: '不可比',
  } satisfies Record<NonNullable<PaperNumberNow['state']>, string>,
  kinds: { page: '页面', brief: '简报', figure: '图表', query: '指标', revision: '数据变动说明' } as Readonly<
    Record<string, string>
  >,
  scope: (scope: PaperBrief['scope']) =>
    Object.keys(scope).length === 0 ? '全部数据' : Object.values(scope).flat().join('、'),
  changed: (count: number) => `变了的数（${count}）`,
  all: (count: number) => `纸上的 ${count} 个数`,
  others: (count: number) => `其余 ${count} 个数`,
  number: '数',
  printed: '纸上',
  now: '现在',
  why: '看为什么变了',
  toRevise: '写数据变动说明',
  revisions: '数据变动说明',
  open: '打开这一页（当时的版本）',
  file: '签章文件（.seal.json）',
  signed: '签名',
  signature: 'Ed25519 签名',
  key: '公钥编号',
  digest: 'SHA-256',
  sm3: 'SM3',
  fingerprint: '版本数据的 SHA-256',
  prev: '上一份材料',
  time: '北京时间，由本机给出',
  keys: '公钥名单（keys.json）',
  end: '作废',
  endNote: '写明为什么；登记簿上留着，核对时会说它已作废。',
  reason: '原因',
  recipientOf: (recipient: string) => `印给 ${recipient}`,
};

export const brokenOf = ({ standing, broken, explained, reason, numbers }: PaperBrief): string =>
  standing === 'voided'
    ? words.standings.voided
    : broken === null
      ? (reason ?? words.noneAsked)
      : broken === 0
        ? words.standings.in_force
        : `${broken} / ${numbers} ${words.states.differs}${explainedOf({ numbers: broken, explained: explained ?? 0 })}`;
