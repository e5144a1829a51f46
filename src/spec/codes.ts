/**
 * What the codes of findings, of repeats, of defects and of the rows of files
 * are called where people read them, on a page as in a file.
 */
export const codes = {
  severity: { error: '硬性要求', warning: '原则要求', info: '提示' },
  verdict: { fail: '不通过', review: '待核', pass: '通过' },
  subject_kind: { project: '项目', organisation: '单位', group: '集团', city: '市', direction: '方向' },
  moment: {
    submit_by: '申报时点',
    recommend_by: '推荐时点',
    publicised: '公示时点',
    published: '公布时点',
    allocated: '下达时点',
    today: '今日',
  },
  conclusion: { pass: '通过', fail: '不通过', not_applicable: '不适用' },
  decision: { open: '未核定', decided: '已核定', reopened: '重开' },
  stands: {
    holds: '有效',
    reopened: '重开',
    replaced: '已被后来的核定取代',
    withdrawn: '已撤回',
    gone: '这一版没有这条核查结果',
    withdrawal: '撤回',
    proposal: '提议',
  },
  decision_state: { proposed: '提议', decided: '核定', withdrawn: '撤回' },
  effect: { file: '整个文件未导入', row: '整行未导入', cell: '此格按未知处理', mark: '不影响导入，待核' },
  fate: { loaded: '导入', superseded: '被取代', rejected: '未导入', total: '合计行', blank: '空行' },
  relation: {
    same: '同一单位',
    successor: '变更前后的单位',
    name: '单位同名、代码不同',
    kin: '由同一单位变更而来',
    partner: '联合单位',
  },
  likeness: {
    same: '同名',
    phase: '只差期次',
    near: '名称相近',
    contained: '名称互相包含',
    site: '地点和联合单位相同',
    unmeasured: '没有界限，没有比',
  },
  standing: {
    supported: '往年批次已下达奖补',
    listed: '往年批次已揭榜',
    proposed: '往年批次拟揭榜',
    ledger: '省级资金支持过',
    together: '同一批次都报了',
    pending: '另一批次还没有结果',
    undated: '支持过，时间未知',
  },
  aside: { total: '合计', note: '说明' },
} as const;

/** The moments at which the verdicts on a project are marked beside each other. */
export const markedMoments = [
  'submit_by',
  'publicised',
  'published',
  'allocated',
  'today',
] as const satisfies readonly (keyof typeof codes.moment)[];

/** In the place of a clause where no notice has the rule: an agreement of this system, a warning at most. */
export const ownBasis = '管理提示';

/** The codes themselves, in their order. */
export const codesOf = <Code extends string>(words: Readonly<Record<Code, unknown>>): Code[] =>
  Object.keys(words) as Code[];

/** How a receipt counts the rows of a sheet; the first is the sum of the others. */
export const rowCounts = ['read', 'loaded', 'superseded', 'rejected', 'totals', 'blank'] as const;
