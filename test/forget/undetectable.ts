import type { Trial } from './trials.ts';

/** Values that may be left blank, by table and column: what is lost then, which is no verdict. */
export const optional: Readonly<Record<string, string>> = {
  'answers.clause': '不在哪一条里的话没有条号',
  'clauses.heading': '没有标题的条款只核对引文在不在原文里',
  'directions.aliases': '别的叫法没有列的，导入时退回那一行',
  'directions.succeeds': '没有写接着上一份的哪个方向，只是跨年不连起来看',
  'forms.column': '列名空着的是整张表；交来的列认不出的，导入时指出',
  'notice.note': '只给人看',
  'subsidy_rules.direction': '方向空着的标准管各方向',
  'tasks.aliases': '别的叫法没有列的，导入时退回那一行',
  'tasks.succeeds': '没有写接着上一份的哪项任务，只是跨年不连起来看',
  'thresholds.note': '只给人看',
};

const clause = '这一条在通知里有，引得对不对要人读';
const yesOrNo = '是与否反了，只有读条文的人知道';
const forPeople = '只给人看，不参加判断';
const form = '表样不在通知正文里；交来的列、表认不出的，导入时指出';
const notAtHand = '通知不在手边，没有原文可以对照';

/** Mistyped values that no program can know to be wrong, by table and column, and why. */
export const undetectable: Readonly<Record<string, string>> = {
  'answers.reason': forPeople,
  'applicant_types.clause': clause,
  'applicant_types.only_direction': '只可申报哪个方向，条文不在一处写明，要人读',
  'batches.title': forPeople,
  'clauses.heading': '较短的标题也在原文里',
  'clauses.title': forPeople,
  'construction_states.clause': clause,
  'construction_states.construction': '已经建成、已建成这类写法，与条文不逐字相同',
  'construction_states.is_carrier': yesOrNo,
  'directions.aliases': '别的叫法写错的，导入时退回那一行',
  'directions.has_support_cap_clause': clause,
  'directions.is_carrier': yesOrNo,
  'directions.is_carrier_clause': clause,
  'directions.is_quota_exempt': yesOrNo,
  'directions.is_quota_exempt_clause': clause,
  'directions.succeeds': '哪个方向接着哪个，两份通知都不写',
  'forms.column': form,
  'forms.header': form,
  'forms.source': form,
  'limits.clause': '这一条里也有这个数',
  'limits.is_in_principle': yesOrNo,
  'metrics.clause': clause,
  'notice.note': forPeople,
  'notice.title': notAtHand,
  'ownerships.clause': clause,
  'ownerships.is_group_limited': yesOrNo,
  'ownerships.is_quota_exempt': yesOrNo,
  'ownerships.needs_letter': yesOrNo,
  'results.clause': clause,
  'results.means': '一种结论是什么意思，要人读',
  'results.result': '换成另一种结论，交来的那种在导入时退回',
  'results.stage': '一种结论算哪个阶段，要人读',
  'rules.moment': forPeople,
  'rules.off': forPeople,
  'rules.quotation': '引得短一些，仍是这一条的原文',
  'rules.scope': '管一批还是管一个年度，要人读',
  'rules.severity': '多严由处室定，判定不变',
  'steps.clause': clause,
  'steps.step': '换成另一个环节，交来的那种在导入时退回',
  'subsidy_rules.status': '没有核定的都待核',
  'tasks.aliases': '别的叫法写错的，导入时退回那一行',
  'tasks.clause': '上一级的条款也含这项任务',
  'tasks.direction': '任务归哪个方向，要人读榜单',
  'tasks.succeeds': '哪项任务接着哪项，两份通知都不写',
  'thresholds.at_least': '处室自己定的界限，通知里没有',
  'thresholds.clause': clause,
  'thresholds.note': forPeople,
};

/**
 * Why nobody can know that a trial is wrong; null where somebody should. A notice whose text is not at hand is held
 * against nothing; one whose text is, is never excused by that.
 */
export function reasonOf({ table, column, way }: Trial, isAtHand: boolean): string | null {
  const name = `${table}.${column}`;
  const reason = (way === 'mistyped' ? undetectable : optional)[name] ?? null;
  if (way === 'mistyped' && !isAtHand) return reason === null ? null : notAtHand;
  return reason === notAtHand ? null : reason;
}

/** The tables and columns that some value of is not known to be wrong. */
export const reasons = Object.keys({ ...optional, ...undetectable });
