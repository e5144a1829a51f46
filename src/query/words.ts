/** What the codes of findings and defects are called where people read them. */
export const words = {
  severity: { error: '不符合', warning: '原则上不符合', info: '提示' },
  verdict: { fail: '不符', review: '待核', pass: '符合' },
  subject_kind: { project: '项目', organisation: '单位', group: '集团', city: '市', direction: '方向' },
  state: { loaded: '装载', superseded: '被取代', rejected: '退回', total: '合计行', blank: '空行' },
  what: { total: '合计', note: '说明' },
  effect: { file: '整个文件未导入', row: '整行未导入', cell: '该格按未知处理', mark: '已导入，待核' },
} as const;
