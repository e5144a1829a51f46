/** The furniture of the pages on which findings are decided, in words. */
export const words = {
  decide: '核定',
  decideNote: '规则的判定照旧，核定记在旁边；判定依据变了，会自动重开。',
  decideAgain: '重新核定',
  conclusion: '结论',
  basis: '依据',
  basisHint: '为什么这样核定：会议、批示、查到的材料',
  document: '文号',
  documentHint: '如 鲁工信发〔年份〕12 号',
  attachment: '附件名称',
  attachmentHint: '材料另存，这里只记名称',
  person: '核定人',
  personNote: '登录启用以前，姓名是自己报的，显示为“未核实”。',
  on: '核定日期',
  optional: '可不填',
  submit: '核定',
  submitMany: (count: number) => `核定这 ${count} 条`,
  refused: '现在不能核定',
  oldVersion: '核定要在最新的版本上做。',
  toNewest: '到最新版本',

  withdraw: '撤回这次核定',
  withdrawNote: '撤回也是一条记录，原来的核定留着。',
  withdrawBasis: '为什么撤回',
  submitWithdrawal: '撤回',

  judged: '判定依据',
  judgedName: '项目',
  judgedNow: '现在',
  judgedThen: '核定时',
  notJudged: '随截至日变化，不算判定依据',
  sources: '来源行',
  ruleSaid: '核定时规则判',

  history: '核定记录',
  historyNote: '只增不改，每一条带前一条的哈希；最新的在前。',
  noHistory: '还没有核定过。',
  heads: { at: '登记时间', what: '核定', who: '核定人', basis: '依据', stands: '现状' },
  line: (position: number) => `记录第 ${position} 条`,

  many: '批量核定',
  manyNote: '下面名单里的每一条各记一次核定。',
  decideThese: (count: string) => `批量核定这 ${count} 条`,
  listed: (count: number) => `名单：${count} 条`,
  tooMany: (atMost: number, total: number) => `一次最多核定 ${atMost} 条，这里有 ${total} 条：请回到清单，先筛选。`,
  none: '按这些条件没有要核定的核查结果。',
  backToList: '回到清单',
  record: '核定记录（CSV）',

  done: '已记下。',
  problems: {
    no_conclusion: '没有记下：请选核定结论。',
    no_basis: '没有记下：请写明依据。',
    no_person: '没有记下：请写明核定人。',
    bad_day: '没有记下：核定日期要写成 2026-06-30 这样。',
    future_day: '没有记下：核定日期还没有到。',
    early_day: '没有记下：核定日期早于通知的印发日期。',
    list_changed: '没有记下：您看过以后，名单或判定依据变了。下面是现在的，请重新看一遍再核定；刚才写的都还在。',
    decided_meanwhile: '没有记下：您看过以后，别人已经核定过。下面是现在的记录，请重新看一遍再核定；刚才写的都还在。',
    too_many: '没有记下：一次核定得太多，请先筛选。',
    nothing_to_decide: '没有记下：这个名单里没有核查结果。',
    other: '没有记下：填写的内容不合要求，请检查后再核定。',
  },
} as const;

/** Why nothing was recorded, by the code that came back. */
export const problemOf = (code: string): string =>
  Object.hasOwn(words.problems, code) ? words.problems[code as keyof typeof words.problems] : words.problems.other;
