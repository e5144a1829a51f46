/** How many of the numbers that no longer hold a notice of changes says as they are now. */
export const explainedOf = ({ numbers, explained }: { numbers: number; explained: number }): string =>
  explained === 0 ? '' : explained === numbers ? '，都已有说明' : `，其中 ${explained} 个已有说明`;

/** Which data these are, and what was issued of them. */
export const versionWords = {
  version: '数据版本',
  decidedUpTo: '核定记录至',
  asOf: '数据截至',
  loadedAt: '导入于',
  whatChanged: '比上一版变了什么',
  code: '校验码',
  toVerify: '核对',
  toSeal: '签章',
  toPack: '审计包',
  sealedPage: '这一页已签章',
  sealedQr: '签章的二维码',
  papers: '材料',
  revisions: '变动说明',
  issued: ({ papers, ...held }: { papers: number; numbers: number; explained: number }) =>
    `已印发的 ${papers} 份材料里有 ${held.numbers} 个数与现在的数据不符${explainedOf(held)}。`,
  toIssued: '看是哪些',
  whatSince: '看此后变了什么',
  loadedBy: '谁导入',
  numbered: (number: string) => `（回执 ${number}）`,
  reigned: '当时大家看到的就是这一版',
  span: (from: string, until: string) => `${from} 至 ${until}`,
  files: '文件',
  basis: (notices: readonly string[]) =>
    `${notices.length > 0 ? `依据${notices.join('、')}；` : ''}撬动比等为描述性指标，不表示因果。`,
  noticeOf: (title: string, isAtHand: boolean, openItems: number) =>
    `《${title}》${isAtHand ? (openItems > 0 ? `（通知未录全，还有 ${openItems} 项）` : '') : '（不在手边）'}`,
} as const;
